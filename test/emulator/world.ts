/**
 * A world: everything that the emulator knows, as one JSON document. Who sees and may do what is computed from
 * it and never written down in it. Ids are GUIDs, scopes and resource ids are ARM paths, both in any letter case.
 */
export interface World {
  /** The user principal name for whom the token route answers when nobody is named. */
  readonly demoAccount: string;
  readonly tenants: readonly Tenant[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly servicePrincipals: readonly ServicePrincipal[];
  readonly subscriptions: readonly Subscription[];
  /** Roles that people hold in their own tenant, and as guests; delegations are not among them. */
  readonly roleAssignments: readonly RoleAssignment[];
  /** Roles beside the built-in ones. */
  readonly customRoles: readonly CustomRole[];
  readonly registrationDefinitions: readonly RegistrationDefinition[];
  readonly registrationAssignments: readonly RegistrationAssignment[];
  /** What the removal of an overlapping delegation took from those that stayed. */
  readonly lostAuthorizations: readonly LostAuthorization[];
  readonly locks: readonly Lock[];
  readonly denyAssignments: readonly DenyAssignment[];
  readonly mfaPolicies: readonly MfaPolicy[];
  readonly policyAssignments: readonly PolicyAssignment[];
  /** Initiatives beside those of the assignments' own making. */
  readonly policySets: readonly PolicySet[];
  /** What became of delegations, for the activity log. */
  readonly events: readonly DelegationEvent[];
  readonly service: ServiceBehaviour;
}

/** A world as it is written down: what is left out is empty, or as the service does it by default. */
export type WorldDocument = Partial<Omit<World, 'service'>> &
  Pick<World, 'demoAccount'> & { readonly service?: ServiceChoices };

/** A part of {@link ServiceBehaviour}. */
export type ServiceChoices = Partial<Omit<ServiceBehaviour, 'deletion' | 'graph'>> & {
  readonly deletion?: Partial<DeletionBehaviour>;
  readonly graph?: Partial<GraphBehaviour>;
};

/** A directory of Microsoft Entra ID. */
export interface Tenant {
  readonly id: string;
  readonly displayName?: string;
  readonly defaultDomain?: string;
  /**
   * `separate`: a token needs an interactive sign-in to this tenant first. `refused`: there is no token for it.
   * Without it the user's sign-in at home serves.
   */
  readonly signIn?: 'separate' | 'refused';
}

/** A person. A guest is another object, with an id of its own, in the tenant that invited. */
export interface User {
  readonly id: string;
  readonly tenantId: string;
  readonly userPrincipalName: string;
  readonly displayName?: string;
  readonly guestIn?: readonly { readonly tenantId: string; readonly id: string }[];
}

/** A security group; members are object ids of users, guests, service principals and groups of its tenant. */
export interface Group {
  readonly id: string;
  readonly tenantId: string;
  readonly displayName?: string;
  readonly members: readonly string[];
}

/** An application's identity in a tenant. */
export interface ServicePrincipal {
  readonly id: string;
  readonly tenantId: string;
  readonly displayName?: string;
}

/** A subscription; `tenantId` is the home tenant, the customer of a delegation. */
export interface Subscription {
  readonly id: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly state?: 'Enabled' | 'Disabled' | 'Warned' | 'PastDue' | 'Deleted';
  readonly resourceGroups?: readonly ResourceGroup[];
}

/** A resource group of a subscription. */
export interface ResourceGroup {
  readonly name: string;
  readonly location?: string;
}

/** A role of a principal at a scope: `/`, a subscription or a resource group. */
export interface RoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: string;
  /** `false`: eligible in Privileged Identity Management and not activated. */
  readonly active?: boolean;
}

/** What a role allows: the body of `permissions[]` of a role definition. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A role that somebody defined. */
export interface CustomRole {
  readonly id: string;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
}

/** An authorization as in the REST body. */
export interface Authorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly delegatedRoleDefinitionIds?: readonly string[];
}

/** An eligible authorization as in the REST body. */
export interface EligibleAuthorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly justInTimeAccessPolicy?: {
    readonly multiFactorAuthProvider: string;
    readonly maximumActivationDuration?: string;
    readonly managedByTenantApprovers?: readonly {
      readonly principalId: string;
      readonly principalIdDisplayName?: string;
    }[];
  };
  /** Whether somebody has activated it; known to the world alone and never answered. */
  readonly active?: boolean;
}

/** Who made and changed a resource, as in the REST body. */
export interface SystemData {
  readonly createdBy?: string;
  readonly createdByType?: string;
  readonly createdAt?: string;
  readonly lastModifiedBy?: string;
  readonly lastModifiedByType?: string;
  readonly lastModifiedAt?: string;
}

/** A registration definition as in the REST body, less `name` and `type`, which follow from the id. */
export interface RegistrationDefinition {
  readonly id: string;
  readonly properties: {
    readonly managedByTenantId: string;
    readonly authorizations: readonly Authorization[];
    readonly eligibleAuthorizations?: readonly EligibleAuthorization[];
    readonly registrationDefinitionName?: string;
    readonly description?: string;
    readonly managedByTenantName?: string;
    readonly manageeTenantId?: string;
    readonly manageeTenantName?: string;
    readonly provisioningState?: string;
  };
  readonly plan?: {
    readonly name: string;
    readonly publisher: string;
    readonly product: string;
    readonly version: string;
  };
  readonly systemData?: SystemData;
}

/** A registration assignment as in the REST body, less `name` and `type`. The id tells its scope. */
export interface RegistrationAssignment {
  readonly id: string;
  readonly properties: {
    readonly registrationDefinitionId: string;
    /** Only what is provisioned gives access: `Succeeded` or none, `Updating`, `Deleting`. */
    readonly provisioningState?: string;
  };
  readonly systemData?: SystemData;
}

/** A role that a delegation names and no longer gives. */
export interface LostAuthorization {
  readonly registrationAssignmentId: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
}

/** A management lock on a scope or on one resource. */
export interface Lock {
  readonly id: string;
  readonly scope: string;
  readonly level: 'CanNotDelete' | 'ReadOnly';
}

/** Overrules roles, and is never seen in permissions. Without `principalIds` it is meant for everybody. */
export interface DenyAssignment {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly actions: readonly string[];
  readonly principalIds?: readonly string[];
}

/** Demands multifactor authentication of users for changes at a scope (`/` for everywhere). */
export interface MfaPolicy {
  readonly id: string;
  readonly scope: string;
  readonly operations: readonly ('write' | 'delete')[];
  /**
   * `unauthorized`: 401 with a claims challenge. `forbidden`: 403 `RequestDisallowedByPolicy`.
   * `forbiddenWithChallenge`: that, and the claims challenge in its header.
   */
  readonly answer: 'unauthorized' | 'forbidden' | 'forbiddenWithChallenge';
}

/** A policy or initiative that is assigned; the scope `/` is a management group above every subscription of a tenant. */
export interface PolicyAssignment {
  readonly id: string;
  readonly tenantId: string;
  readonly scope: string;
  readonly policyDefinitionId: string;
  readonly enforcementMode?: 'Default' | 'DoNotEnforce';
  readonly notScopes?: readonly string[];
}

/** An initiative; `id` is its full resource id. */
export interface PolicySet {
  readonly id: string;
  readonly policyDefinitionIds: readonly string[];
}

/** Something that became of a delegation. */
export interface DelegationEvent {
  readonly id: string;
  /** ISO 8601 date-time. */
  readonly at: string;
  readonly operation: 'write' | 'delete';
  readonly registrationAssignmentId: string;
  readonly managedByTenantId: string;
  /** The user principal name of who did it. */
  readonly caller: string;
  readonly status: 'Succeeded' | 'Failed';
}

/** How this Azure behaves where the documentation leaves it open, and how it answers what it may choose. */
export interface ServiceBehaviour {
  /**
   * Whether a broad wildcard, such as Contributor's `*`, lets a user of the managing tenant remove a delegation.
   * The documentation names only the Managed Services Registration assignment Delete Role.
   */
  readonly broadWildcardMayDelete: boolean;
  /**
   * Whether removing a delegation takes the same principal's same role out of the other delegations from the
   * same managing tenant on that subscription, until they are onboarded again.
   */
  readonly removalTakesOverlap: boolean;
  /** Whether `managedByTenants` of a subscription names tenants that manage only resource groups in it. */
  readonly resourceGroupsInManagedByTenants: boolean;
  /** What the list of a whole subscription is to somebody who may read in some of its resource groups only. */
  readonly listForResourceGroupReaders: 'filtered' | 'forbidden';
  /** The answer about a subscription that the caller has no access to: of another tenant, or no longer. */
  readonly noAccess: 'AuthorizationFailed' | 'SubscriptionNotFound' | 'InvalidAuthenticationTokenTenant';
  /** Whether `/tenants` names the other side of delegations (`ManagedBy`, `ProjectedBy`). */
  readonly tenantsKnownThroughDelegations: boolean;
  /** The number of entries in a page of a list. */
  readonly pageSize: number;
  /** Whether an empty page with a nextLink comes before each page with entries. */
  readonly emptyPages: boolean;
  /** `byCall`: lists answer ids as they are written in the world, other calls in upper case. */
  readonly idCase: 'asWritten' | 'byCall';
  /** Whether the token buckets of the resource manager are counted. */
  readonly throttling: boolean;
  readonly graph: GraphBehaviour;
  readonly deletion: DeletionBehaviour;
}

/** How Azure Resource Graph answers. */
export interface GraphBehaviour {
  /** By how much it lags behind the resource manager. */
  readonly lagSeconds: number;
  /** The queries that one user may send in so many seconds. */
  readonly quota: { readonly queries: number; readonly seconds: number };
  /** The subscriptions that a query without a list of them covers at most. */
  readonly tenantLimit: number;
}

/** How the DELETE of a registration assignment goes. */
export interface DeletionBehaviour {
  /** 200, 204, or 202 with `Azure-AsyncOperation`, with `Location`, or with both. */
  readonly answer: 'ok' | 'noContent' | 'asyncOperation' | 'location' | 'both';
  /** How many looks at the operation find it unfinished. */
  readonly polls: number;
  /** Seconds in `Retry-After` of a 202 and of every unfinished look; `null` sends none. */
  readonly retryAfter: number | null;
  /** Whether access goes when the DELETE is accepted, or when the operation is done. */
  readonly takesEffect: 'atOnce' | 'whenDone';
  /** Whether who locked themselves out by the removal may still read its operation. */
  readonly statusReadableAfterLockOut: boolean;
}
