import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Estate } from '../../src/delegations/estate/estate.ts';
import type { EstateSource } from '../../src/delegations/estate/estateSource.ts';
import { emulatedSource } from '../emulatedSource.ts';
import { largeWorld } from '../emulator/worlds/large.ts';

/** Milliseconds of one round trip. */
export const roundTripMs = 150;

/** The tenants in which the user works. */
export const managingTenants = 8;

/** Delegations of a subscription, on an average. */
const delegationsEach = 2.4;

/** A large estate in an Azure that is far away, in a process of its own, with quota and throttling. */
export interface DistantEstate {
  readonly source: EstateSource;
  /** A new estate, of which nothing is read yet. */
  open(): Estate;
  /** How many requests have come in since this was last asked. */
  requests(): Promise<number>;
  stop(): void;
}

/** Starts an emulator and opens connections to it. */
export async function startDistantEstate(subscriptions: number): Promise<DistantEstate> {
  const folder = mkdtempSync(join(tmpdir(), 'distant-estate-'));
  const file = join(folder, 'world.json');
  const world = largeWorld({ managingTenants, subscriptions, delegationsPerSubscription: delegationsEach });
  writeFileSync(file, JSON.stringify({ ...world, service: { throttling: true } }));
  const emulator = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '..', 'emulator', 'main.ts'),
      ...['--estate', file, '--latency', String(roundTripMs)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.on('exit', () => emulator.kill());
  const [line] = (await once(createInterface(emulator.stdout), 'line')) as [string];
  const { resourceManager, ca, token } = JSON.parse(line) as Readonly<Record<string, string>>;
  if (!resourceManager || !ca || !token) throw new Error(`The emulator said: ${line}`);
  const trust = readFileSync(ca, 'utf8');
  const fetched = new Map<string, Promise<string>>();
  const fetchToken = async (user: string, tenant: string): Promise<string> => {
    const body = await answerTo(`${token}?${new URLSearchParams({ user, tenant }).toString()}`, trust);
    return (JSON.parse(body) as { readonly access_token: string }).access_token;
  };
  const source = emulatedSource({
    resourceManager,
    ca: trust,
    users: (world.users ?? []).filter(({ userPrincipalName }) => userPrincipalName === world.demoAccount),
    token: (user, tenant) => {
      const key = `${user} ${tenant}`;
      const known = fetched.get(key) ?? fetchToken(user, tenant);
      fetched.set(key, known);
      return known;
    },
  });
  const log = `${resourceManager}/__emulator/requests`;
  return {
    source,
    open: () => new Estate(source),
    requests: async () => {
      const { value } = JSON.parse(await answerTo(log, trust)) as { readonly value: readonly unknown[] };
      await answerTo(log, trust, 'DELETE');
      return value.length;
    },
    stop: () => {
      emulator.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answerTo(url: string, ca: string, method = 'GET'): Promise<string> {
  const sent = method === 'GET' ? get(url, { ca }) : request(url, { ca, method }).end();
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
  return text(response);
}
