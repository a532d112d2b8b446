import * as vscode from 'vscode';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import type { CommandAction } from './commandAction.ts';
import { pickDelegation } from './pickDelegation.ts';
import { removeOne } from './removeOne.ts';
import { removeSeveral } from './removeSeveral.ts';
import { throwIfReadOnly } from './throwIfReadOnly.ts';

/** Removes the delegations of the rows, or one that the user picks. */
export const removeDelegation: CommandAction = async (context, action, nodes) => {
  throwIfReadOnly();
  const delegations = delegationsOf(nodes);
  const [clicked] = delegations;
  if (delegations.length > 1)
    await removeSeveral(context, action, { delegations }, vscode.l10n.t('Remove Delegations'));
  else await removeOne(context, action, clicked ?? (await pickDelegation(context, action)));
};

/** The delegations that rows stand for, each row of the same delegation and door once. */
function delegationsOf(nodes: readonly TreeNode[]): readonly PlacedDelegation[] {
  const placed = nodes.flatMap((node) =>
    node.kind === 'assignment' || node.kind === 'authorization'
      ? [[node.delegation.key, { row: node.row, delegation: node.delegation }] as const]
      : [],
  );
  return [...new Map(placed).values()];
}
