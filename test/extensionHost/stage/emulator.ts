import { request } from 'node:https';
import type { Fault } from '../../emulator/faults.ts';
import type { RecordedRequest } from '../../emulator/requestLog.ts';
import type { World } from '../../emulator/world.ts';
import type { WorldEdit } from '../../emulator/worldState.ts';

/** The emulated resource manager of this run, by its own routes. */
export const emulator = {
  /** Its origin, without a slash at the end. */
  get origin(): string {
    const { EMULATOR_URL } = process.env;
    if (EMULATOR_URL === undefined) throw new Error('EMULATOR_URL names no emulator');
    return EMULATOR_URL;
  },

  /** Back to the world of the start: no faults, no requests seen, no tokens. */
  async reset(): Promise<void> {
    await control('POST', 'reset');
  },

  /** Changes the world. */
  async edit(edit: WorldEdit): Promise<void> {
    await control('PATCH', 'world', edit);
  },

  async world(): Promise<World> {
    return JSON.parse(await control('GET', 'world')) as World;
  },

  /** Lets requests fail, the oldest fault first. */
  async fault(fault: Fault): Promise<void> {
    await control('POST', 'faults', fault);
  },

  async mend(): Promise<void> {
    await control('DELETE', 'faults');
  },

  /** What came in since the last reset, with this method and a path that matches. */
  async requests(method?: string, path = /^/): Promise<readonly RecordedRequest[]> {
    const { value } = JSON.parse(await control('GET', 'requests')) as {
      readonly value: readonly RecordedRequest[];
    };
    return value.filter((each) => (method === undefined || each.method === method) && path.test(each.url));
  },

  async forgetRequests(): Promise<void> {
    await control('DELETE', 'requests');
  },
};

// The https module and not fetch: in an extension host only the former takes NODE_EXTRA_CA_CERTS into account.
function control(method: string, route: string, body?: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    request(`${emulator.origin}/__emulator/${route}`, { method }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode === 200 || response.statusCode === 204) resolve(text);
        else reject(new Error(`${method} ${route}: ${response.statusCode ?? ''} ${text}`));
      });
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}
