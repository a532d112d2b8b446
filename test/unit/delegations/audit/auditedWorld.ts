import { audit, auditedInventory } from '../../../../src/delegations/audit/audit.ts';
import type { AuditedEstate, Finding } from '../../../../src/delegations/audit/auditRule.ts';
import type { ServiceChoices, Subscription, Tenant } from '../../../emulator/world.ts';
import {
  type DelegationTerms,
  deleteRole,
  type Principal,
  WorldBuilder,
} from '../../../emulator/worldBuilder.ts';
import { emulatedEstate } from '../permission/emulatedEstate.ts';

/** A world in which nothing is wrong: an offer to two subscriptions of a customer. */
export interface CleanWorld {
  readonly world: WorldBuilder;
  readonly fabrikam: Tenant;
  readonly contoso: Tenant;
  readonly alex: Principal;
  readonly operators: Principal;
  readonly approvers: Principal;
  readonly shop: Subscription;
  readonly bank: Subscription;
  /** The terms of the offer. */
  readonly care: DelegationTerms;
}

export function cleanWorld(): CleanWorld {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const contoso = world.tenant('Contoso');
  const alex = world.user('alex', fabrikam);
  const operators = world.group('Operators', fabrikam, [alex]);
  const approvers = world.group('Approvers', fabrikam, []);
  const [shop, bank] = ['Shop', 'Bank'].map((name) =>
    world.subscription(name, contoso, { resourceGroups: ['rg-web'] }),
  ) as [Subscription, Subscription];
  const care: DelegationTerms = {
    to: fabrikam,
    name: 'Care',
    roles: [
      [operators, 'Reader'],
      [operators, deleteRole],
    ],
    eligible: [
      {
        role: [operators, 'Contributor'],
        policy: {
          multiFactorAuthProvider: 'Azure',
          maximumActivationDuration: 'PT8H',
          managedByTenantApprovers: [{ principalId: approvers.id }],
        },
      },
    ],
  };
  world.delegation(shop, care);
  world.delegation(bank, care);
  return { world, fabrikam, contoso, alex, operators, approvers, shop, bank, care };
}

/** What the audit finds in a world, read from an emulated Azure as its users see it. */
export async function findingsIn(
  { world }: CleanWorld,
  more: Partial<AuditedEstate> = {},
  service: ServiceChoices = {},
  off: readonly string[] = [],
): Promise<readonly Finding[]> {
  const { estate } = await emulatedEstate(world.build(service));
  const inventory = await estate.takeInventory(() => undefined, new AbortController().signal);
  return audit(
    {
      ...auditedInventory(inventory),
      restrictions: [],
      allowedManagingTenants: new Set(),
      people: new Set(),
      now: Date.parse('2026-03-01T12:00:00Z'),
      ...more,
    },
    new Set(off),
  ).findings;
}

/** Rules and the names of the subscriptions of what they found. */
export function summary(findings: readonly Finding[]): readonly (readonly [string, ...string[]])[] {
  return findings.map(({ ruleId, delegations }) => [
    ruleId,
    ...delegations.map(({ row }) => row.subscription.displayName ?? '').toSorted(),
  ]);
}
