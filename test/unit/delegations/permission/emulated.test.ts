import { describe, expect, test } from 'vitest';
import { doorPath } from '../../../../src/delegations/door.ts';
import type { RemovalJudgement } from '../../../../src/delegations/permission/removalJudgement.ts';
import type { ServiceChoices } from '../../../emulator/world.ts';
import { deleteRole, WorldBuilder } from '../../../emulator/worldBuilder.ts';
import { smallWorld } from '../../../emulator/worlds/small.ts';
import { emulatedEstate, type EmulatedEstate } from './emulatedEstate.ts';

const deletesAtOnce: ServiceChoices = { deletion: { answer: 'ok' } };

const smallEstate = (service: ServiceChoices = {}): Promise<EmulatedEstate> =>
  emulatedEstate({ ...smallWorld(), service: { ...deletesAtOnce, ...service } });

/** A judgement, and what Azure answered to the DELETE. */
interface Verdict {
  readonly title: string;
  readonly subscription: string;
  readonly judged: RemovalJudgement;
  readonly answered: string;
}

/** Judges everything that somebody sees, and tries each removal in the world as it was. */
async function judgedAndTried(estate: EmulatedEstate): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const placed of estate.seen) {
    const { row, delegation } = placed;
    const judged = await estate.permissions.judge(row, delegation);
    const answered = await estate.tryToRemove(delegation);
    estate.emulator.world.reset();
    const { displayName: subscription = '' } = row.subscription;
    verdicts.push({ title: estate.title(placed), subscription, judged, answered });
  }
  return verdicts;
}

/** What stands in the way of a removal and shows in no permission, by the small world's subscriptions. */
const inTheWay: ReadonlyMap<string, string> = new Map([
  ['WWI Ledger', 'ScopeLocked'],
  ['WWI Archive', 'ReadOnlyDisabledSubscription'],
  ['Tailwind Logistics', 'InvalidAuthenticationToken'],
]);

const titlesOf = (verdicts: readonly Verdict[], answer: RemovalJudgement['answer']): readonly string[] =>
  verdicts
    .filter(({ judged }) => judged.answer === answer)
    .map(({ title }) => title)
    .toSorted();

describe('For every delegation of the small world, and everybody and every tenant that sees it', () => {
  test('Azure answers a DELETE as it was judged', async () => {
    const verdicts = await judgedAndTried(await smallEstate());

    for (const { title, subscription, judged, answered } of verdicts) {
      const isAllowed = judged.answer === 'yes';
      expect(answered, title).toBe(
        isAllowed ? (inTheWay.get(subscription) ?? 'removed') : 'AuthorizationFailed',
      );
    }
    expect(titlesOf(verdicts, 'perhaps')).toEqual([
      'alex@fabrikam.example in Fabrikam: Adatum Dev > Fabrikam Monitoring',
      'robin@fabrikam.example in Fabrikam: Adatum Dev > Fabrikam Monitoring',
    ]);
    expect(titlesOf(verdicts, 'activateInPim')).toEqual([
      'alex@fabrikam.example in Fabrikam: Tailwind Retail > Just-in-time operations',
      'robin@fabrikam.example in Fabrikam: Tailwind Retail > Just-in-time operations',
    ]);
    expect(titlesOf(verdicts, 'no')).toEqual([
      'alex@fabrikam.example in Contoso: Contoso Production > Fabrikam Managed Services Gold',
    ]);
    expect(titlesOf(verdicts, 'yes')).toEqual(
      expect.arrayContaining([
        'alex@fabrikam.example in Northwind Operations: Adatum Shared > Northwind Network Watch',
        'alex@fabrikam.example in Fabrikam: Contoso Web > Web care',
        'alex@fabrikam.example in Fabrikam: Fabrikam Corporate > Proseware Threat Watch',
        'alex@fabrikam.example in Fabrikam: Fabrikam Corporate > Tailspin Intranet Hosting',
      ]),
    );
    expect(titlesOf(verdicts, 'yes')).toHaveLength(verdicts.length - 5);
    expect(verdicts).toHaveLength(30);
  });

  test('a disabled subscription is told, and is what Azure names', async () => {
    for (const { judged, answered } of await judgedAndTried(await smallEstate()))
      expect(judged.subscriptionDisabled).toBe(answered === 'ReadOnlyDisabledSubscription');
  });

  test('a perhaps is a yes where Azure lets a broad wildcard delete, and nothing else changes', async () => {
    const strict = await judgedAndTried(await smallEstate());
    const lenient = await judgedAndTried(await smallEstate({ broadWildcardMayDelete: true }));

    expect(lenient.map(({ judged }) => judged)).toEqual(strict.map(({ judged }) => judged));
    for (const [index, { judged, answered, title }] of lenient.entries())
      expect(answered, title).toBe(judged.answer === 'perhaps' ? 'removed' : strict[index]?.answered);
  });

  test('the judgement is the same over pages, empty ones among them', async () => {
    const answersOf = async ({ seen, permissions, title }: EmulatedEstate) =>
      new Map(
        await Promise.all(
          seen.map(
            async (placed) =>
              [title(placed), (await permissions.judge(placed.row, placed.delegation)).answer] as const,
          ),
        ),
      );
    const inOne = await answersOf(await smallEstate());
    const inPages = await answersOf(await smallEstate({ pageSize: 1, emptyPages: true }));

    expect(inPages).toEqual(inOne);
    expect(inOne.size).toBe(30);
  });

  test('permissions are read once for each door and scope', async () => {
    const { seen, permissions, emulator } = await smallEstate();
    await Promise.all(seen.map(({ row, delegation }) => permissions.judge(row, delegation)));
    const readings = emulator.requests.matching('GET', /Microsoft\.Authorization\/permissions/);

    const scopes = new Set(seen.map(({ row, delegation }) => `${doorPath(row.door)}${delegation.scope}`));
    expect(scopes.size).toBeLessThan(seen.length);
    expect(readings).toHaveLength(scopes.size);
  });
});

test('What is eligible can be removed once it is activated, and the permissions are looked at again', async () => {
  const world = smallWorld();
  const { emulator, seen, permissions, tryToRemove } = await emulatedEstate({
    ...world,
    service: deletesAtOnce,
  });
  const [eligible] = seen.filter(({ row }) => row.subscription.displayName === 'Tailwind Retail');
  if (!eligible) throw new Error('Nobody sees Tailwind Retail.');
  const { row, delegation } = eligible;
  expect(await permissions.judge(row, delegation)).toMatchObject({
    answer: 'activateInPim',
    deleteRole: { permanent: [], eligible: [{ principalIdDisplayName: 'MSP Operators' }] },
  });

  emulator.world.edit({
    put: {
      registrationDefinitions: emulator.world.current.registrationDefinitions.map((definition) => ({
        ...definition,
        properties: {
          ...definition.properties,
          eligibleAuthorizations: (definition.properties.eligibleAuthorizations ?? []).map((entry) => ({
            ...entry,
            active: true,
          })),
        },
      })),
    },
  });
  permissions.forget(row.subscription.id);

  expect((await permissions.judge(row, delegation)).answer).toBe('yes');
  expect(await tryToRemove(delegation)).toBe('removed');
});

describe('Where roles differ between a subscription and its resource groups', () => {
  test('those at the own scope and above count, and no others', async () => {
    const world = new WorldBuilder();
    const fabrikam = world.tenant('Fabrikam');
    const operators = world.group('Operators', fabrikam, [world.user('alex', fabrikam)]);
    const shop = world.subscription('Shop', world.tenant('Contoso'), { resourceGroups: ['rg-web', 'rg-db'] });
    const delegate = (name: string, role: string, resourceGroup?: string): void => {
      const roles = [
        [operators, 'Reader'],
        [operators, role],
      ] as const;
      world.delegation(shop, { to: fabrikam, name, roles, ...(resourceGroup && { resourceGroup }) });
    };
    delegate('Whole', 'Backup Contributor');
    delegate('Web', deleteRole, 'rg-web');
    delegate('Data', 'Website Contributor', 'rg-db');
    const estate = await emulatedEstate(world.build(deletesAtOnce));

    const verdicts = await judgedAndTried(estate);
    expect(verdicts.map(({ title, judged, answered }) => [title, judged.answer, answered])).toEqual([
      ['alex@fabrikam.example in Fabrikam: Shop > Whole', 'no', 'AuthorizationFailed'],
      ['alex@fabrikam.example in Fabrikam: Shop > Web', 'yes', 'removed'],
      ['alex@fabrikam.example in Fabrikam: Shop > Data', 'no', 'AuthorizationFailed'],
    ]);
  });
});

test('Who may delete and not read permissions is told that it is not known, and is right to try', async () => {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const operators = world.group('Operators', fabrikam, [world.user('alex', fabrikam)]);
  const shop = world.subscription('Shop', world.tenant('Contoso'));
  world.delegation(shop, { to: fabrikam, name: 'Deletes only', roles: [[operators, deleteRole]] });
  const [verdict] = await judgedAndTried(await emulatedEstate(world.build(deletesAtOnce)));

  expect(verdict).toMatchObject({
    judged: {
      answer: 'unknown',
      error: { reason: 'forbidden', code: 'AuthorizationFailed' },
      deleteRole: { permanent: [{ principalIdDisplayName: 'Operators' }] },
    },
    answered: 'removed',
  });
});
