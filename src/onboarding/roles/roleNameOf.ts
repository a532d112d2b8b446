import { roleId, roleName } from '../../delegations/roles.ts';
import { builtInRoles } from './builtInRoles.ts';

const builtInNames: ReadonlyMap<string, string> = new Map(builtInRoles.map(({ id, name }) => [id, name]));

/**
 * The name of a role; nothing for one that nobody knows.
 *
 * @param roleDefinitionId a GUID, or a resource id that ends in one
 * @param names as the cloud tells them, by GUID in lower case
 */
export function roleNameOf(roleDefinitionId: string, names: ReadonlyMap<string, string>): string | undefined {
  const name = builtInNames.get(roleId(roleDefinitionId)) ?? roleName(roleDefinitionId, names);
  return name === roleDefinitionId ? undefined : name;
}
