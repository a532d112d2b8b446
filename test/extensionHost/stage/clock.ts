import { replaced } from './replaced.ts';

/** Sets the clock ahead for everything in this process, by milliseconds; returns what sets it right. */
export function setClockAhead(milliseconds: number): () => void {
  const { now } = Date;
  return replaced(Date, { now: () => now() + milliseconds });
}
