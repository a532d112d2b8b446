import type { ServiceChoices, WorldDocument } from '../emulator/world.ts';
import { type Delegation, deleteRole, scopeFor, WorldBuilder } from '../emulator/worldBuilder.ts';

/** The owner of the customer's subscription, who may do everything there. */
export const owner = 'cora@contoso.example';

/**
 * A customer that has delegated one subscription and, once more, a resource group of it to the same provider, and
 * another subscription to nobody. The demo account is an operator of the provider.
 */
export function customer() {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const contoso = world.tenant('Contoso');
  const operators = world.group('MSP Operators', fabrikam, [world.user('alex', fabrikam)]);
  const subscription = world.subscription('Production', contoso, { resourceGroups: ['rg-web'] });
  const other = world.subscription('Payroll', contoso);
  const cora = world.user('cora', contoso);
  world.role([cora, 'Owner'], subscription).role([cora, 'Owner'], other);
  const delegate = (name: string, resourceGroup?: string): Delegation =>
    world.delegation(subscription, {
      to: fabrikam,
      name,
      roles: [
        [operators, 'Reader'],
        [operators, deleteRole],
      ],
      ...(resourceGroup === undefined ? {} : { resourceGroup }),
    });
  return {
    fabrikam,
    operators,
    subscription,
    scope: scopeFor(subscription),
    groupScope: scopeFor(subscription, 'rg-web'),
    otherScope: scopeFor(other),
    whole: delegate('Managed Services'),
    group: delegate('Web care', 'rg-web'),
    build: (service: ServiceChoices = {}): WorldDocument => world.build(service),
  };
}
