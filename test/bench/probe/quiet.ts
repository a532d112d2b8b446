import { setTimeout } from 'node:timers/promises';

/** Resolves when nothing has kept this process from its timers for half a second, or after ten seconds at the latest. */
export async function quiet(): Promise<void> {
  const end = performance.now() + 10_000;
  for (let calm = 0; calm < 25 && performance.now() < end;) {
    const began = performance.now();
    await setTimeout(20);
    calm = performance.now() - began < 25 ? calm + 1 : 0;
  }
}
