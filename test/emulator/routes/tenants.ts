import { visibleSubscriptions } from '../access.ts';
import type { Caller } from '../caller.ts';
import { page } from '../paging.ts';
import type { Route } from '../route.ts';
import { objectIn } from '../tokens.ts';
import type { World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import { resourceManagerVersions } from './versions.ts';

/** `GET /tenants`: those the user is in, and those known through delegations. */
export const tenantRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/tenants',
    apiVersions: resourceManagerVersions,
    handle: (request, azure) => {
      const world = azure.world.current;
      const categories = tenantCategories(world, request.caller);
      const tenants = world.tenants.flatMap(({ id, displayName, defaultDomain }) => {
        const tenantCategory = categories.get(id.toLowerCase());
        if (tenantCategory === undefined) return [];
        return [
          {
            id: `/tenants/${id}`,
            tenantId: id,
            displayName,
            defaultDomain,
            ...(defaultDomain === undefined ? {} : { domains: [defaultDomain] }),
            tenantCategory,
            tenantType: 'AAD',
          },
        ];
      });
      return page(tenants, request.url, world.service);
    },
  },
];

/** `Home` where the user is a member or a guest; a customer projects its resources, a provider manages. */
function tenantCategories(world: World, caller: Caller): ReadonlyMap<string, string> {
  const categories = new Map<string, string>();
  const index = indexOf(world);
  if (world.service.tenantsKnownThroughDelegations)
    for (const subscription of visibleSubscriptions(world, caller)) {
      if (subscription.tenantId.toLowerCase() !== caller.tenantId.toLowerCase())
        categories.set(subscription.tenantId.toLowerCase(), 'ProjectedBy');
      else
        for (const provider of index.managingTenants(subscription.id.toLowerCase()).keys())
          categories.set(provider, 'ManagedBy');
    }
  const user = world.users.find(
    (candidate) => objectIn(candidate, caller.tenantId)?.toLowerCase() === caller.objectId.toLowerCase(),
  );
  for (const { tenantId } of user === undefined ? [] : [user, ...(user.guestIn ?? [])])
    categories.set(tenantId.toLowerCase(), 'Home');
  return categories;
}
