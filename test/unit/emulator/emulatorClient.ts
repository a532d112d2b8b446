import { request } from 'node:https';
import { afterEach } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/server.ts';
import type { WorldDocument } from '../../emulator/world.ts';

/** An answer, with its body as JSON where it has one. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; looked into by {@link at}. */
  readonly body: unknown;
}

/** How a request differs from a plain GET of the demo account. */
export interface Call {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

const running: Emulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

/** Starts an emulator that stops with the test. */
export async function started(
  world: WorldDocument,
  options: Omit<EmulatorOptions, 'world'> = {},
): Promise<Emulator> {
  const emulator = await startEmulator({ world, ...options });
  running.push(emulator);
  return emulator;
}

/** Sends a request over TLS, trusting the emulator's certificate and nothing else. */
export function send(emulator: Emulator, path: string, call: Call = {}): Promise<Answer> {
  const url = path.startsWith('https:') ? path : emulator.resourceManager + path;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: call.method ?? 'GET',
        ca: emulator.ca,
        agent: false,
        headers: {
          ...(call.token === undefined ? {} : { Authorization: `Bearer ${call.token}` }),
          ...call.headers,
        },
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: text === '' ? undefined : jsonOf(text),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(call.body === undefined ? undefined : JSON.stringify(call.body));
  });
}

/** A token by the token route; no parameters for the demo account at home. */
export async function tokenFor(
  emulator: Emulator,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await send(emulator, `/__emulator/token?${new URLSearchParams(parameters).toString()}`);
  if (answer.status !== 200) throw new Error(`No token: ${answer.text}`);
  return String(at(answer.body, 'access_token'));
}

/** Calls the resource manager as the demo account, or with the token that is given. */
export async function arm(emulator: Emulator, path: string, call: Call = {}): Promise<Answer> {
  const token = call.token ?? (await tokenFor(emulator));
  const version = path.includes('api-version=')
    ? ''
    : `${path.includes('?') ? '&' : '?'}api-version=${versionFor(path)}`;
  return send(emulator, path + version, { ...call, token });
}

/** What lies at the end of a path of keys; undefined where the path breaks off. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    value,
  );
}

/** The entries of a list's page. */
export function valueOf(answer: Answer): readonly unknown[] {
  const value = at(answer.body, 'value');
  if (!Array.isArray(value)) throw new Error(`Not a list: ${answer.status} ${answer.text}`);
  return value as readonly unknown[];
}

/** Status and code of an error. */
export function errorOf(answer: Answer): readonly [number, unknown] {
  return [answer.status, at(answer.body, 'error', 'code')];
}

function versionFor(path: string): string {
  if (/microsoft\.managedservices/i.test(path)) return '2022-10-01';
  return /microsoft\.authorization/i.test(path) ? '2022-04-01' : '2022-12-01';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
