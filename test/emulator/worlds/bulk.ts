import type { ServiceChoices, WorldDocument } from '../world.ts';
import { deleteRole, WorldBuilder } from '../worldBuilder.ts';

/** Delegations of each subscription of a {@link bulkWorld}. */
export const delegationsEach = 5;

/**
 * Many subscriptions of one managing tenant with five delegations each, two of them of resource groups and one without
 * the delete role. Every delegation has a group of its own, so that none takes anything from another.
 */
export function bulkWorld(subscriptions: number, service: ServiceChoices = {}): WorldDocument {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const alex = world.user('alex', fabrikam);
  const groups = Array.from({ length: delegationsEach }, (_, index) =>
    world.group(`Team ${index + 1}`, fabrikam, [alex]),
  );
  for (let number = 1; number <= subscriptions; number++) {
    const customer = world.tenant(`Customer ${number}`);
    const subscription = world.subscription(`Subscription ${number}`, customer, {
      resourceGroups: ['rg-shop', 'rg-data'],
    });
    groups.forEach((group, index) => {
      const resourceGroup = [undefined, 'rg-shop', undefined, 'rg-data', undefined][index];
      world.delegation(subscription, {
        to: fabrikam,
        name: `Offer ${index + 1}`,
        ...(resourceGroup === undefined ? {} : { resourceGroup }),
        roles: [[group, 'Reader'], ...(index === 2 ? [] : [[group, deleteRole] as const])],
      });
    });
  }
  return world.build(service);
}
