/** What an export calls itself, so that no other JSON file is taken for one. */
export const exportFormat = 'azure-delegations-inventory';

/** Grows when a reader of earlier exports would misread a new one. */
export const exportFormatVersion = 1;

/**
 * An inventory as a file: what `schemas/inventory.schema.json` describes. The same estate gives the same file but for
 * `exportedAt`: ids are in lower case, delegations in the order of their ids, and what Azure did not tell is left out.
 */
export interface ExportedInventory {
  readonly format: typeof exportFormat;
  readonly formatVersion: typeof exportFormatVersion;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  /** Whether it holds everything that could be read, or what somebody selected. */
  readonly extent: 'everything' | 'selection';
  /** The tenants that were looked into, by which account. */
  readonly lookedInto: readonly ExportedTenant[];
  readonly delegations: readonly ExportedDelegation[];
  /** What could not be read: a delegation there is missing from the list without being gone. */
  readonly notRead: readonly NotRead[];
}

/** A registration assignment with its terms. */
export interface ExportedDelegation {
  /** The resource id. */
  readonly id: string;
  /** GUID; the same one occurs at many customers. */
  readonly name: string;
  readonly scopeType: 'subscription' | 'resourceGroup';
  readonly subscriptionId: string;
  readonly subscriptionName?: string;
  readonly subscriptionState?: string;
  readonly resourceGroup?: string;
  readonly managingTenantId: string;
  readonly managingTenantName?: string;
  readonly customerTenantId: string;
  readonly customerTenantName?: string;
  readonly offer?: string;
  readonly description?: string;
  readonly definitionId?: string;
  readonly plan?: ExportedPlan;
  readonly provisioningState?: string;
  /** ISO 8601, as Azure wrote it. */
  readonly createdAt?: string;
  readonly createdBy?: string;
  readonly reachedThrough: readonly ExportedDoor[];
  /** Left out where Azure did not tell who holds what. */
  readonly authorizations?: readonly ExportedAuthorization[];
}

/** A Marketplace plan. */
export interface ExportedPlan {
  readonly publisher?: string;
  readonly product?: string;
  readonly name?: string;
  readonly version?: string;
}

/** A tenant as an account sees it. */
export interface ExportedTenant {
  readonly account: string;
  readonly tenantId: string;
}

/** A way in which a delegation was seen: the tenant is the one of the token. */
export interface ExportedDoor extends ExportedTenant {
  /** Of the account there: in the tenant that manages, or in the one that owns the subscription. */
  readonly side: 'managing' | 'customer';
}

/** Who holds a role, permanently or eligible for activation. */
export interface ExportedAuthorization {
  readonly kind: 'permanent' | 'eligible';
  readonly principalId: string;
  readonly principalName?: string;
  /** GUID of a built-in role. */
  readonly roleId: string;
  readonly roleName?: string;
  /** The roles that a User Access Administrator may assign to managed identities. */
  readonly delegatedRoles?: readonly ExportedRole[];
  /** ISO 8601 duration. */
  readonly maximumActivation?: string;
  /** `Azure` or `None`. */
  readonly multiFactorAuthProvider?: string;
  readonly approvers?: readonly ExportedPrincipal[];
}

export interface ExportedRole {
  readonly id: string;
  readonly name?: string;
}

export interface ExportedPrincipal {
  readonly id: string;
  readonly name?: string;
}

/** Something that could not be read when the inventory was taken. */
export interface NotRead {
  readonly account?: string;
  readonly tenantId?: string;
  readonly subscriptionId?: string;
  /** A word for why, such as `forbidden` or `signInRequired`. */
  readonly reason: string;
}
