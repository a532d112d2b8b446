import { describe, expect, test, vi } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import {
  type BatchResult,
  canBeRetried,
  requestIdsOf,
  verdictOf,
} from '../../../../src/delegations/batch/batchResult.ts';
import { impactOf } from '../../../../src/delegations/impact/impactOf.ts';
import { trafficLimits } from '../../../../src/delegations/batch/traffic.ts';
import { judgeRemoval } from '../../../../src/delegations/permission/judgeRemoval.ts';
import { bulkWorld, delegationsEach } from '../../../emulator/worlds/bulk.ts';
import { deleteRole, scopeFor, WorldBuilder } from '../../../emulator/worldBuilder.ts';
import { emulatedBatch, kindsOf } from './emulatedBatch.ts';

// However busy the machine is.
vi.setConfig({ testTimeout: 120_000 });

const twoPolls = { polls: 2, retryAfter: null } as const;
const atOnce = { answer: 'ok' } as const;

const offerOf = ({ placed }: BatchResult): string =>
  placed.delegation.assignment.properties?.registrationDefinition?.properties?.registrationDefinitionName ??
  '';

/** One subscription of Contoso's with whatever delegations to Fabrikam a test wants. */
function oneSubscription() {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const contoso = world.tenant('Contoso');
  const alex = world.user('alex', fabrikam);
  const subscription = world.subscription('Production', contoso, { resourceGroups: ['rg-shop'] });
  const group = (name: string) => world.group(name, fabrikam, [alex]);
  return { world, fabrikam, contoso, alex, subscription, group };
}

describe('300 removals over 60 subscriptions, while Azure turns away a tenth of all requests', () => {
  test('every outcome is the truth, and nothing is sent again for what is gone', async () => {
    const subscriptions = 60;
    const batch = await emulatedBatch(bulkWorld(subscriptions, { deletion: twoPolls }));
    const { removable, unremovable } = await batch.check();
    expect(removable).toHaveLength(subscriptions * delegationsEach);
    expect(unremovable).toEqual([]);

    batch.emulator.faults.add({ share: 0.05, status: 429, code: 'TooManyRequests', retryAfter: 0 });
    batch.emulator.faults.add({ share: 0.05, status: 503, code: 'ServiceUnavailable', retryAfter: 0 });
    const sentForNothing: string[] = [];
    batch.emulator.requests.onRequest(({ method, url }) => {
      const { pathname } = new URL(url, batch.emulator.resourceManager);
      if (method === 'DELETE' && !batch.isThere(pathname)) sentForNothing.push(pathname);
    });
    const results = await batch.remove(removable);

    expect(results.map(({ placed }) => placed.delegation.id)).toEqual(
      removable.map(({ delegation }) => delegation.id),
    );
    expect(batch.emulator.world.current.registrationAssignments).toEqual([]);
    // Who removes the last one of a subscription cannot see any more that it is gone.
    expect(kindsOf(results)).toEqual({
      removed: subscriptions * (delegationsEach - 1),
      acceptedAndNoLongerVisible: subscriptions,
    });
    expect(sentForNothing).toEqual([]);
    for (const result of results) expect(requestIdsOf(result).requestId, result.outcome.kind).toBeTruthy();
  });

  test('where it turns most of them away, fewer run at a time, and all of them end well', async () => {
    const batch = await emulatedBatch(bulkWorld(20, { deletion: atOnce }));
    const { removable } = await batch.check();
    batch.emulator.faults.add({ count: 150, status: 429, code: 'TooManyRequests', retryAfter: 0 });
    let least = Infinity;
    const results = await batch.remove(removable, {
      onStep: () => {
        least = Math.min(least, batch.traffic?.limit ?? Infinity);
      },
    });
    expect(results.map(verdictOf).filter((verdict) => verdict !== 'gone')).toEqual([]);
    expect(least).toBeLessThan(trafficLimits.initial);
    expect(batch.traffic?.limit).toBeGreaterThan(least);
  });

  test('where Azure never has time for a deletion, that is what is said, and it can be retried', async () => {
    const batch = await emulatedBatch(bulkWorld(2, { deletion: atOnce }));
    const { removable } = await batch.check();
    batch.emulator.faults.add({ method: 'DELETE', status: 429, code: 'TooManyRequests', retryAfter: 0 });
    const results = await batch.remove(removable);
    expect(kindsOf(results)).toEqual({ stillThere: 10 });
    expect(results.every(canBeRetried)).toBe(true);

    batch.emulator.faults.clear();
    const again = await batch.check({ delegations: results.map(({ placed }) => placed) });
    expect(kindsOf(await batch.remove(again.removable))).toEqual({ removed: 10 });
  });
});

describe('the order', () => {
  test('without the delete role, then resource groups, then subscriptions; one at a time for each of them', async () => {
    const batch = await emulatedBatch(bulkWorld(3, { deletion: twoPolls }));
    const { removable } = await batch.check();
    const running = new Map<string, number>();
    let mostInOne = 0;
    let most = 0;
    const results = await batch.remove(removable.toReversed(), {
      onStep: ({ delegation: { subscriptionId } }, step) => {
        if (step !== 'recording') return;
        running.set(subscriptionId, (running.get(subscriptionId) ?? 0) + 1);
        mostInOne = Math.max(mostInOne, ...running.values());
        most = Math.max(
          most,
          [...running.values()].reduce((sum, each) => sum + each, 0),
        );
      },
      onResult: ({ placed: { delegation } }) => {
        running.set(delegation.subscriptionId, (running.get(delegation.subscriptionId) ?? 1) - 1);
      },
    });
    expect(results.every((result) => verdictOf(result) !== 'failed')).toBe(true);
    expect([mostInOne, most > 1]).toEqual([1, true]);
    const ofOne = batch.emulator.requests
      .matching('DELETE', new RegExp(removable[0]?.delegation.subscriptionId ?? 'none', 'i'))
      .map(({ url }) => batch.offerAt(url));
    expect(ofOne).toEqual(['Offer 3', 'Offer 4', 'Offer 2', 'Offer 5', 'Offer 1']);
  });

  test('a delete role of its own lasts to the end, and one that another removal took is no reason to ask Azure', async () => {
    const { world, fabrikam, subscription, group } = oneSubscription();
    const operators = group('Operators');
    const own = group('Own');
    const gold = { to: fabrikam, name: 'Gold' };
    world.delegation(subscription, { to: fabrikam, name: 'Last', roles: [[own, deleteRole]] });
    world.delegation(subscription, { ...gold, roles: [[operators, deleteRole]] });
    world.delegation(subscription, { to: fabrikam, name: 'Silver', roles: [[operators, deleteRole]] });
    world.delegation(subscription, { to: fabrikam, name: 'Watch', roles: [[group('Watch'), 'Reader']] });
    const batch = await emulatedBatch(world.build({ deletion: atOnce }));
    const { removable: all, known } = await batch.check();
    const removable = all.filter(({ delegation }) => batch.offerAt(delegation.id) !== 'Watch');
    const within = impactOf(removable, known).overlapsWithin.map(({ delegation }) =>
      batch.offerAt(delegation.id),
    );
    expect(within.toSorted()).toEqual(['Gold', 'Silver']);

    expect(kindsOf(await batch.remove(removable))).toEqual({ removed: 3 });
    expect(batch.deletes().at(-1)).toBe('Last');

    batch.emulator.world.reset();
    batch.emulator.requests.clear();
    batch.permissions.clear();
    const again = await batch.check();
    const named = (...names: readonly string[]) =>
      again.removable.filter(({ delegation }) => names.includes(batch.offerAt(delegation.id)));
    const both = named('Gold', 'Silver');
    batch.emulator.world.edit({ remove: named('Last').map(({ delegation }) => delegation.id) });
    batch.permissions.clear();
    const results = await batch.remove(both);
    expect(kindsOf(results)).toEqual({ removed: 1, 'notAttempted noPermission': 1 });
    expect(batch.deletes()).toHaveLength(1);
  });
});

describe('doors', () => {
  test('the one with the permission is taken, and each delegation counts once', async () => {
    const { world, fabrikam, contoso, alex, subscription, group } = oneSubscription();
    const guest = world.guest(alex, contoso);
    world.role([guest, 'Owner'], subscription);
    world.delegation(subscription, {
      to: fabrikam,
      name: 'Gold',
      roles: [[group('Operators'), 'Reader']],
    });
    const batch = await emulatedBatch(world.build({ deletion: atOnce }));
    const managing = batch.seen.find(({ row }) => row.direction === 'outgoing');
    if (!managing) throw new Error('It is not seen from the managing side.');
    const { removable } = await batch.check({ delegations: [managing] });
    expect(removable).toHaveLength(1);
    expect(removable[0]?.row.direction).toBe('incoming');
    expect(kindsOf(await batch.remove(removable))).toEqual({ removed: 1 });
  });

  test('without any permission it is told apart, and no DELETE is sent', async () => {
    const { world, fabrikam, subscription, group } = oneSubscription();
    world.delegation(subscription, { to: fabrikam, name: 'Gold', roles: [[group('Operators'), 'Reader']] });
    const batch = await emulatedBatch(world.build());
    const { removable, unremovable } = await batch.check();
    expect(removable).toEqual([]);
    expect(unremovable).toMatchObject([{ because: 'noPermission', placed: { judgement: { answer: 'no' } } }]);
  });
});

describe('a stronger sign-in', () => {
  test('is asked for once, nothing begins meanwhile, and then it goes on', async () => {
    const document = bulkWorld(8, { deletion: twoPolls });
    const batch = await emulatedBatch({ ...document, mfaPolicies: mfaEverywhere });
    const { removable } = await batch.check();
    const answered = Promise.withResolvers<undefined>();
    const asked = new Promise<void>((resolve) => {
      batch.thinking = () => {
        resolve();
        return answered.promise;
      };
    });
    const removing = batch.remove(removable, { limits: { initial: 4, most: 4 } });
    await asked;
    await quiet(batch.emulator.requests);
    const begunMeanwhile = batch.records.length;
    expect(begunMeanwhile).toBeLessThanOrEqual(4);
    answered.resolve(undefined);
    const results = await removing;
    expect(batch.stepUps).toHaveLength(1);
    expect(results.map(verdictOf).filter((verdict) => verdict === 'failed')).toEqual([]);
    expect(batch.emulator.world.current.registrationAssignments).toEqual([]);
  });

  test('that is declined is not asked for again: what needs it is not tried, and all of it can be retried', async () => {
    const batch = await emulatedBatch({ ...bulkWorld(8, { deletion: atOnce }), mfaPolicies: mfaEverywhere });
    batch.declines = true;
    const { removable } = await batch.check();
    const results = await batch.remove(removable, { limits: { initial: 4, most: 4 } });
    expect(batch.stepUps).toHaveLength(1);
    const { 'notAttempted signInDeclined': untried = 0, stillThere = 0 } = kindsOf(results);
    expect(untried + stillThere).toBe(40);
    expect(stillThere).toBeLessThanOrEqual(4);
    expect(results.every(canBeRetried)).toBe(true);
    expect(batch.emulator.world.current.registrationAssignments).toHaveLength(40);

    batch.declines = false;
    const again = await batch.check({ delegations: results.map(({ placed }) => placed) });
    expect(kindsOf(await batch.remove(again.removable))).toEqual({ removed: 40 });
    expect(batch.stepUps).toHaveLength(2);
  });
});

test('cancelling begins nothing more; what was sent is followed to its end', async () => {
  const batch = await emulatedBatch(bulkWorld(10, { deletion: twoPolls }));
  const { removable } = await batch.check();
  const stop = new AbortController();
  let sent = 0;
  let sentAfterwards = 0;
  const results = await batch.remove(
    removable,
    {
      limits: { initial: 3, most: 3 },
      onStep: (_, step) => {
        if (step !== 'deleting') return;
        if (stop.signal.aborted) sentAfterwards++;
        sent++;
      },
      onResult: (_, done) => {
        if (done === 7) stop.abort();
      },
    },
    stop.signal,
  );
  expect([batch.deletes().length, sentAfterwards]).toEqual([sent, 0]);
  const { removed = 0, ...others } = kindsOf(results);
  const left = Object.values(others).reduce((sum, count) => sum + count, 0);
  expect(removed).toBe(sent);
  expect(removed + left).toBe(50);
  expect(results.filter((result) => verdictOf(result) === 'cancelled')).toHaveLength(left);
  expect(batch.emulator.world.current.registrationAssignments).toHaveLength(left);
});

test('whoever cancels does not wait for ever', async () => {
  const batch = await emulatedBatch(bulkWorld(1, { deletion: { ...twoPolls, polls: Infinity } }));
  const { removable } = await batch.check();
  const stop = new AbortController();
  const results = await batch.remove(
    removable,
    {
      pace: { pollIntervalMs: 2, followAtMostMs: 600_000, followAfterCancelMs: 20 },
      onStep: (_, step) => {
        if (step === 'following') stop.abort();
      },
    },
    stop.signal,
  );
  expect(kindsOf(results)).toEqual({ 'stoppedWaiting cancelled': 1, 'notAttempted cancelled': 4 });
});

test('what has other terms by now is not removed', async () => {
  const batch = await emulatedBatch(bulkWorld(1, { deletion: atOnce }));
  const { removable } = await batch.check();
  const { registrationDefinitions } = batch.emulator.world.current;
  batch.emulator.world.edit({
    put: {
      registrationDefinitions: registrationDefinitions
        .filter(({ properties }) => properties.registrationDefinitionName === 'Offer 2')
        .map(({ properties, ...definition }) => ({
          ...definition,
          properties: { ...properties, authorizations: properties.authorizations.slice(1) },
        })),
    },
  });
  const results = await batch.remove(removable);
  expect(kindsOf(results)).toEqual({ removed: 4, 'notAttempted changed': 1 });
  expect(results.filter((result) => verdictOf(result) === 'failed').map(offerOf)).toEqual(['Offer 2']);
  expect(batch.deletes()).not.toContain('Offer 2');
});

test('one failure stops nothing else: locked, gone, and a journal that cannot be written', async () => {
  const document = bulkWorld(3, { deletion: atOnce });
  const [locked, second, third] = document.subscriptions ?? [];
  if (!locked || !second || !third) throw new Error('There are not three subscriptions.');
  const batch = await emulatedBatch({
    ...document,
    locks: [{ id: 'lock', scope: scopeFor(locked), level: 'CanNotDelete' }],
  });
  const { removable } = await batch.check();
  const [gone] = removable.filter(({ row }) => row.subscription.id === second.id);
  const unwritable = removable.find(({ row }) => row.subscription.id === third.id)?.delegation.id;
  batch.emulator.world.edit({ remove: [gone?.delegation.id ?? ''] });
  const { journal } = batch;
  batch.journal = {
    ...journal,
    open: (record) =>
      record.target.id === unwritable ? Promise.reject(new Error('ENOSPC')) : journal.open(record),
  };
  const results = await batch.remove(removable);
  expect(kindsOf(results)).toEqual({
    stillThere: 5,
    alreadyGone: 1,
    'notRemoved journalFailed': 1,
    removed: 8,
  });
  expect(batch.isThere(unwritable ?? '')).toBe(true);
});

test('2,000 selected', async () => {
  const batch = await emulatedBatch(bulkWorld(400, { pageSize: 1000 }));
  const { removable, known } = await batch.check({ delegations: batch.seen });
  expect(removable).toHaveLength(2000);
  expect(impactOf(removable, known).sightEndings).toHaveLength(400);

  const there = new Map(removable.map(({ delegation }) => [delegation.name, delegation.assignment]));
  const results = await batch.remove(removable, {
    connect: () =>
      Promise.resolve({
        journal: batch.journal,
        azure: {
          readAssignment: (_, name) => {
            const assignment = there.get(name);
            const details = { reason: 'notFound', code: 'NotFound' } as const;
            return assignment ? Promise.resolve(assignment) : Promise.reject(new ArmError('Gone.', details));
          },
          beginDelete: (_, name) => {
            there.delete(name);
            return Promise.resolve({ kind: 'deleted' });
          },
          operationAt: () => {
            throw new Error('There is none.');
          },
          subscriptionIsReadable: () => Promise.resolve(true),
        },
      }),
    judge: ({ row, delegation }) =>
      Promise.resolve(judgeRemoval(row, delegation, { permissions: everything })),
  });
  expect(kindsOf(results)).toEqual({ removed: 2000 });
  expect(there.size).toBe(0);
});

const everything = [{ actions: ['Microsoft.ManagedServices/*'] }];

const mfaEverywhere = [{ id: 'mfa', scope: '/', operations: ['delete'], answer: 'unauthorized' }] as const;

/** Resolves when nothing has come in for a few turns of the event loop. */
async function quiet(requests: { readonly all: readonly unknown[] }): Promise<void> {
  let seen = -1;
  for (let turns = 0; turns < 50; turns++) {
    if (requests.all.length !== seen) turns = 0;
    seen = requests.all.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
