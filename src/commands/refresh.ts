import type { TreeNode } from '../tree/treeNode.ts';
import type { CommandAction } from './commandAction.ts';

/** Reads the whole estate again, whatever row is selected: the editor tells that to a button of the view's title. */
export const refreshAll: CommandAction = async ({ estate, tree }) => {
  tree.expire();
  await estate.refresh();
};

/** Reads what hangs below the rows that it was called on again, or without any the whole estate. */
export const refresh: CommandAction = async (context, action, nodes) => {
  const { estate, tree } = context;
  if (nodes.length === 0 || nodes.some(isWhole)) return refreshAll(context, action, nodes);
  await Promise.all(
    nodes.map(async (node) => {
      switch (node.kind) {
        case 'subscription':
        case 'nothing':
        case 'assignment':
        case 'authorization':
        case 'problem':
          tree.expire(node.row);
          return;
        case 'tenantProblem':
          return estate.refreshTenant(node.state.door);
        case 'managingTenant':
          for (const row of node.managingTenant.subscriptions) tree.expire(row);
          await Promise.all(
            [...new Set(node.managingTenant.subscriptions.map(({ door }) => door))].map((door) =>
              estate.refreshTenant(door),
            ),
          );
          return;
        case 'accountProblem':
        case 'unchecked':
      }
    }),
  );
};

/** Whether only reading everything can help. */
function isWhole(node: TreeNode): boolean {
  return node.kind === 'accountProblem' || (node.kind === 'problem' && !node.row);
}
