import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GraphQuota } from '../../../../src/arm/resourceGraph/graphQuota.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How many of a number of queries may be sent at once. */
async function sent(quota: GraphQuota, queries: number): Promise<() => number> {
  let count = 0;
  for (let query = 0; query < queries; query++) void quota.take().then(() => count++);
  await vi.advanceTimersByTimeAsync(0);
  return () => count;
}

describe('The quota of the graph', () => {
  test('lets as many queries go at once as are documented, and the others in the next window', async () => {
    const count = await sent(new GraphQuota(), 20);
    expect(count()).toBe(15);
    await vi.advanceTimersByTimeAsync(4999);
    expect(count()).toBe(15);
    await vi.advanceTimersByTimeAsync(1);
    expect(count()).toBe(20);
  });

  test('believes an answer that tells of less, because somebody else asks as the same user', async () => {
    const quota = new GraphQuota();
    await quota.take();
    quota.answered({ remaining: 2, resetsAfterInMs: 3000 });
    const count = await sent(quota, 5);
    expect(count()).toBe(2);
    await vi.advanceTimersByTimeAsync(3000);
    expect(count()).toBe(5);
  });

  test('counts those that are under way as not counted yet', async () => {
    const quota = new GraphQuota();
    await Promise.all([quota.take(), quota.take(), quota.take()]);
    quota.answered({ remaining: 3, resetsAfterInMs: 3000 });
    expect((await sent(quota, 3))()).toBe(1);
  });

  test('makes everybody wait after a refusal', async () => {
    const quota = new GraphQuota();
    await quota.take();
    quota.answered({ remaining: 0, resetsAfterInMs: 60_000 });
    const count = await sent(quota, 3);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(count()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(count()).toBe(3);
  });

  test('goes on when an answer tells nothing', async () => {
    const quota = new GraphQuota();
    const count = await sent(quota, 15);
    for (let answer = 0; answer < 15; answer++) quota.answered(undefined);
    expect(count()).toBe(15);
    const more = await sent(quota, 1);
    expect(more()).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(more()).toBe(1);
  });

  test('gives the turn of who leaves to the next', async () => {
    const quota = new GraphQuota();
    await sent(quota, 15);
    const stop = new AbortController();
    const left = quota.take(stop.signal).catch((error: unknown) => (error as Error).name);
    const next = quota.take().then(() => 'sent');
    stop.abort();
    expect(await left).toBe('AbortError');
    await vi.advanceTimersByTimeAsync(5000);
    expect(await next).toBe('sent');
    await expect(quota.take(AbortSignal.abort())).resolves.toBeUndefined();
  });
});
