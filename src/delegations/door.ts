/**
 * How something in Azure was reached: an account, and the tenant that its token was issued for. The same
 * subscription can be reached through several doors, and each may allow something else.
 */
export interface Door {
  readonly accountId: string;
  readonly accountLabel: string;
  /** Lower case. */
  readonly tenantId: string;
}

/** The prefix that makes ids of what was reached through a door unique; lower case. */
export function doorPath(door: Pick<Door, 'accountId' | 'tenantId'>): string {
  return `/accounts/${encodeURIComponent(door.accountId)}/tenants/${door.tenantId}`.toLowerCase();
}
