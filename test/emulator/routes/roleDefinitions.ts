import { refusal } from '../access.ts';
import { builtInRoles } from '../builtInRoles.ts';
import { page } from '../paging.ts';
import { armError, type Reply } from '../reply.ts';
import { type ArmRequest, atEachScope, type Azure, type Route, scopeOfRequest } from '../route.ts';
import { authorizationVersions } from './versions.ts';

const list: Route = {
  method: 'GET',
  path: '/providers/Microsoft.Authorization/roleDefinitions',
  apiVersions: authorizationVersions,
  resourceType: 'Microsoft.Authorization/roleDefinitions',
  handle: listRoleDefinitions,
};

/** `GET {scope}/providers/Microsoft.Authorization/roleDefinitions`, at the tenant's root too. */
export const roleDefinitionRoutes: readonly Route[] = [list, ...atEachScope(list)];

function listRoleDefinitions(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const refused = refusal(world, request.caller, 'Microsoft.Authorization/roleDefinitions/read', scope);
  if (refused !== undefined) return refused;
  const roles = [
    ...builtInRoles.map((role) => ({ ...role, type: 'BuiltInRole' })),
    ...world.customRoles.map((role) => ({ ...role, type: 'CustomRole' })),
  ];
  const filter = /^(type|roleName) eq '((?:[^']|'')*)'$/i.exec(request.url.searchParams.get('$filter') ?? '');
  if (request.url.searchParams.has('$filter') && filter === null)
    return armError(400, 'InvalidFilter', 'The filter is not supported.');
  const field = filter?.[1]?.toLowerCase() === 'type' ? 'type' : 'roleName';
  const wanted = filter?.[2]?.replaceAll("''", "'").toLowerCase();
  const prefix = scope === '/' ? '' : scope;
  const bodies = roles
    .filter((role) => wanted === undefined || role[field].toLowerCase() === wanted)
    .map(({ id, roleName, type, permissions }) => ({
      id: `${prefix}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
      type: 'Microsoft.Authorization/roleDefinitions',
      name: id,
      properties: { roleName, type, assignableScopes: ['/'], permissions },
    }));
  return page(bodies, request.url, world.service);
}
