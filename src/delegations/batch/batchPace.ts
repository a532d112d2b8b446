import type { BatchPace } from './removeDelegations.ts';

/**
 * How patiently removals of many are followed: polling no faster than the Azure SDK does by itself, for as long as
 * anybody would wait; after somebody has cancelled, as long as most deletions take.
 */
export const batchPace: BatchPace = {
  pollIntervalMs: 2_000,
  followAtMostMs: 30 * 60_000,
  followAfterCancelMs: 15_000,
};
