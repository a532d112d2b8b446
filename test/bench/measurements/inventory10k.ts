import { setFlagsFromString } from 'node:v8';
import { setTimeout } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { managingTenants, roundTripMs, startDistantEstate } from '../distantEstate.ts';
import type { Measurement } from '../measurement.ts';

const subscriptions = 10_000;
const runs = 3;
const delegationsExpected = 24_000;
/** Every delegation has a definition of its own. */
const rows = delegationsExpected * 2;
const pagesOfTenant = Math.ceil(rows / managingTenants / 1000);
const queries = pagesOfTenant * managingTenants;
const quota = { queries: 15, windowMs: 5000 };
/** The windows of the quota that have to pass before the last queries may be sent, and their round trip. */
const limitMs = Math.max(
  (Math.ceil(queries / quota.queries) - 1) * quota.windowMs + 2 * roundTripMs,
  (1 + pagesOfTenant) * roundTripMs,
);

/** An inventory of 10,000 subscriptions with 24,000 delegations in 8 tenants: its time grows with the pages. */
export const inventory10k: Measurement = async (_, tell) => {
  const azure = await startDistantEstate(subscriptions);
  try {
    // The first one is not timed, since the parser takes a while for its first query; but it meets the heap of a window
    // that has just been opened, before the runtime has made room for more garbage.
    const heap = watchHeap();
    await azure.open().takeInventory(() => undefined, new AbortController().signal);
    const heapMb = heap.peakAboveIdle();
    const wallMs: number[] = [];
    const requests: number[] = [];
    for (let run = 0; run < runs; run++) {
      await setTimeout(quota.windowMs);
      await azure.requests();
      const start = performance.now();
      const estate = azure.open();
      const { delegations } = await estate.takeInventory(() => undefined, new AbortController().signal);
      wallMs.push(performance.now() - start);
      requests.push(await azure.requests());
      if (delegations.length !== delegationsExpected)
        throw new Error(`The inventory has ${delegations.length} delegations`);
      tell(`inventory ${run + 1} of ${runs}: ${queries} queries, ${quota.queries} in ${quota.windowMs} ms`);
    }
    return [
      { name: 'inventory10k.wallMs', samples: wallMs },
      { name: 'inventory10k.limitMs', samples: [limitMs] },
      { name: 'inventory10k.vsLimit', samples: wallMs.map((time) => time / limitMs) },
      { name: 'inventory10k.requests', samples: requests },
      { name: 'inventory10k.rows', samples: [rows] },
      { name: 'inventory10k.heapMb', samples: [heapMb] },
    ];
  } finally {
    azure.stop();
  }
};

/** Watches what lives on the heap, and what waits there to be collected. */
function watchHeap(): { peakAboveIdle(): number } {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const idle = process.memoryUsage().heapUsed;
  let peak = idle;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  const timer = setInterval(look, 20);
  return {
    peakAboveIdle: () => {
      clearInterval(timer);
      look();
      return (peak - idle) / 1e6;
    },
  };
}
