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
