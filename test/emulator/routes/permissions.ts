import { permissionsAt, refusal } from '../access.ts';
import { page } from '../paging.ts';
import { atEachScope, type Route, scopeOfRequest } from '../route.ts';
import { missingResourceGroup } from './resourceGroups.ts';
import { authorizationVersions } from './versions.ts';

/** `GET {scope}/providers/Microsoft.Authorization/permissions`: what the roles of the caller allow there. */
export const permissionRoutes: readonly Route[] = atEachScope({
  method: 'GET',
  path: '/providers/Microsoft.Authorization/permissions',
  apiVersions: authorizationVersions,
  resourceType: 'Microsoft.Authorization/permissions',
  handle: (request, azure) => {
    const world = azure.world.current;
    const scope = scopeOfRequest(request);
    return (
      refusal(world, request.caller, 'Microsoft.Authorization/permissions/read', scope) ??
      missingResourceGroup(world, scope) ??
      page(permissionsAt(world, request.caller, scope), request.url, world.service)
    );
  },
});
