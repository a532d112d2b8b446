import { expect, test, vi } from 'vitest';
import { wait } from '../../../../src/arm/managedservices/wait.ts';
import { rejection } from '../armOf.ts';

const hour = 3_600_000;

test('a pause ends by itself', async () => {
  await wait(0);
  await wait(0, new AbortController().signal);
});

test('a pause ends when it is cancelled, or does not begin', async () => {
  const cancel = new AbortController();
  const waiting = rejection(wait(hour, cancel.signal));
  cancel.abort();

  expect(await waiting).toMatchObject({ name: 'AbortError' });
  expect(await rejection(wait(hour, cancel.signal))).toMatchObject({ name: 'AbortError' });
});

test('a pause that is too long for a timer does not end at once', async () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  try {
    const cancel = new AbortController();
    const waiting = rejection(wait(1e12, cancel.signal));
    expect(setTimer).toHaveBeenCalledWith(expect.any(Function), 2 ** 31 - 1);
    cancel.abort();
    await waiting;
  } finally {
    setTimer.mockRestore();
  }
});
