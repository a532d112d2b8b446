import type { WorldDocument } from '../world.ts';
import { deleteRole, WorldBuilder } from '../worldBuilder.ts';

/** The size of a large world. */
export interface LargeWorldSize {
  /** Tenants in which the user works for customers; the first one is the user's home. */
  readonly managingTenants: number;
  /** Delegated subscriptions, dealt out to the managing tenants in turn. */
  readonly subscriptions: number;
  /** Delegations of each subscription to its managing tenant, on an average; one by default. */
  readonly delegationsPerSubscription?: number;
  /** Subscriptions of one customer; ten by default. */
  readonly subscriptionsPerCustomer?: number;
}

/** A world of any size in which nothing is special; the same size makes the same world. */
export function largeWorld({
  managingTenants,
  subscriptions,
  delegationsPerSubscription = 1,
  subscriptionsPerCustomer = 10,
}: LargeWorldSize): WorldDocument {
  const world = new WorldBuilder();
  const providers = count(managingTenants).map((number) => world.tenant(`Provider ${number}`));
  const [home] = providers;
  if (home === undefined) throw new RangeError('A large world needs a managing tenant.');
  const alex = world.user('alex', home);
  const teams = providers.map((tenant) => ({
    tenant,
    operators: world.group('Operators', tenant, [tenant === home ? alex : world.guest(alex, tenant)]),
  }));
  const customers = count(Math.ceil(subscriptions / subscriptionsPerCustomer)).map((number) =>
    world.tenant(`Customer ${number}`),
  );

  for (const number of count(subscriptions)) {
    const team = teams[(number - 1) % teams.length];
    const customer = customers[Math.floor((number - 1) / subscriptionsPerCustomer)];
    if (team === undefined || customer === undefined) continue;
    const subscription = world.subscription(`Subscription ${number}`, customer);
    const offers =
      Math.floor(number * delegationsPerSubscription) - Math.floor((number - 1) * delegationsPerSubscription);
    for (const offer of count(offers))
      world.delegation(subscription, {
        to: team.tenant,
        name: `Managed Services ${offer}`,
        roles: [
          [team.operators, 'Reader'],
          [team.operators, deleteRole],
        ],
      });
  }
  return world.build();
}

/** 1 to n. */
function count(n: number): readonly number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}
