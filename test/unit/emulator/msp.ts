import type { ServiceChoices, Subscription, Tenant, User, WorldDocument } from '../../emulator/world.ts';
import {
  deleteRole,
  type Delegation,
  type Principal,
  scopeFor,
  WorldBuilder,
} from '../../emulator/worldBuilder.ts';

/** A service provider, its operators (Alex and Robin), and one customer with an owner. */
export interface Msp {
  readonly world: WorldBuilder;
  readonly fabrikam: Tenant;
  readonly contoso: Tenant;
  readonly alex: User;
  readonly robin: User;
  /** Owner of the customer's subscription. */
  readonly cora: User;
  readonly operators: Principal;
  readonly production: Subscription;
  readonly scope: string;
  build(service?: ServiceChoices): WorldDocument;
}

/** The provider and the customer before anything is delegated. */
export function makeMsp(): Msp {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const contoso = world.tenant('Contoso');
  const alex = world.user('alex', fabrikam);
  const robin = world.user('robin', fabrikam);
  const cora = world.user('cora', contoso);
  const operators = world.group('MSP Operators', fabrikam, [alex, robin]);
  const production = world.subscription('Production', contoso, { resourceGroups: ['rg-web', 'rg-data'] });
  world.role([cora, 'Owner'], production);
  return {
    world,
    fabrikam,
    contoso,
    alex,
    robin,
    cora,
    operators,
    production,
    scope: scopeFor(production),
    build: (service = {}) => world.build(service),
  };
}

/** Reader and the delete role for the operators. */
export function care(msp: Msp, name = 'Managed Services'): Delegation {
  return msp.world.delegation(msp.production, {
    to: msp.fabrikam,
    name,
    roles: [
      [msp.operators, 'Reader'],
      [msp.operators, deleteRole],
    ],
  });
}

/** The path of the registration assignments of a scope. */
export function assignmentsOf(scope: string): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationAssignments`;
}
