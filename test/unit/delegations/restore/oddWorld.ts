import { builtInRoles } from '../../../emulator/builtInRoles.ts';
import { offerProblem } from '../../../emulator/routes/offerProblem.ts';
import type {
  Authorization,
  EligibleAuthorization,
  RegistrationDefinition,
  Subscription,
  WorldDocument,
} from '../../../emulator/world.ts';
import { guid, roleIdOf, scopeFor, WorldBuilder } from '../../../emulator/worldBuilder.ts';
import { hostileNames } from '../../wording/hostileNames.ts';
import { type Chance, seeded } from './seeded.ts';

/**
 * A world of delegations as nobody would make them and everybody could: all that the specification and Microsoft's
 * rules for onboarding allow, in any combination.
 */
export function oddWorld(seed: number, count: number): WorldDocument {
  const chance = seeded(seed);
  const world = new WorldBuilder();
  const managers = ['Fabrikam', 'Northwind', 'Proseware'].map((name) => world.tenant(name));
  const customers = ['Contoso', 'Adatum [x]'].map((name) => world.tenant(name));
  world.user('alex', chance.pick(managers));
  const subscriptions = Array.from({ length: 12 }, (_, index) =>
    world.subscription(`Subscription ${index}`, chance.pick(customers), {
      resourceGroups: chance.some(resourceGroupNames, 8),
    }),
  );
  const definitions: RegistrationDefinition[] = [];
  const registrationAssignments = Array.from({ length: count }, (_, index) => {
    const subscription = chance.pick(subscriptions);
    const definition = definitionFor(chance, subscription, definitions, () => ({
      properties: terms(
        chance,
        chance.pick(managers).id,
        chance.percent(80) ? subscription.tenantId : undefined,
      ),
      ...(chance.percent(15) ? { plan: plan(chance) } : {}),
    }));
    const group = chance.percent(50) ? chance.pick(subscription.resourceGroups ?? []).name : undefined;
    return {
      id: `${scopeFor(subscription, group)}${provider}/registrationAssignments/${id(chance, `${index}`)}`,
      properties: { registrationDefinitionId: definition.id, provisioningState: 'Succeeded' },
      systemData: { createdAt: '2024-03-01T09:30:00.1234567Z' },
    };
  });
  return { ...world.build(), registrationDefinitions: definitions, registrationAssignments };
}

const provider = '/providers/Microsoft.ManagedServices';

/** Letters and digits of any script, `_-.()`, up to 90 of them, and no period at the end. */
const resourceGroupNames = [
  'rg-web',
  '(production)',
  '()()',
  '_',
  '-',
  '1',
  '..a',
  'a.b-c_d(e)',
  'Größe.Süd',
  '资源组-東京',
  'группа',
  'مجموعة_١',
  'ＦＵＬＬ９',
  'x'.repeat(90),
];

/** Texts that mean something to a template, to JSON, to a shell or to who reads them. */
const texts = [
  ...hostileNames
    .map(({ typed }) => typed)
    // Half of a pair is no text that Azure could hold.
    .filter((typed) => typed.isWellFormed()),
  '',
  "[parameters('managedByTenantId')]",
  '[[escaped]',
  '[[',
  '[]',
  '[open',
  'shut]',
  "[concat('a', '\"b\"')]",
  '"quoted" \'quoted\' \\ back',
  '{"value": "[reference(\'x\')]"}',
  'two  blanks,   three',
  ' blanks around ',
  '/* no comment */ // none',
  'a, ]b, }c',
  'null',
  '2024-01-01T00:00:00Z',
  '$(whoami) `id` %PATH% ${HOME} ; & |',
  'x'.repeat(1000),
];

const takenRoles = builtInRoles
  .filter(
    (role) =>
      offerProblem(
        {
          managedByTenantId: guid('x'),
          authorizations: [{ principalId: guid('x'), roleDefinitionId: role.id }],
        },
        'x',
        '2022-10-01',
      ) === undefined,
  )
  .map(({ id }) => id);

/** A new definition, or now and then one that another assignment of the subscription uses. */
function definitionFor(
  chance: Chance,
  subscription: Subscription,
  definitions: RegistrationDefinition[],
  body: () => Omit<RegistrationDefinition, 'id'>,
): RegistrationDefinition {
  const path = `${scopeFor(subscription)}${provider}/registrationDefinitions/`;
  const there = definitions.filter((definition) => definition.id.startsWith(path));
  if (there.length > 0 && chance.percent(20)) return chance.pick(there);
  const definition = { id: `${path}${id(chance, `definition ${definitions.length}`)}`, ...body() };
  definitions.push(definition);
  return definition;
}

function terms(
  chance: Chance,
  managedByTenantId: string,
  manageeTenantId: string | undefined,
): RegistrationDefinition['properties'] {
  return {
    managedByTenantId: anyCase(chance, managedByTenantId),
    authorizations: Array.from({ length: 1 + chance.below(5) }, () => authorization(chance)),
    ...(chance.percent(60)
      ? {
          eligibleAuthorizations: chance
            .some(takenRoles, chance.below(4))
            .flatMap((role) => eligible(chance, role)),
        }
      : {}),
    ...(chance.percent(80) ? { registrationDefinitionName: text(chance) } : {}),
    ...(chance.percent(60) ? { description: text(chance) } : {}),
    ...(manageeTenantId === undefined ? {} : { manageeTenantId }),
    provisioningState: 'Succeeded',
  };
}

function authorization(chance: Chance): Authorization {
  const delegates = chance.percent(20);
  return {
    principalId: id(chance, 'permanent'),
    ...(chance.percent(70) ? { principalIdDisplayName: text(chance) } : {}),
    roleDefinitionId: anyCase(
      chance,
      delegates ? roleIdOf('User Access Administrator') : chance.pick(takenRoles),
    ),
    ...(delegates ? { delegatedRoleDefinitionIds: chance.some(takenRoles, 1 + chance.below(4)) } : {}),
  };
}

/** One principal or two that may activate a role, by the one policy that a role can have in a definition. */
function eligible(chance: Chance, roleDefinitionId: string): readonly EligibleAuthorization[] {
  const justInTimeAccessPolicy = {
    multiFactorAuthProvider: chance.pick(['Azure', 'None']),
    ...(chance.percent(70)
      ? { maximumActivationDuration: chance.pick(['PT30M', 'PT8H', 'PT1H30M', 'PT90M']) }
      : {}),
    ...(chance.percent(60)
      ? {
          managedByTenantApprovers: Array.from({ length: chance.below(11) }, () => ({
            principalId: id(chance, 'approver'),
            ...(chance.percent(70) ? { principalIdDisplayName: text(chance) } : {}),
          })),
        }
      : {}),
  };
  const policy = chance.percent(80) ? { justInTimeAccessPolicy } : {};
  return Array.from({ length: 1 + chance.below(2) }, () => ({
    principalId: id(chance, 'eligible'),
    principalIdDisplayName: text(chance),
    roleDefinitionId,
    ...policy,
  }));
}

function plan(chance: Chance): NonNullable<RegistrationDefinition['plan']> {
  return { publisher: text(chance), product: text(chance), name: text(chance), version: text(chance) };
}

function text(chance: Chance): string {
  return chance.some(texts, 1 + chance.below(3)).join('');
}

function id(chance: Chance, seed: string): string {
  return anyCase(chance, guid(seed, `${chance.below(2 ** 31)}`));
}

function anyCase(chance: Chance, value: string): string {
  return chance.percent(10) ? value.toUpperCase() : value;
}
