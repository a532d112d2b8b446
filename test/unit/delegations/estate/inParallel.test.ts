import { expect, test } from 'vitest';
import { inParallel } from '../../../../src/delegations/estate/inParallel.ts';
import { everythingAnswered } from './world.ts';

test('Tasks begin in the order of the items, so many at a time and no more', async () => {
  const started: number[] = [];
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<undefined>());
  const done = inParallel([0, 1, 2, 3, 4], 2, async (item) => {
    started.push(item);
    await ends[item]?.promise;
  });
  await everythingAnswered();
  expect(started).toEqual([0, 1]);
  ends[1]?.resolve(undefined);
  await everythingAnswered();
  expect(started).toEqual([0, 1, 2]);
  for (const end of ends) end.resolve(undefined);
  await done;
  expect(started).toEqual([0, 1, 2, 3, 4]);
});

test('Nothing to do is done at once', async () => {
  await inParallel([], 8, () => Promise.reject(new Error('nobody asked for this')));
});

test('The first error is told', async () => {
  const failure = inParallel([0, 1, 2], 2, (item) => Promise.reject(new Error(`item ${item}`)));
  await expect(failure).rejects.toThrow('item 0');
});
