import type { RoleDefinition } from '../../arm/authorization/models.ts';
import { type BuiltInRole, builtInRoles } from '../roles/builtInRoles.ts';

/** What the rules ask of a role. */
export type KnownRole = Pick<BuiltInRole, 'id' | 'name' | 'actions' | 'notActions' | 'dataActions'>;

/** The roles that are known. */
export interface RoleTable {
  /** @param id GUID, lower case */
  readonly find: (id: string) => KnownRole | undefined;
  /** Whether these are all roles of the cloud's own, so that any other is none. */
  readonly isComplete: boolean;
}

/** The roles that the product knows by itself. */
export const wellKnownRoleTable: RoleTable = tableOf(builtInRoles, false);

/** The roles that a cloud tells, and those that are known without: all of its own. */
export function roleTableOf(definitions: readonly RoleDefinition[]): RoleTable {
  if (definitions.length === 0) return wellKnownRoleTable;
  const roles = definitions.map(({ name, roleName, permissions = [] }) => ({
    id: name.toLowerCase(),
    name: roleName ?? name,
    actions: permissions.flatMap(({ actions = [] }) => actions),
    notActions: permissions.flatMap(({ notActions = [] }) => notActions),
    dataActions: permissions.flatMap(({ dataActions = [] }) => dataActions),
  }));
  return tableOf([...builtInRoles, ...roles], true);
}

/** Whether a role includes Reader, which is what shows a delegation in *My customers* (DOMAIN 2). */
export function includesReader({ actions, notActions }: KnownRole): boolean {
  const reads = (action: string): boolean => action === '*' || action.toLowerCase() === '*/read';
  return actions.some(reads) && !notActions.some(reads);
}

function tableOf(roles: readonly KnownRole[], isComplete: boolean): RoleTable {
  const byId = new Map(roles.map((role) => [role.id, role]));
  return { find: (id) => byId.get(id), isComplete };
}
