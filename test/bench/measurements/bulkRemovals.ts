import { verdictOf } from '../../../src/delegations/batch/batchResult.ts';
import { removeDelegations } from '../../../src/delegations/batch/removeDelegations.ts';
import { delegationsEach } from '../../emulator/worlds/bulk.ts';
import { startBulkAzure } from '../bulkAzure.ts';
import type { Measurement } from '../measurement.ts';

const subscriptions = 60;
/** So many are removed one after another, which takes long enough. */
const sample = 20;

/**
 * Removals of many delegations together, and one after another, by the same machine at the pace of the product: 150 ms
 * of latency, two looks that find the operation unfinished, and a tenth of all answers 429 or 503.
 */
export const bulkRemovals: Measurement = async (_, tell) => {
  const removals = subscriptions * delegationsEach;
  const wallMs = await timeOf(subscriptions, false);
  tell(`${removals} removals over ${subscriptions} subscriptions together: ${Math.round(wallMs)} ms`);
  const sampleMs = await timeOf(sample / delegationsEach, true);
  const scale = removals / sample;
  const sequentialMs = sampleMs * scale;
  tell(
    `${sample} one after another: ${Math.round(sampleMs)} ms; times ${scale} for ${removals}: ${Math.round(sequentialMs)} ms`,
  );
  return [
    { name: 'bulk.removals', samples: [removals] },
    { name: 'bulk.wallMs', samples: [wallMs] },
    { name: 'bulk.sequentialMs', samples: [sequentialMs] },
    { name: 'bulk.speedup', samples: [sequentialMs / wallMs] },
  ];
};

/** Milliseconds until all delegations of so many subscriptions are gone. Rejects where one is not. */
async function timeOf(count: number, oneAfterAnother: boolean): Promise<number> {
  const { emulator, checked, ports, stop } = await startBulkAzure(count);
  try {
    const limits = oneAfterAnother ? { limits: { initial: 1, most: 1 } } : {};
    const start = performance.now();
    const results = await removeDelegations(checked, { ...ports, ...limits }, new AbortController().signal);
    const time = performance.now() - start;
    const failed = results.filter((result) => verdictOf(result) === 'failed');
    const left = emulator.world.current.registrationAssignments.length;
    if (results.length !== count * delegationsEach || failed.length > 0 || left > 0)
      throw new Error(
        `Of ${results.length} removals ${failed.length} failed, and ${left} delegations are left`,
      );
    return time;
  } finally {
    await stop();
  }
}
