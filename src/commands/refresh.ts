import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import type { CommandAction } from './commandAction.ts';

/** Reads the whole estate again, whatever row is selected: the editor tells that to a button of the view's title. */
export const refreshAll: CommandAction = async ({ estate, permissions, tree }) => {
  tree.expire();
  permissions.clear();
  await estate.refresh();
};

/** Reads what hangs below the rows that it was called on again, or without any the whole estate. */
export const refresh: CommandAction = async (context, action, nodes) => {
  const { estate, permissions, tree } = context;
  const expire = (row: DelegatedSubscription): void => {
    tree.expire(row);
    permissions.forget(row.subscription.id);
  };
  const readAgain = async (rows: readonly DelegatedSubscription[]): Promise<void> => {
    rows.forEach(expire);
    await Promise.all([...new Set(rows.map(({ door }) => door))].map((door) => estate.refreshTenant(door)));
  };
  if (nodes.length === 0 || nodes.some(isWhole)) return refreshAll(context, action, nodes);
  await Promise.all(
    nodes.map(async (node) => {
      switch (node.kind) {
        case 'subscription':
        case 'nothing':
        case 'assignment':
        case 'authorization':
        case 'problem':
          if (node.row) expire(node.row);
          return;
        case 'tenantProblem':
          return estate.refreshTenant(node.state.door);
        case 'managingTenant':
          return readAgain(node.managingTenant.subscriptions);
        case 'customer':
          return readAgain(node.subscriptions);
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
