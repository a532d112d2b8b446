import { describe, expect, test } from 'vitest';
import type { Delegation } from '../../../../src/delegations/delegation.ts';
import type { Impact, Overlap } from '../../../../src/delegations/impact/impact.ts';
import type { PlacedDelegation } from '../../../../src/delegations/placedDelegation.ts';
import { impactOf } from '../../../../src/delegations/impact/impactOf.ts';
import { deleteRoleId } from '../../../../src/delegations/roles.ts';
import {
  bank,
  bronze,
  contributor,
  customerDoor,
  gold,
  incoming,
  managingDoor,
  operators,
  outgoing,
  proseware,
  reader,
  rowOf,
  shop,
  silver,
  someDelegation,
  type Terms,
  watchers,
} from '../permission/delegations.ts';

/** A delegation in its place; of the shop to Contoso, and seen by somebody of Contoso, where nothing else is said. */
function placed(terms: Terms = {}): PlacedDelegation {
  const { door = managingDoor, subscription = shop, managedBy } = terms;
  return { row: rowOf(door, subscription, managedBy), delegation: someDelegation(terms) };
}

/** The losses as lines, such as `operators loses Reader of gold`. */
function lossLines({ losses }: Impact): readonly string[] {
  return losses.flatMap(({ principalId, grants }) =>
    grants.map(({ grant: { kind, authorization }, delegation }) =>
      [
        names.get(principalId),
        'loses',
        ...(kind === 'eligible' ? ['eligible'] : []),
        names.get(authorization.roleDefinitionId),
        'of',
        nameOf(delegation),
        ...(delegation.resourceGroup === undefined ? [] : ['in', delegation.resourceGroup]),
      ].join(' '),
    ),
  );
}

/** An overlap as a line, such as `silver loses operators Reader to gold`. */
function overlapLine({ delegation, sharedWith, authorizations, eligibleAuthorizations }: Overlap): string {
  const pairs = [
    ...authorizations.map(({ principalId, roleDefinitionId }) => [principalId, roleDefinitionId]),
    ...eligibleAuthorizations.map(({ principalId, roleDefinitionId }) => [
      'eligible',
      principalId,
      roleDefinitionId,
    ]),
  ].map((words) => words.map((word) => names.get(word.toLowerCase()) ?? word).join(' '));
  return `${nameOf(delegation)} loses ${pairs.join(', ')} to ${sharedWith.map(nameOf).join(', ')}`;
}

const nameOf = (delegation: Delegation): string | undefined => names.get(delegation.name.toLowerCase());
const names = new Map([
  [operators, 'operators'],
  [watchers, 'watchers'],
  [reader, 'Reader'],
  [contributor, 'Contributor'],
  [deleteRoleId, 'Delete Role'],
  [gold, 'gold'],
  [silver, 'silver'],
  [bronze, 'bronze'],
]);

describe('Who loses access', () => {
  test('is told by principal, with every role, permanent and eligible', () => {
    const impact = impactOf(
      [
        placed({
          roles: [
            [operators, reader],
            [watchers, reader],
            [operators, contributor],
          ],
          eligible: [[operators, deleteRoleId]],
        }),
      ],
      [],
    );
    expect(lossLines(impact)).toEqual([
      'operators loses Reader of gold',
      'operators loses Contributor of gold',
      'operators loses eligible Delete Role of gold',
      'watchers loses Reader of gold',
    ]);
    expect(impact.losses.map(({ principalId }) => principalId)).toEqual([operators, watchers]);
  });

  test('is told once for a principal of several delegations, in whatever letter case', () => {
    const impact = impactOf(
      [
        placed({ roles: [[operators, reader]] }),
        placed({ name: silver, resourceGroup: 'rg-web', roles: [[operators.toUpperCase(), contributor]] }),
        placed({ subscription: bank, roles: [[operators, reader]] }),
      ],
      [],
    );
    expect(lossLines(impact)).toEqual([
      'operators loses Reader of gold',
      'operators loses Contributor of silver in rg-web',
      'operators loses Reader of gold',
    ]);
    expect(impact.losses).toHaveLength(1);
  });

  test('is told once for a delegation that was pointed at by two doors, by the one that tells its terms', () => {
    const impact = impactOf(
      [placed({ untold: true }), placed({ door: customerDoor, upperCase: true }), placed()],
      [],
    );
    expect(lossLines(impact)).toEqual(['operators loses Reader of gold']);
    expect(impact.untold).toEqual([]);
  });

  test('is not said to be nobody where Azure does not tell the terms', () => {
    const untold = placed({ untold: true });
    expect(impactOf([untold], [untold])).toMatchObject({ losses: [], untold: [untold.delegation] });
  });

  test('is nobody where a delegation grants nothing', () => {
    expect(impactOf([placed({ roles: [] })], [])).toMatchObject({ losses: [], untold: [] });
  });

  test('is told of an answer that leaves principals out', () => {
    const odd = placed();
    const { assignment } = odd.delegation;
    const properties = {
      registrationDefinition: {
        properties: { authorizations: [{ roleDefinitionId: reader }, { principalId: operators }] },
      },
    };
    const delegation = {
      ...odd.delegation,
      assignment: { ...assignment, properties },
    } as unknown as Delegation;
    const impact = impactOf(
      [{ ...odd, delegation }],
      [{ ...odd, delegation: { ...delegation, id: 'another' } }],
    );
    expect(impact.losses.map(({ principalId }) => principalId)).toEqual(['', operators]);
    expect(impact.overlaps).toEqual([]);
  });
});

describe('Another delegation of the same managing tenant and subscription', () => {
  const removed = placed({
    roles: [
      [operators, reader],
      [operators, contributor],
      [watchers, reader],
    ],
    eligible: [[operators, deleteRoleId]],
  });
  const overlapsWith = (terms: Terms): readonly string[] => {
    const other = placed({ name: silver, ...terms });
    return impactOf([removed], [removed, other]).overlaps.map(overlapLine);
  };

  test('may lose exactly what both grant to the same principal', () => {
    const roles = [
      [operators, reader],
      [watchers, contributor],
      [operators, deleteRoleId],
      [watchers, reader],
    ] as const;
    expect(overlapsWith({ roles })).toEqual(['silver loses operators Reader, watchers Reader to gold']);
  });

  test('may lose it in whatever letter case ids are written, and as a whole resource id', () => {
    const role = `/providers/Microsoft.Authorization/roleDefinitions/${reader.toUpperCase()}`;
    const overlaps = impactOf(
      [removed],
      [placed({ name: silver, roles: [[operators, role]], upperCase: true })],
    ).overlaps;
    expect(overlaps).toMatchObject([{ authorizations: [{ roleDefinitionId: role }] }]);
    expect(overlapsWith({ roles: [[operators.toUpperCase(), reader.toUpperCase()]] })).toHaveLength(1);
  });

  test('may lose it in a resource group, and by the removal in another resource group', () => {
    expect(overlapsWith({ resourceGroup: 'rg-web' })).toEqual(['silver loses operators Reader to gold']);
    const inGroups = [
      placed({ resourceGroup: 'rg-web' }),
      placed({ name: silver, resourceGroup: 'rg-db' }),
    ] as const;
    expect(impactOf([inGroups[0]], inGroups).overlaps.map(overlapLine)).toEqual([
      'silver loses operators Reader to gold',
    ]);
  });

  test('is told separately what both grant as eligible', () => {
    expect(
      overlapsWith({ roles: [[watchers, deleteRoleId]], eligible: [[operators, deleteRoleId]] }),
    ).toEqual(['silver loses eligible operators Delete Role to gold']);
  });

  test('has nothing in common where one grants for good what the other has as eligible', () => {
    expect(overlapsWith({ roles: [[operators, deleteRoleId]], eligible: [[operators, reader]] })).toEqual([]);
  });

  test.each([
    ['the same role for another principal', { roles: [[watchers, contributor]] }],
    ['another role for the same principal', { roles: [[operators, deleteRoleId]] }],
    ['nothing', { roles: [] }],
  ] satisfies [string, Terms][])('loses nothing with %s', (_, terms) => {
    expect(overlapsWith(terms)).toEqual([]);
  });

  test('loses nothing on another subscription, or where it is another managing tenant’s', () => {
    expect(overlapsWith({ subscription: bank })).toEqual([]);
    expect(overlapsWith({ managedBy: proseware })).toEqual([]);
  });

  test('is told once, however many doors show it', () => {
    const other = placed({ name: silver });
    const byCustomer = placed({ name: silver, door: customerDoor, upperCase: true });
    expect(impactOf([removed], [other, byCustomer, removed]).overlaps).toHaveLength(1);
  });

  test('is not compared where Azure does not tell its terms, and that is told', () => {
    const other = placed({ name: silver, untold: true });
    const impact = impactOf([removed], [removed, other, placed({ name: bronze, roles: [] })]);
    expect(impact.overlaps).toEqual([]);
    expect(impact.uncompared).toEqual([other.delegation]);
  });

  test('is not compared with one whose terms Azure does not tell', () => {
    const untold = placed({ untold: true });
    const other = placed({ name: silver });
    expect(impactOf([untold], [untold, other])).toMatchObject({
      overlaps: [],
      uncompared: [other.delegation],
    });
  });

  test('is compared with the removed one as it was read just now, and not as it was known', () => {
    const before = placed({ roles: [[watchers, reader]] });
    const now = placed({ roles: [[operators, reader]] });
    const other = placed({ name: silver, roles: [[operators, reader]] });
    expect(impactOf([now], [before, other]).overlaps).toHaveLength(1);
    expect(impactOf([before], [now, other]).overlaps).toEqual([]);
  });
});

describe('Several at once', () => {
  const first = placed({ roles: [[operators, reader]] });
  const second = placed({
    name: silver,
    roles: [
      [operators, reader],
      [operators, deleteRoleId],
      [watchers, contributor],
    ],
  });
  const third = placed({
    name: bronze,
    roles: [
      [operators, deleteRoleId],
      [watchers, contributor],
      [watchers, reader],
    ],
  });

  test('overlap beyond the selection, and are named', () => {
    const impact = impactOf([first, second], [first, second, third]);
    expect(impact.overlaps.map(overlapLine)).toEqual([
      'bronze loses operators Delete Role, watchers Contributor to silver',
    ]);
    expect(impact.overlapsWithin.map(overlapLine)).toEqual([
      'gold loses operators Reader to silver',
      'silver loses operators Reader to gold',
    ]);
  });

  test('overlap with one that stays, each by its part', () => {
    const stays = placed({
      name: bronze,
      roles: [
        [operators, reader],
        [watchers, contributor],
      ],
    });
    expect(impactOf([first, second], [stays]).overlaps.map(overlapLine)).toEqual([
      'bronze loses operators Reader, watchers Contributor to gold, silver',
    ]);
  });

  test('overlap within the selection alone where nothing stays', () => {
    const impact = impactOf([first, second, third], [third, second, first]);
    expect(impact.overlaps).toEqual([]);
    expect(impact.overlapsWithin.map(overlapLine)).toEqual([
      'gold loses operators Reader to silver',
      'silver loses operators Reader, operators Delete Role, watchers Contributor to gold, bronze',
      'bronze loses operators Delete Role, watchers Contributor to silver',
    ]);
  });

  test('of different subscriptions and managing tenants have nothing to do with each other', () => {
    const impact = impactOf([first, placed({ subscription: bank }), placed({ managedBy: proseware })], []);
    expect(impact.overlapsWithin).toEqual([]);
    expect(impact.losses).toHaveLength(1);
  });

  test('of which nothing is chosen take nothing away', () => {
    expect(impactOf([], [first, second])).toEqual({
      losses: [],
      untold: [],
      overlaps: [],
      overlapsWithin: [],
      uncompared: [],
      sightEndings: [],
      unusedDefinitionIds: [],
      marketplaceOffers: [],
    } satisfies Impact);
  });
});

describe('The user’s sight of the subscription', () => {
  const removed = placed();

  test('may end with its last delegation', () => {
    expect(impactOf([removed], [removed]).sightEndings).toEqual([{ row: outgoing, isLastDelegation: true }]);
  });

  test('stays with another delegation, be it of a resource group', () => {
    const other = placed({ name: silver, resourceGroup: 'rg-web', roles: [[watchers, reader]] });
    expect(impactOf([removed], [removed, other]).sightEndings).toEqual([]);
  });

  test.each([
    ['loses everything with it', { roles: [[operators, reader]] }],
    ['only has eligible roles', { roles: [], eligible: [[operators, contributor]] }],
    ['failed', { roles: [[watchers, reader]], provisioningState: 'Failed' }],
    ['is being removed', { roles: [[watchers, reader]], provisioningState: 'Deleting' }],
  ] satisfies [string, Terms][])('may end although there is another one, which %s', (_, terms) => {
    const other = placed({ name: silver, ...terms });
    expect(impactOf([removed], [other]).sightEndings).toEqual([{ row: outgoing, isLastDelegation: false }]);
  });

  test.each([
    [
      'keeps a part',
      {
        roles: [
          [operators, reader],
          [watchers, reader],
        ],
      },
    ],
    ['is not told', { untold: true }],
    ['is being updated', { roles: [[watchers, reader]], provisioningState: 'Updating' }],
  ] satisfies [string, Terms][])('stays with another one that %s', (_, terms) => {
    expect(impactOf([removed], [placed({ name: silver, ...terms })]).sightEndings).toEqual([]);
  });

  test('may end when all that there are go at once, and not when one stays', () => {
    const other = placed({ name: silver, roles: [[watchers, reader]] });
    const third = placed({ name: bronze, roles: [[watchers, contributor]] });
    expect(impactOf([removed, other], [removed, other]).sightEndings).toHaveLength(1);
    expect(impactOf([removed, other], [removed, other, third]).sightEndings).toEqual([]);
  });

  test('does not depend on delegations to another managing tenant', () => {
    const ofOthers = placed({ name: silver, managedBy: proseware });
    expect(impactOf([removed], [removed, ofOthers]).sightEndings).toHaveLength(1);
  });

  test('does not end for the customer, who owns it', () => {
    const byCustomer = placed({ door: customerDoor });
    expect(impactOf([byCustomer], [byCustomer]).sightEndings).toEqual([]);
    expect(byCustomer.row).toEqual(incoming);
  });

  test('may end for each account that has it through the managing tenant, whoever removes it', () => {
    const eve = { ...managingDoor, accountId: 'eve' };
    const byEve = placed({ door: eve });
    const byCustomer = placed({ door: customerDoor });
    const { sightEndings } = impactOf([byCustomer], [byCustomer, removed, byEve]);
    expect(sightEndings.map(({ row }) => row.door.accountId)).toEqual(['ann', 'eve']);
  });
});

describe('A definition', () => {
  const removed = placed({ definition: bronze });
  const definitionId = removed.delegation.assignment.properties?.registrationDefinitionId;

  test('is left without any assignment', () => {
    expect(impactOf([removed], [removed, placed({ name: silver })]).unusedDefinitionIds).toEqual([
      definitionId,
    ]);
  });

  test('stays in use by another assignment of it, in whatever letter case', () => {
    const other = placed({ name: silver, definition: bronze, resourceGroup: 'rg-web', upperCase: true });
    expect(impactOf([removed], [other]).unusedDefinitionIds).toEqual([]);
    expect(impactOf([removed, other], [other]).unusedDefinitionIds).toHaveLength(1);
  });

  test('of the same name on another subscription is another one', () => {
    const other = placed({ definition: bronze, subscription: bank });
    expect(impactOf([removed], [other]).unusedDefinitionIds).toEqual([definitionId]);
  });
});

test('A Marketplace offer is told with its plan', () => {
  const offer = placed({ plan: 'gold-plan' });
  const { marketplaceOffers } = impactOf([offer, placed({ name: silver })], []);
  expect(marketplaceOffers).toMatchObject([{ delegation: offer.delegation, plan: { name: 'gold-plan' } }]);
});
