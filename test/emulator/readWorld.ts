import type { ServiceBehaviour, World, WorldDocument } from './world.ts';

const defaults: ServiceBehaviour = {
  broadWildcardMayDelete: false,
  removalTakesOverlap: true,
  resourceGroupsInManagedByTenants: false,
  listForResourceGroupReaders: 'filtered',
  noAccess: 'AuthorizationFailed',
  tenantsKnownThroughDelegations: true,
  pageSize: 1000,
  emptyPages: false,
  idCase: 'asWritten',
  throttling: false,
  graph: { lagSeconds: 0, quota: { queries: 15, seconds: 5 }, tenantLimit: 10_000 },
  deletion: {
    answer: 'asyncOperation',
    polls: 1,
    retryAfter: 1,
    takesEffect: 'atOnce',
    statusReadableAfterLockOut: false,
  },
};

/**
 * A whole world from what is written down of it.
 *
 * @throws Error when something in it refers to a tenant, subscription or account that it does not have.
 */
export function readWorld(document: WorldDocument): World {
  const world: World = {
    demoAccount: document.demoAccount,
    tenants: document.tenants ?? [],
    users: document.users ?? [],
    groups: document.groups ?? [],
    servicePrincipals: document.servicePrincipals ?? [],
    subscriptions: document.subscriptions ?? [],
    roleAssignments: document.roleAssignments ?? [],
    customRoles: document.customRoles ?? [],
    registrationDefinitions: document.registrationDefinitions ?? [],
    registrationAssignments: document.registrationAssignments ?? [],
    lostAuthorizations: document.lostAuthorizations ?? [],
    locks: document.locks ?? [],
    denyAssignments: document.denyAssignments ?? [],
    mfaPolicies: document.mfaPolicies ?? [],
    policyAssignments: document.policyAssignments ?? [],
    policySets: document.policySets ?? [],
    events: document.events ?? [],
    service: {
      ...defaults,
      ...document.service,
      graph: { ...defaults.graph, ...document.service?.graph },
      deletion: { ...defaults.deletion, ...document.service?.deletion },
    },
  };
  refuseDanglingReferences(world);
  return world;
}

function refuseDanglingReferences(world: World): void {
  const known = (ids: Iterable<string>): ReadonlySet<string> =>
    new Set(Array.from(ids, (id) => id.toLowerCase()));
  const tenants = known(world.tenants.map((tenant) => tenant.id));
  const subscriptions = known(world.subscriptions.map((subscription) => subscription.id));
  const accounts = known(world.users.map((user) => user.userPrincipalName));
  const demand = (kind: string, ids: ReadonlySet<string>, id: string, where: string): void => {
    if (!ids.has(id.toLowerCase()))
      throw new Error(`${where} names the ${kind} '${id}', which does not exist.`);
  };

  demand('user', accounts, world.demoAccount, 'demoAccount');
  for (const user of world.users) {
    demand('tenant', tenants, user.tenantId, user.userPrincipalName);
    for (const guest of user.guestIn ?? [])
      demand('tenant', tenants, guest.tenantId, `${user.userPrincipalName} as a guest`);
  }
  for (const group of world.groups) demand('tenant', tenants, group.tenantId, `group ${group.id}`);
  for (const subscription of world.subscriptions)
    demand('tenant', tenants, subscription.tenantId, `subscription ${subscription.id}`);
  for (const { id } of [...world.registrationDefinitions, ...world.registrationAssignments])
    demand('subscription', subscriptions, id.split('/')[2] ?? '', id);
}
