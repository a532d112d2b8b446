import { setTimeout } from 'node:timers/promises';
import type { DelegatedSubscription } from '../../../src/delegations/estate/managingTenants.ts';
import { inParallel } from '../../../src/delegations/estate/inParallel.ts';
import { type DistantEstate, managingTenants, roundTripMs, startDistantEstate } from '../distantEstate.ts';
import type { Measurement } from '../measurement.ts';

const subscriptions = 1000;
const runs = 5;
/** So many subscriptions are read one after another, which takes long enough. */
const sample = 100;
/** The list of tenants, and then subscriptions and graph of each side by side. */
const chain = 2;
/** Milliseconds of a window of the graph's quota; each run has one of its own. */
const quotaWindowMs = 5000;

/**
 * An inventory of 1,000 subscriptions with 2,400 delegations in 8 tenants, and the same answer by the ways that users
 * have today, all with 150 ms on every request, the graph's quota and the resource manager's throttling.
 */
export const inventory: Measurement = async (_, tell) => {
  const azure = await startDistantEstate(subscriptions);
  try {
    await take(azure);
    const taken = [];
    for (let run = 0; run < runs; run++) {
      await setTimeout(quotaWindowMs);
      await azure.requests();
      const times = await take(azure);
      taken.push({ ...times, requests: await azure.requests() });
    }
    tell(`${runs} inventories of ${subscriptions} subscriptions`);
    const wallMs = taken.map((run) => run.wallMs);
    const median = wallMs.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
    const limitMs = chain * roundTripMs;

    const rows = await listed(azure);
    const firstMs = await timeOf(() => readOneByOne(azure, rows.slice(0, sample)));
    const scale = subscriptions / sample;
    const listsMs = await timeOf(() => listOneByOne(azure));
    const sequentialMs = listsMs + firstMs * scale;
    tell(
      `lists one after another: ${Math.round(listsMs)} ms; ${sample} subscriptions: ${Math.round(firstMs)} ms, times ${scale} for ${subscriptions}: ${Math.round(sequentialMs)} ms in all`,
    );
    const fanOutMs =
      listsMs + (await timeOf(() => inParallel(rows, 8, async (row) => readOneByOne(azure, [row]))));
    tell(`${subscriptions} subscriptions, 8 at a time: ${Math.round(fanOutMs)} ms in all`);
    return [
      { name: 'inventory.wallMs', samples: wallMs },
      { name: 'inventory.limitMs', samples: [limitMs] },
      { name: 'inventory.vsLimit', samples: wallMs.map((time) => time / limitMs) },
      { name: 'inventory.firstRows.rtts', samples: taken.map((run) => run.firstRowsMs / roundTripMs) },
      { name: 'inventory.requests', samples: taken.map((run) => run.requests) },
      { name: 'inventory.sequentialMs', samples: [sequentialMs] },
      { name: 'inventory.vsSequential', samples: [sequentialMs / median] },
      { name: 'inventory.fanOutMs', samples: [fanOutMs] },
      { name: 'inventory.vsFanOut', samples: [fanOutMs / median] },
    ];
  } finally {
    azure.stop();
  }
};

/** Milliseconds until everything is known, and until the first row with its delegations is. */
async function take(
  azure: DistantEstate,
): Promise<{ readonly wallMs: number; readonly firstRowsMs: number }> {
  const estate = azure.open();
  const start = performance.now();
  let firstRowsMs = NaN;
  const stop = estate.onDidChange(() => {
    if (!Number.isNaN(firstRowsMs)) return;
    const rows = estate.managingTenants.flatMap((tenant) => tenant.subscriptions);
    if (rows.some((row) => estate.delegationsOf(row))) firstRowsMs = performance.now() - start;
  });
  const { delegations, complete } = await estate.takeInventory(() => undefined, new AbortController().signal);
  const wallMs = performance.now() - start;
  stop();
  if (!complete || delegations.length !== subscriptions * 2.4)
    throw new Error(`The inventory has ${delegations.length} delegations`);
  return { wallMs, firstRowsMs };
}

async function listed(azure: DistantEstate): Promise<readonly DelegatedSubscription[]> {
  const estate = azure.open();
  await estate.refresh();
  const rows = estate.managingTenants.flatMap((tenant) => tenant.subscriptions);
  if (rows.length !== subscriptions) throw new Error(`There are ${rows.length} subscriptions`);
  return rows;
}

/** Tenants, and then the subscriptions of each, one after another. */
async function listOneByOne({ source }: DistantEstate): Promise<void> {
  const { signal } = new AbortController();
  const [account] = await source.accounts();
  if (!account) throw new Error('Nobody is signed in');
  const tenants = (await source.tenants(account, signal)).filter(({ category }) => category === 'Home');
  if (tenants.length !== managingTenants) throw new Error(`There are ${tenants.length} tenants`);
  for (const { id } of tenants)
    await source.subscriptions({ accountId: account.id, accountLabel: account.label, tenantId: id }, signal);
}

async function readOneByOne(
  { source }: DistantEstate,
  rows: readonly DelegatedSubscription[],
): Promise<void> {
  const { signal } = new AbortController();
  for (const { door, subscription, managingTenantId } of rows)
    await source.assignments(door, subscription.id, managingTenantId, signal);
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
