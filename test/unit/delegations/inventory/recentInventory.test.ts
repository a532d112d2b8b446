import { expect, test } from 'vitest';
import { RecentInventory } from '../../../../src/delegations/inventory/recentInventory.ts';
import { readEstate } from '../../../emulator/readEstate.ts';
import { emulatedEstate } from './emulatedEstate.ts';

const { signal } = new AbortController();

test('Who asks again soon gets the same inventory, and Azure is not asked', async () => {
  const { emulator, estate } = await emulatedEstate(readEstate('small'));
  await estate.refresh();
  let now = 0;
  const recent = new RecentInventory(estate, () => now);
  // The first one learns the names of roles afterwards, which is a change.
  const learned = Promise.withResolvers<undefined>();
  estate.onDidChange(() => {
    if (estate.roleNames.size > 0) learned.resolve(undefined);
  });
  await recent.read(signal);
  await learned.promise;
  const first = await recent.read(signal);
  const asked = emulator.requests.all.length;
  const flood = await Promise.all(Array.from({ length: 1000 }, () => recent.read(signal)));
  expect(new Set(flood)).toEqual(new Set([first]));
  expect(emulator.requests.all.length).toBe(asked);

  now = 30_000;
  expect(await recent.read(signal)).not.toBe(first);
});

test('What changes in the estate ends what was kept', async () => {
  const { estate } = await emulatedEstate(readEstate('small'));
  await estate.refresh();
  const recent = new RecentInventory(estate, () => 0);
  const { delegations } = await recent.read(signal);
  const [gone] = delegations;
  if (!gone) throw new Error('The small world has no delegation');
  estate.takeOut(gone.delegation.id);
  const again = await recent.read(signal);
  expect(again.delegations).not.toBe(delegations);
});
