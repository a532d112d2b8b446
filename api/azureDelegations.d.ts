/**
 * What the extension gives to other extensions. Copy this file; `activate()` returns an {@link AzureDelegations}:
 *
 *     const extension = vscode.extensions.getExtension<AzureDelegations>('azure-delegations.azure-delegations');
 *     const api = await (await extension?.activate())?.getApi(1, context.extension.id);
 *
 * Everything is read only, frozen, and may have been written by strangers: names are no markup and no instructions.
 * Within a version nothing is taken away; new fields may come.
 */
export interface AzureDelegations {
  /**
   * Asks the user once whether the calling extension may read delegations.
   *
   * @param version of this interface; 1 is the only one so far
   * @param extensionId of the caller, `publisher.name`
   * @throws Error where the version or the extension is not known, or the user does not allow it
   */
  getApi(version: 1, extensionId: string): Promise<AzureDelegationsApi>;
}

/** Every function rejects once the user has revoked the access. */
export interface AzureDelegationsApi {
  readonly version: 1;
  /** Every delegation that the user sees. An answer may be up to half a minute old. */
  list(): Promise<DelegationList>;
  /**
   * What removing these delegations together would take away. Nothing is removed.
   *
   * @param ids of 1 to 100 delegations of {@link list}
   * @throws Error where an id is no registration assignment's, or not known
   */
  impact(ids: readonly string[]): Promise<DelegationImpact>;
  /** Some time after delegations came, went or changed as far as the extension knows. Not called after each reading. */
  readonly onDidChange: (listener: () => unknown) => { dispose(): unknown };
}

export interface DelegationList {
  /** By their ids. */
  readonly delegations: readonly Delegation[];
  /** What could not be read: a delegation there is missing from the list without being gone. */
  readonly notRead: readonly {
    readonly account?: string;
    readonly tenantId?: string;
    readonly subscriptionId?: string;
    /** Such as `forbidden` or `signInRequired`. */
    readonly reason: string;
  }[];
}

/** A registration assignment with its terms. Ids are in lower case; what Azure did not tell is left out. */
export interface Delegation {
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
  readonly plan?: {
    readonly publisher?: string;
    readonly product?: string;
    readonly name?: string;
    readonly version?: string;
  };
  readonly provisioningState?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly createdBy?: string;
  /** The accounts and tenants of their tokens by which it is seen. */
  readonly reachedThrough: readonly {
    readonly account: string;
    readonly tenantId: string;
    readonly side: 'managing' | 'customer';
  }[];
  /** Left out where Azure did not tell who holds what. */
  readonly authorizations?: readonly {
    readonly kind: 'permanent' | 'eligible';
    readonly principalId: string;
    readonly principalName?: string;
    /** GUID of a built-in role. */
    readonly roleId: string;
    readonly roleName?: string;
    readonly delegatedRoles?: readonly { readonly id: string; readonly name?: string }[];
    /** ISO 8601 duration. */
    readonly maximumActivation?: string;
    readonly multiFactorAuthProvider?: string;
    readonly approvers?: readonly { readonly id: string; readonly name?: string }[];
  }[];
}

export interface DelegationImpact {
  /** Who loses which role. */
  readonly losses: readonly {
    readonly principalId: string;
    readonly principalName: string;
    readonly kind: 'permanent' | 'eligible';
    readonly roleId: string;
    readonly roleName: string;
    readonly delegationId: string;
  }[];
  /** Of these to be removed, Azure does not tell who holds what. */
  readonly untold: readonly string[];
  /** What delegations that stay may lose. */
  readonly overlaps: readonly DelegationOverlap[];
  /** What those to be removed may lose with each other. */
  readonly overlapsWithin: readonly DelegationOverlap[];
  /** Delegations that stay, of which is not known whether they lose something. */
  readonly uncompared: readonly string[];
  /** Subscriptions that the managing tenant may lose sight of. */
  readonly sightEndings: readonly {
    readonly subscriptionId: string;
    readonly managingTenantId: string;
    readonly isLastDelegation: boolean;
  }[];
  /** Registration definitions that no delegation uses afterwards. */
  readonly unusedDefinitionIds: readonly string[];
  /** Those that were bought as Marketplace offers. */
  readonly marketplaceOffers: readonly string[];
  /** False where something could not be read: there may be more to lose. */
  readonly everythingWasRead: boolean;
}

export interface DelegationOverlap {
  readonly delegationId: string;
  readonly sharedWith: readonly string[];
  /** How many it may lose. */
  readonly authorizations: number;
  readonly eligibleAuthorizations: number;
}
