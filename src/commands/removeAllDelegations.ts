import type { IActionContext, IAzureQuickPickItem } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { subscriptionText, tenantText } from '../wording/names.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { knownRows } from './pickDelegation.ts';
import { removeSeveral } from './removeSeveral.ts';
import { throwIfReadOnly } from './throwIfReadOnly.ts';

/** Removes the delegations of subscriptions, customers or managing tenants, as far as the user ticks them. */
export const removeAllDelegations: CommandAction = async (context, action, nodes) => {
  throwIfReadOnly();
  const of =
    nodes.length > 0
      ? { rows: nodes.flatMap(rowsOf), name: nameOf(nodes, context) }
      : await pickRows(context, action);
  await removeSeveral(
    context,
    action,
    { rows: of.rows },
    of.name === undefined
      ? vscode.l10n.t('Remove Delegations')
      : vscode.l10n.t('Remove Delegations of {0}', of.name),
  );
};

function rowsOf(node: TreeNode): readonly DelegatedSubscription[] {
  switch (node.kind) {
    case 'managingTenant':
      return node.managingTenant.subscriptions;
    case 'customer':
      return node.subscriptions;
    case 'subscription':
      return [node.row];
    default:
      return [];
  }
}

function nameOf([node, ...others]: readonly TreeNode[], { estate }: CommandContext): string | undefined {
  if (others.length > 0) return undefined;
  switch (node?.kind) {
    case 'managingTenant':
      return tenantText(estate.tenant(node.managingTenant.id), node.managingTenant.id);
    case 'customer':
      return tenantText(estate.tenant(node.tenantId), node.tenantId);
    case 'subscription':
      return subscriptionText(node.row.subscription);
    default:
      return undefined;
  }
}

interface NamedRows {
  readonly name: string;
  readonly rows: readonly DelegatedSubscription[];
}

async function pickRows(context: CommandContext, action: IActionContext): Promise<NamedRows> {
  const { estate } = context;
  const tenantName = (id: string): string => tenantText(estate.tenant(id), id);
  const picks = knownRows(context).then((rows) => {
    const groups = (
      group: string,
      keyOf: (row: DelegatedSubscription) => string,
      name: (row: DelegatedSubscription) => string,
      describe: (rows: readonly DelegatedSubscription[]) => string,
    ): readonly IAzureQuickPickItem<NamedRows>[] =>
      [...Map.groupBy(rows, keyOf).values()].flatMap((inIt) => {
        const [first] = inIt;
        if (!first) return [];
        const label = name(first);
        return [{ label, description: describe(inIt), group, data: { name: label, rows: inIt } }];
      });
    const subscriptionCount = (inIt: readonly DelegatedSubscription[]): string => {
      const count = new Set(inIt.map(({ subscription }) => subscription.id)).size;
      return count === 1 ? vscode.l10n.t('1 subscription') : vscode.l10n.t('{0} subscriptions', count);
    };
    return [
      ...groups(
        vscode.l10n.t('Managing tenants'),
        (row) => row.managingTenantId,
        (row) => tenantName(row.managingTenantId),
        subscriptionCount,
      ),
      ...groups(
        vscode.l10n.t('Customers'),
        (row) => row.subscription.tenantId,
        (row) => tenantName(row.subscription.tenantId),
        subscriptionCount,
      ),
      ...groups(
        vscode.l10n.t('Subscriptions'),
        (row) => row.subscription.id,
        (row) => subscriptionText(row.subscription),
        ([first]) => (first ? tenantName(first.subscription.tenantId) : ''),
      ),
    ];
  });
  const { data } = await action.ui.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('Whose delegations? You choose among them next'),
    loadingPlaceHolder: vscode.l10n.t('Reading the delegated subscriptions…'),
    enableGrouping: true,
    matchOnDescription: true,
    suppressPersistence: true,
  });
  return data;
}
