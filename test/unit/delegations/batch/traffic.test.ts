import { expect, test } from 'vitest';
import { Traffic } from '../../../../src/delegations/batch/traffic.ts';

/** A clock that stands still until somebody moves it. */
class Clock {
  #now = 0;
  #alarms: { readonly at: number; readonly ring: () => void }[] = [];

  now = (): number => this.#now;

  wait = (milliseconds: number): Promise<void> =>
    new Promise((ring) => this.#alarms.push({ at: this.#now + milliseconds, ring }));

  async move(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    for (const { ring } of this.#alarms.filter(({ at }) => at <= this.#now)) ring();
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#now);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never = new AbortController().signal;

function trafficWith(initial: number, most = 24) {
  const clock = new Clock();
  const traffic = new Traffic(clock, { initial, most });
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const begin = (number: number, signal = never): Promise<void> =>
    traffic.take(() => {
      begun.push(number);
      return new Promise<void>((resolve) => ends.set(number, resolve));
    }, signal);
  const end = async (number: number): Promise<void> => {
    ends.get(number)?.();
    await settled();
  };
  const answer = (status: number, times: number, retryAfterInMs?: number): void => {
    for (let count = 0; count < times; count++)
      traffic.answered({ status, ...(retryAfterInMs !== undefined && { retryAfterInMs }) });
  };
  return { clock, traffic, begun, begin, end, answer };
}

test('so many begin at a time, and the others in their order', async () => {
  const { begun, begin, end } = trafficWith(2);
  for (const number of [1, 2, 3, 4]) void begin(number);
  await settled();
  expect(begun).toEqual([1, 2]);
  await end(2);
  expect(begun).toEqual([1, 2, 3]);
  await end(1);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('answers let more run at a time, up to a limit', () => {
  const { traffic, answer } = trafficWith(4, 6);
  answer(200, 8);
  expect(traffic.limit).toBe(5);
  answer(200, 1000);
  expect(traffic.limit).toBe(6);
});

test('a request that is turned away here and there changes nothing', () => {
  const { traffic, answer } = trafficWith(12);
  for (let count = 0; count < 200; count++) {
    answer(200, 9);
    answer(429, 1, 30_000);
  }
  expect(traffic.limit).toBe(24);
});

test('half as many run when Azure turns a good part away, and none begins before the pause that it asks for is over', async () => {
  const { clock, traffic, begun, begin, end, answer } = trafficWith(4);
  for (const number of [1, 2, 3, 4, 5, 6, 7]) void begin(number);
  await settled();
  answer(429, 20, 17_000);
  expect(traffic.limit).toBeLessThan(4);
  for (const number of [1, 2, 3, 4]) await end(number);
  expect(begun).toEqual([1, 2, 3, 4]);
  await clock.move(16_999);
  expect(begun).toEqual([1, 2, 3, 4]);
  await clock.move(1);
  expect(begun).toHaveLength(4 + traffic.limit);
});

test('it recovers as Azure answers again', () => {
  const { traffic, answer } = trafficWith(12);
  answer(429, 200, 1_000);
  expect(traffic.limit).toBe(1);
  answer(200, 1000);
  expect(traffic.limit).toBe(24);
});

test('nothing begins while somebody is asked for something', async () => {
  const { traffic, begun, begin } = trafficWith(4);
  const question = Promise.withResolvers<undefined>();
  traffic.hold(question.promise);
  void begin(1);
  await settled();
  expect(begun).toEqual([]);
  question.resolve(undefined);
  await settled();
  expect(begun).toEqual([1]);
});

test('who cancels does not wait for a turn', async () => {
  const { begun, begin } = trafficWith(1);
  const stop = new AbortController();
  void begin(1);
  void begin(2, stop.signal);
  void begin(3);
  stop.abort();
  await settled();
  expect(begun).toEqual([1, 2]);
});

test('what was turned away for good rests as long as Azure last asked for, and not for ever', async () => {
  const { clock, traffic, answer } = trafficWith(4);
  answer(429, 1, 17_000);
  let rested = false;
  void traffic.rest(never).then(() => (rested = true));
  await clock.move(16_999);
  expect(rested).toBe(false);
  await clock.move(1);
  expect(rested).toBe(true);

  answer(429, 1, 86_400_000);
  const later = traffic.rest(never);
  await clock.move(5 * 60_000);
  await later;
});
