/**
 * The bodies of Microsoft.ManagedServices 2022-10-01, with the names of the specification.
 *
 * The specification requires few fields and real answers leave out more (`description`, `plan`,
 * `principalIdDisplayName`, `manageeTenantId`, `systemData`, `managedByTenantName`, and without the expand
 * flag the whole `registrationDefinition`), so everything that a server may omit is optional here.
 */

/** What happens to a resource; an extensible set, so that an unknown word is legal. */
export type ProvisioningState = string;

/** Who made and last changed a resource. `createdAt` and `lastModifiedAt` are ISO 8601 date-times. */
export interface SystemData {
  readonly createdBy?: string;
  readonly createdByType?: string;
  readonly createdAt?: string;
  readonly lastModifiedBy?: string;
  readonly lastModifiedByType?: string;
  readonly lastModifiedAt?: string;
}

/** The Marketplace plan that a definition was bought through. */
export interface Plan {
  readonly name: string;
  readonly publisher: string;
  readonly product: string;
  readonly version: string;
}

/** A principal of the managing tenant and the built-in role that it holds permanently. Ids are GUIDs. */
export interface Authorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  /** The roles that a User Access Administrator may assign to managed identities. */
  readonly delegatedRoleDefinitionIds?: readonly string[];
}

/** Who may approve the activation of an eligible authorization. */
export interface EligibleApprover {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
}

/** The terms of an activation through Privileged Identity Management. */
export interface JustInTimeAccessPolicy {
  /** `Azure` or `None`. */
  readonly multiFactorAuthProvider: string;
  /** ISO 8601 duration, `PT30M` to `PT8H`; the service's default is `PT8H`. */
  readonly maximumActivationDuration?: string;
  readonly managedByTenantApprovers?: readonly EligibleApprover[];
}

/** A principal of the managing tenant and a role that it can activate just in time. */
export interface EligibleAuthorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly justInTimeAccessPolicy?: JustInTimeAccessPolicy;
}

/** The terms of an offer: who of which managing tenant receives what. */
export interface RegistrationDefinitionProperties {
  readonly description?: string;
  readonly authorizations?: readonly Authorization[];
  readonly eligibleAuthorizations?: readonly EligibleAuthorization[];
  readonly registrationDefinitionName?: string;
  readonly managedByTenantId?: string;
  readonly managedByTenantName?: string;
  readonly manageeTenantId?: string;
  readonly manageeTenantName?: string;
  readonly provisioningState?: ProvisioningState;
}

/** An offer. `id` is the full resource id, `name` its GUID. */
export interface RegistrationDefinition {
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly properties?: RegistrationDefinitionProperties;
  readonly plan?: Plan;
  readonly systemData?: SystemData;
}

/** What binds a definition to a scope; `registrationDefinition` is there when asked for by the expand flag. */
export interface RegistrationAssignmentProperties {
  readonly registrationDefinitionId?: string;
  readonly provisioningState?: ProvisioningState;
  readonly registrationDefinition?: RegistrationDefinition;
}

/** A delegation. `id` is the full resource id, `name` its GUID. */
export interface RegistrationAssignment {
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly properties?: RegistrationAssignmentProperties;
  readonly systemData?: SystemData;
}
