import type { Estate } from '../delegations/estate/estate.ts';
import { compareNames, type ManagingTenant } from '../delegations/estate/managingTenants.ts';
import type { CustomerNode } from './treeNode.ts';

/** The customers of a managing tenant with their subscriptions, in the order of their names. */
export function customersOf({ id, subscriptions }: ManagingTenant, estate: Estate): readonly CustomerNode[] {
  const byCustomer = Map.groupBy(subscriptions, ({ subscription }) => subscription.tenantId);
  const nameOf = (tenantId: string): string => estate.tenant(tenantId)?.displayName ?? tenantId;
  return [...byCustomer]
    .map(([tenantId, rows]): CustomerNode => ({
      kind: 'customer',
      managingTenantId: id,
      tenantId,
      subscriptions: rows,
    }))
    .sort(
      (a, b) => compareNames(nameOf(a.tenantId), nameOf(b.tenantId)) || compareNames(a.tenantId, b.tenantId),
    );
}
