import { describe, expect, test } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import type { AuditedEstate, RuleId } from '../../../../src/delegations/audit/auditRule.ts';
import { auditRules } from '../../../../src/delegations/audit/auditRules.ts';
import { audit, auditedInventory } from '../../../../src/delegations/audit/audit.ts';
import type { Inventory } from '../../../../src/delegations/inventory/inventory.ts';
import type { ServiceChoices } from '../../../emulator/world.ts';
import { deleteRole, roleIdOf } from '../../../emulator/worldBuilder.ts';
import {
  incoming,
  outgoing,
  someDelegation,
  customerDoor,
  shop as shopId,
} from '../permission/delegations.ts';
import { cleanWorld, type CleanWorld, findingsIn, summary } from './auditedWorld.ts';

test('A world in which nothing is wrong has no finding', async () => {
  const clean = cleanWorld();
  expect(await findingsIn(clean, { allowedManagingTenants: new Set([clean.fabrikam.id]) })).toEqual([]);
});

/** What violates one rule, and no other. */
interface Violation {
  readonly rule: RuleId;
  readonly what: string;
  readonly violate: (clean: CleanWorld) => Partial<AuditedEstate> | undefined;
  readonly on: readonly string[];
  readonly service?: ServiceChoices;
}

const violations: readonly Violation[] = [
  {
    rule: 'managing-tenant-not-allowed',
    what: 'another tenant is allowed',
    violate: ({ contoso }) => ({ allowedManagingTenants: new Set([contoso.id]) }),
    on: ['Bank', 'Shop'],
  },
  {
    rule: 'no-delete-role',
    what: 'only Reader is granted',
    violate: ({ world, contoso, care, operators }) => {
      const lab = world.subscription('Lab', contoso);
      world.delegation(lab, { ...care, name: 'Watch', roles: [[operators, 'Reader']] });
      return undefined;
    },
    on: ['Lab'],
  },
  {
    rule: 'overlapping-grants',
    what: 'a second delegation grants Reader to the same group',
    violate: ({ world, shop, fabrikam, operators }) => {
      world.delegation(shop, {
        to: fabrikam,
        name: 'Watch',
        resourceGroup: 'rg-web',
        roles: [
          [operators, 'Reader'],
          [operators, deleteRole],
        ],
      });
      return undefined;
    },
    on: ['Shop', 'Shop'],
  },
  {
    rule: 'standing-broad-access',
    what: 'Contributor is held permanently',
    violate: ({ world, contoso, care, operators }) => {
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        name: 'Build',
        roles: [...care.roles, [operators, 'Contributor']],
      });
      return undefined;
    },
    on: ['Lab'],
  },
  {
    rule: 'user-access-administrator',
    what: 'User Access Administrator may assign Contributor',
    violate: ({ world, contoso, care, fabrikam }) => {
      const automation = world.servicePrincipal('Automation', fabrikam);
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        name: 'Policies',
        roles: [...care.roles, [automation, 'User Access Administrator']],
      });
      return undefined;
    },
    on: ['Lab'],
  },
  {
    rule: 'eligible-without-mfa',
    what: 'an activation needs no second factor',
    violate: ({ world, contoso, care, operators, approvers }) => {
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        name: 'Quick',
        eligible: [
          {
            role: [operators, 'Contributor'],
            policy: {
              multiFactorAuthProvider: 'None',
              managedByTenantApprovers: [{ principalId: approvers.id }],
            },
          },
        ],
      });
      return undefined;
    },
    on: ['Lab'],
  },
  {
    rule: 'eligible-without-approval',
    what: 'nobody approves an activation',
    violate: ({ world, contoso, care, operators }) => {
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        name: 'Quick',
        eligible: [{ role: [operators, 'Contributor'], policy: { multiFactorAuthProvider: 'Azure' } }],
      });
      return undefined;
    },
    on: ['Lab'],
  },
  {
    rule: 'single-user-access',
    what: 'a principal is somebody who is signed in',
    violate: ({ world, contoso, care, alex }) => {
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        name: 'Personal',
        roles: [...care.roles, [{ id: alex.id.toUpperCase() }, 'Reader']],
      });
      return { people: new Set([alex.id]) };
    },
    on: ['Lab'],
  },
  {
    rule: 'single-user-access',
    what: 'a principal is called by a sign-in name',
    violate: ({ world, contoso, care, fabrikam }) => {
      const robin = world.servicePrincipal('robin@fabrikam.example', fabrikam);
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        name: 'Personal',
        roles: [...care.roles, [robin, 'Reader']],
      });
      return undefined;
    },
    on: ['Lab'],
  },
  {
    rule: 'provisioning',
    what: 'it failed beside one that works',
    violate: ({ world, shop, fabrikam }) => {
      const others = world.group('Others', fabrikam, []);
      world.delegation(shop, {
        to: fabrikam,
        name: 'Failed',
        roles: [[others, deleteRole]],
        provisioningState: 'Failed',
      });
      return undefined;
    },
    on: ['Shop'],
  },
  {
    rule: 'provisioning',
    what: 'it has been creating for longer than an hour',
    violate: ({ world, shop, fabrikam }) => {
      const others = world.group('Others', fabrikam, []);
      world.delegation(shop, {
        to: fabrikam,
        name: 'Stuck',
        roles: [[others, deleteRole]],
        provisioningState: 'Creating',
        createdAt: '2026-03-01T10:59:00Z',
      });
      return undefined;
    },
    on: ['Shop'],
  },
  {
    rule: 'several-offer-versions',
    what: 'an offer gives one customer more than others',
    violate: ({ world, contoso, care, operators }) => {
      world.delegation(world.subscription('Lab', contoso), {
        ...care,
        roles: [...care.roles, [operators, 'Support Request Contributor']],
      });
      return undefined;
    },
    on: ['Bank', 'Lab', 'Shop'],
  },
  {
    rule: 'several-offer-versions',
    what: 'a Marketplace plan is there in two versions',
    violate: ({ world, contoso, care }) => {
      for (const version of ['1.0.0', '2.0.0'])
        world.delegation(world.subscription(`Lab ${version}`, contoso), {
          ...care,
          name: 'Bought',
          plan: { publisher: 'fabrikam', product: 'care', name: 'gold', version },
        });
      return undefined;
    },
    on: ['Lab 1.0.0', 'Lab 2.0.0'],
  },
  {
    rule: 'onboarding-not-restricted',
    what: 'no policy restricts who may manage',
    violate: ({ contoso }) => ({
      restrictions: [
        {
          answer: 'notRestricted',
          door: customerDoor,
          subscription: { id: shopId, tenantId: contoso.id, managedByTenants: [] },
        },
      ],
    }),
    on: [],
  },
];

describe.each(violations)('$rule: $what', ({ rule, violate, on, service }) => {
  test('is the one finding', async () => {
    const clean = cleanWorld();
    const more = violate(clean);
    expect(summary(await findingsIn(clean, more, service))).toEqual([[rule, ...on]]);
  });

  test('is none where the rule is switched off', async () => {
    const clean = cleanWorld();
    const more = violate(clean);
    expect(await findingsIn(clean, more, service, [rule])).toEqual([]);
  });
});

describe('orphaned-definition', () => {
  /** Removed is the assignment alone: the definition stays behind. */
  function withOrphan(): CleanWorld {
    const clean = cleanWorld();
    const { id } = clean.world.delegation(clean.shop, {
      ...clean.care,
      name: 'Old',
      resourceGroup: 'rg-web',
    });
    const build = clean.world.build.bind(clean.world);
    clean.world.build = (service) => {
      const world = build(service);
      return {
        ...world,
        registrationAssignments: (world.registrationAssignments ?? []).filter((each) => each.id !== id),
      };
    };
    return clean;
  }

  test('is the one finding where a definition is used by nothing', async () => {
    const findings = await findingsIn(withOrphan());
    expect(summary(findings)).toEqual([['orphaned-definition']]);
    expect(findings[0]?.definition?.definition.properties?.registrationDefinitionName).toBe('Old');
    expect(await findingsIn(withOrphan(), {}, {}, ['orphaned-definition'])).toEqual([]);
  });

  test('is none where not every definition is known', async () => {
    expect(await findingsIn(withOrphan(), { allDefinitionsBehind: [] })).toEqual([]);
  });

  test('is none where the delegations of the subscription could not be read', async () => {
    const clean = withOrphan();
    const error = new ArmError('No.', { reason: 'forbidden' });
    const subscription = { id: clean.shop.id, tenantId: clean.contoso.id, managedByTenants: [] };
    const problem = {
      kind: 'subscription',
      door: customerDoor,
      subscription,
      row: undefined,
      error,
    } as const;
    expect(await findingsIn(clean, { problems: [problem] })).toEqual([]);
  });
});

test('Every rule is violated by a world above', () => {
  const violated = new Set([...violations.map(({ rule }) => rule), 'orphaned-definition']);
  expect(auditRules.map(({ id }) => id).toSorted()).toEqual([...violated].toSorted());
});

test('Every rule names a page of Microsoft’s documentation', () => {
  for (const { source } of auditRules) expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\/azure\//);
});

describe('The details of a finding', () => {
  test('are the shared grants, each once, where delegations overlap', async () => {
    const clean = cleanWorld();
    clean.world.delegation(clean.shop, { ...clean.care, name: 'Again' });
    const [finding] = await findingsIn(clean);
    expect(finding?.grants?.map(({ kind, authorization }) => [kind, authorization.roleDefinitionId])).toEqual(
      [
        ['permanent', roleIdOf('Reader')],
        ['permanent', roleIdOf(deleteRole)],
        ['eligible', roleIdOf('Contributor')],
      ],
    );
  });

  test('are no finding while something is under way for less than an hour, or for a time that nobody tells', async () => {
    for (const more of [{ createdAt: '2026-03-01T11:30:00Z' }, { sparse: true }]) {
      const clean = cleanWorld();
      clean.world.delegation(clean.shop, {
        to: clean.fabrikam,
        name: 'New',
        roles: [[{ id: clean.approvers.id }, deleteRole]],
        provisioningState: 'Creating',
        ...more,
      });
      expect(await findingsIn(clean)).toEqual([]);
    }
  });

  test('leave out what Azure does not tell, which is named instead', () => {
    const inventory: Inventory = {
      takenAt: new Date(),
      delegations: [{ row: outgoing, delegation: someDelegation({ untold: true }) }],
      definitions: [],
      allDefinitionsBehind: [],
      problems: [],
      complete: true,
    };
    const nobody = {
      restrictions: [],
      allowedManagingTenants: new Set<string>(),
      people: new Set<string>(),
      now: 0,
    };
    const result = audit({ ...auditedInventory(inventory), ...nobody }, new Set());
    expect(result.findings).toEqual([]);
    expect(result.untold).toEqual(inventory.delegations);
  });

  test('concern a delegation once that both sides see, as the managing side sees it', () => {
    const seen = [
      { row: incoming, delegation: someDelegation({ door: customerDoor, upperCase: true }) },
      { row: outgoing, delegation: someDelegation() },
    ];
    const { delegations } = auditedInventory({
      takenAt: new Date(),
      delegations: seen,
      definitions: [],
      allDefinitionsBehind: [],
      problems: [],
      complete: true,
    });
    expect(delegations).toEqual([seen[1]]);
  });
});
