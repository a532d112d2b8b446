import { expect, test } from 'vitest';
import { bulkWorld } from '../../../emulator/worlds/bulk.ts';
import { emulatedBatch } from './emulatedBatch.ts';

test('only what was chosen is checked, as it is by now; of the rest of its subscription the impact is told', async () => {
  const batch = await emulatedBatch(bulkWorld(2));
  const [first] = batch.seen;
  if (!first) throw new Error('Nothing is seen.');
  const { removable, known } = await batch.check({ delegations: [first, first] });
  expect(removable.map(({ delegation }) => delegation.id)).toEqual([first.delegation.id]);
  expect(known).toHaveLength(5);
});

test('what is gone, what cannot be read and what is being removed already is named, each with the reason', async () => {
  const batch = await emulatedBatch(bulkWorld(3));
  const [gone] = batch.seen;
  const unreadable = batch.seen.find(({ row }) => row.subscription.displayName === 'Subscription 2');
  const running = batch.seen.find(({ row }) => row.subscription.displayName === 'Subscription 3');
  if (!gone || !unreadable || !running) throw new Error('Not all are seen.');
  batch.emulator.world.edit({ remove: [gone.delegation.id] });
  batch.emulator.faults.add({
    path: `${unreadable.row.subscription.id}/.*registrationAssignments$`,
    status: 403,
    code: 'AuthorizationFailed',
  });
  const end = batch.inProgress.begin(running.delegation.id.toUpperCase());
  const { removable, unremovable } = await batch.check({ delegations: batch.seen });
  end?.();

  expect(removable).toHaveLength(4 + 4);
  expect(unremovable).toMatchObject([
    { because: 'alreadyRunning', placed: { delegation: { id: running.delegation.id } } },
    { because: 'notListed', placed: { delegation: { id: gone.delegation.id } } },
    {
      because: 'unreadable',
      row: { subscription: { displayName: 'Subscription 2' } },
      error: { code: 'AuthorizationFailed' },
    },
  ]);
});

test('permissions that cannot be read are no reason not to offer it, and are told as unknown', async () => {
  const batch = await emulatedBatch(bulkWorld(1));
  batch.emulator.faults.add({ path: '/permissions$', status: 403, code: 'AuthorizationFailed' });
  const { removable } = await batch.check();
  expect(new Set(removable.map(({ judgement }) => judgement.answer))).toEqual(new Set(['unknown']));
});

test('cancelling ends it', async () => {
  const batch = await emulatedBatch(bulkWorld(1));
  const enough = new Error('Enough.');
  await expect(batch.check(undefined, AbortSignal.abort(enough))).rejects.toBe(enough);
});
