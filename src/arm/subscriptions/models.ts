/** A tenant that a subscription is delegated to. */
export interface ManagedByTenant {
  readonly tenantId: string;
}

/** A subscription as the token's tenant sees it. Only the id is certain. */
export interface Subscription {
  /** GUID. */
  readonly subscriptionId: string;
  readonly displayName?: string;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`; an extensible set. */
  readonly state?: string;
  /** The home tenant, which is not the token's for a subscription that is delegated to it. */
  readonly tenantId?: string;
  readonly managedByTenants?: readonly ManagedByTenant[];
}

/** A tenant that the signed-in account belongs to or knows of. Only the id is certain. */
export interface Tenant {
  /** GUID. */
  readonly tenantId: string;
  readonly displayName?: string;
  readonly defaultDomain?: string;
  /** `Home`, `ManagedBy` or `ProjectedBy`; an extensible set. */
  readonly tenantCategory?: string;
}
