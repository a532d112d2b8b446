import { setTimeout } from 'node:timers/promises';
import type { RemovalClock } from './ports.ts';

/** The clock of the machine. */
export const systemClock: RemovalClock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
