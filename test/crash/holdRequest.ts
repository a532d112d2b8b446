import type { Emulator } from '../emulator/server.ts';

/** A request that Azure has received and does not look at yet. */
export interface HeldRequest {
  readonly arrived: Promise<unknown>;
  /** Lets Azure go on with it, whether or not somebody waits for the answer. */
  readonly release: () => void;
}

/**
 * Holds the next request with a method and a path that matches.
 *
 * @param after only requests that come after one with this method
 */
export function holdRequest(
  { requests }: Emulator,
  method: string,
  path: RegExp,
  after?: string,
): HeldRequest {
  const arrived = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let isDue = after === undefined;
  const stop = requests.onRequest(async (request) => {
    if (!isDue) {
      isDue = request.method === after;
      return;
    }
    if (request.method !== method || !path.test(request.url)) return;
    stop();
    arrived.resolve(undefined);
    await released.promise;
  });
  return { arrived: arrived.promise, release: () => released.resolve(undefined) };
}
