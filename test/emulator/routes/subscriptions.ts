import { refusal, visibleSubscriptions } from '../access.ts';
import { page } from '../paging.ts';
import { ok } from '../reply.ts';
import { parameter, type Route } from '../route.ts';
import type { Subscription, World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import { resourceManagerVersions } from './versions.ts';

/** `GET /subscriptions` and `GET /subscriptions/{subscriptionId}`. */
export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    apiVersions: resourceManagerVersions,
    handle: (request, azure) => {
      const world = azure.world.current;
      const bodies = visibleSubscriptions(world, request.caller).map((entry) => bodyOf(world, entry));
      return page(bodies, request.url, world.service);
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}',
    apiVersions: resourceManagerVersions,
    handle: (request, azure) => {
      const world = azure.world.current;
      const id = parameter(request, 'subscriptionId').toLowerCase();
      const subscription = indexOf(world).subscriptions.get(id);
      const isVisible = visibleSubscriptions(world, request.caller).some((entry) => entry === subscription);
      if (subscription !== undefined && isVisible) return ok(bodyOf(world, subscription));
      const scope = `/subscriptions/${id}`;
      return (
        refusal(world, request.caller, 'Microsoft.Resources/subscriptions/read', scope) ??
        ok(subscription && bodyOf(world, subscription))
      );
    },
  },
];

function bodyOf(world: World, { id, displayName, tenantId, state = 'Enabled' }: Subscription): unknown {
  const providers = [...indexOf(world).managingTenants(id.toLowerCase())];
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: providers
      .filter(([, { whole }]) => whole || world.service.resourceGroupsInManagedByTenants)
      .map(([provider]) => ({ tenantId: provider })),
    subscriptionId: id,
    tenantId,
    displayName,
    state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}
