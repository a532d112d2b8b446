import { may, refusal } from '../access.ts';
import { page } from '../paging.ts';
import { armError, ok, type Reply } from '../reply.ts';
import { parameter, type Route, scopeOfRequest } from '../route.ts';
import { scopeParts } from '../scope.ts';
import type { ResourceGroup, World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import { resourceManagerVersions } from './versions.ts';

const read = 'Microsoft.Resources/subscriptions/resourceGroups/read';

/** `GET …/resourcegroups` and `GET …/resourcegroups/{name}`. */
export const resourceGroupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/resourceGroups',
    apiVersions: resourceManagerVersions,
    handle: (request, azure) => {
      const world = azure.world.current;
      const scope = scopeOfRequest(request);
      const groups = groupsOf(world, parameter(request, 'subscriptionId'));
      const readable = groups.filter(({ name }) =>
        may(world, request.caller, read, `${scope}/resourceGroups/${name}`),
      );
      const refused = readable.length === 0 ? refusal(world, request.caller, read, scope) : undefined;
      const bodies = readable.map((group) => bodyOf(scope, group));
      return refused ?? page(bodies, request.url, world.service);
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}',
    apiVersions: resourceManagerVersions,
    handle: (request, azure) => {
      const world = azure.world.current;
      const scope = scopeOfRequest(request);
      const refused = refusal(world, request.caller, read, scope) ?? missingResourceGroup(world, scope);
      if (refused !== undefined) return refused;
      const name = parameter(request, 'resourceGroup');
      const group = findGroup(world, parameter(request, 'subscriptionId'), name);
      return ok(bodyOf(`/subscriptions/${parameter(request, 'subscriptionId')}`, group ?? { name }));
    },
  },
];

/** 404 when a scope names a resource group that its subscription does not have. */
export function missingResourceGroup(world: World, scope: string): Reply | undefined {
  const parts = scopeParts(scope);
  if (parts?.resourceGroup === undefined) return undefined;
  if (findGroup(world, parts.subscriptionId, parts.resourceGroup) !== undefined) return undefined;
  return armError(
    404,
    'ResourceGroupNotFound',
    `Resource group '${scope.split('/').at(-1) ?? ''}' could not be found.`,
  );
}

function groupsOf(world: World, subscriptionId: string): readonly ResourceGroup[] {
  return indexOf(world).subscriptions.get(subscriptionId.toLowerCase())?.resourceGroups ?? [];
}

function findGroup(world: World, subscriptionId: string, name: string): ResourceGroup | undefined {
  return groupsOf(world, subscriptionId).find((group) => group.name.toLowerCase() === name.toLowerCase());
}

function bodyOf(scope: string, { name, location = 'westeurope' }: ResourceGroup): unknown {
  return {
    id: `${scope}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    properties: { provisioningState: 'Succeeded' },
  };
}
