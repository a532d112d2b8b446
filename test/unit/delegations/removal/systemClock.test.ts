import { expect, it } from 'vitest';
import { systemClock } from '../../../../src/delegations/removal/systemClock.ts';

const aDay = 24 * 3600 * 1000;

it('a wait ends as soon as somebody asks to stop', async () => {
  const stop = new AbortController();
  const waiting = systemClock.wait(aDay, stop.signal);
  stop.abort();

  await expect(waiting).resolves.toBeUndefined();
});

it('a wait does not begin after somebody asked to stop', async () => {
  await expect(systemClock.wait(aDay, AbortSignal.abort())).resolves.toBeUndefined();
});

it('a wait for nothing ends by itself', async () => {
  await expect(systemClock.wait(0, new AbortController().signal)).resolves.toBeUndefined();
});
