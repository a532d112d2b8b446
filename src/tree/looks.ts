import type * as vscode from 'vscode';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import { customersOf } from './customers.ts';
import { nodeId, type TreeNode } from './treeNode.ts';

/** All that each row of the first level and the rows below it show, down to the subscriptions, by the row's id. */
export function looksOf(
  rows: readonly TreeNode[],
  estate: Estate,
  isGrouped: boolean,
  itemOf: (node: TreeNode) => vscode.TreeItem,
): ReadonlyMap<string, string> {
  const look = (node: TreeNode): string => {
    const { label, description, contextValue } = itemOf(node);
    return JSON.stringify([nodeId(node), label, description, contextValue]);
  };
  // Without the number of delegations, which is told when a row is closed: nobody is disturbed for it.
  const lookOfSubscription = ({ key, subscription }: DelegatedSubscription): string =>
    JSON.stringify([
      key,
      subscription.displayName,
      subscription.state,
      estate.tenant(subscription.tenantId)?.displayName,
      estate.doorsTo(subscription.id),
    ]);
  return new Map(
    rows.map((node) => {
      if (node.kind !== 'managingTenant') return [nodeId(node), look(node)];
      const { managingTenant } = node;
      const customers = isGrouped ? customersOf(managingTenant, estate).map(look) : [];
      const subscriptions = managingTenant.subscriptions.map(lookOfSubscription);
      return [nodeId(node), [look(node), ...customers, ...subscriptions].join('\n')];
    }),
  );
}
