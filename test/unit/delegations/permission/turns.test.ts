import { expect, test } from 'vitest';
import { Turns } from '../../../../src/delegations/permission/turns.ts';
import { everythingAnswered } from '../estate/world.ts';

test('So many tasks run at a time, and the others in the order in which they came', async () => {
  const turns = new Turns(2);
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<string>());
  const begun: number[] = [];
  const tasks = ends.map(({ promise }, index) =>
    turns.take(() => {
      begun.push(index);
      return promise;
    }),
  );
  await everythingAnswered();
  expect(begun).toEqual([0, 1]);
  ends[1]?.resolve('first');
  expect(await tasks[1]).toBe('first');
  expect(begun).toEqual([0, 1, 2]);
  for (const end of ends) end.resolve('later');
  expect(await Promise.all(tasks)).toEqual(['later', 'first', 'later', 'later']);

  expect(await turns.take(() => Promise.resolve('again'))).toBe('again');
});

test('A task that fails gives its turn to the next', async () => {
  const turns = new Turns(1);
  const fails = turns.take(() => Promise.reject(new Error('no luck')));
  const throws = turns.take(() => {
    throw new Error('no promise');
  });
  const succeeds = turns.take(() => Promise.resolve('luck'));
  await expect(fails).rejects.toThrow('no luck');
  await expect(throws).rejects.toThrow('no promise');
  expect(await succeeds).toBe('luck');
});
