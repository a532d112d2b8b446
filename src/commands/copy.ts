import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { Delegation } from '../delegations/delegation.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import type { CommandContext } from './commandContext.ts';
import { pickDelegation } from './pickDelegation.ts';
import type { CommandAction } from './commandAction.ts';
import { azureCliCommand, powerShellCommand } from './shellCommands.ts';

/** Copies the resource ids of the rows, a line each. */
export const copyResourceId: CommandAction = async (context, action, nodes) => {
  const ids = nodes.flatMap(resourceIdOf);
  await copy(ids.length > 0 ? ids : [(await pickDelegation(context, action)).delegation.id]);
};

/** Copies what removes the delegations with the Azure CLI. */
export const copyAsAzureCli: CommandAction = async (context, action, nodes) =>
  copy((await delegationsOf(context, action, nodes)).map(azureCliCommand));

/** Copies what removes the delegations with Azure PowerShell. */
export const copyAsPowerShell: CommandAction = async (context, action, nodes) =>
  copy((await delegationsOf(context, action, nodes)).map(powerShellCommand));

async function delegationsOf(
  context: CommandContext,
  action: IActionContext,
  nodes: readonly TreeNode[],
): Promise<readonly Delegation[]> {
  const delegations = nodes.flatMap((node) =>
    node.kind === 'assignment' || node.kind === 'authorization' ? [node.delegation] : [],
  );
  return delegations.length > 0 ? delegations : [(await pickDelegation(context, action)).delegation];
}

function resourceIdOf(node: TreeNode): readonly string[] {
  switch (node.kind) {
    case 'managingTenant':
      return [node.managingTenant.id];
    case 'customer':
      return [node.tenantId];
    case 'subscription':
      return [`/subscriptions/${node.row.subscription.id}`];
    case 'assignment':
    case 'authorization':
      return [node.delegation.id];
    case 'problem':
    case 'nothing':
    case 'tenantProblem':
    case 'accountProblem':
    case 'unchecked':
      return [];
  }
}

/** Copies lines, and says so. */
export async function copy(lines: readonly string[]): Promise<void> {
  await vscode.env.clipboard.writeText(lines.join('\n'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}
