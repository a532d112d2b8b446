/** What a role allows. An operation is allowed where an action matches and no notAction of the same entry does. */
export interface Permission {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

/** A role of Azure role-based access control. Only the ids are certain. */
export interface RoleDefinition {
  /** The full resource id. */
  readonly id: string;
  /** GUID; the `roleDefinitionId` of an authorization. */
  readonly name: string;
  readonly roleName?: string;
  readonly description?: string;
  readonly permissions?: readonly Permission[];
}

/** A policy, or an initiative of several, that is assigned somewhere. Only the id of the definition is certain. */
export interface PolicyAssignment {
  /** The full resource id of a policy definition or of a policy set definition. */
  readonly policyDefinitionId: string;
  /** `Default` or `DoNotEnforce`; an extensible set. */
  readonly enforcementMode?: string;
  /** Scopes that are excepted. */
  readonly notScopes?: readonly string[];
}
