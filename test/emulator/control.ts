import type { EmulatorState } from './emulatorState.ts';
import type { Fault } from './faults.ts';
import { armError, ok, type Reply } from './reply.ts';
import type { TokenRequest } from './tokens.ts';
import type { WorldDocument } from './world.ts';
import type { WorldEdit } from './worldState.ts';

/** The emulator's own routes, under `/__emulator/`; nothing for a request to the resource manager. */
export function controlReply(
  state: EmulatorState,
  method: string,
  url: URL,
  body: string,
): Reply | undefined {
  if (!url.pathname.startsWith('/__emulator/')) return undefined;
  try {
    return (
      routes[`${method} ${url.pathname.slice('/__emulator/'.length)}`]?.(state, url, body) ??
      armError(404, 'NotFound', `The emulator has no ${method} ${url.pathname}.`)
    );
  } catch (error) {
    return armError(400, 'BadRequest', error instanceof Error ? error.message : String(error));
  }
}

const done: Reply = { status: 204 };

const routes: Readonly<Record<string, (state: EmulatorState, url: URL, body: string) => Reply>> = {
  'GET token': tokenReply,
  'POST faults': ({ faults }, _url, body) => {
    faults.add(JSON.parse(body) as Fault);
    return done;
  },
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return done;
  },
  'GET requests': ({ requests }) => ok({ value: requests.all }),
  'DELETE requests': ({ requests }) => {
    requests.clear();
    return done;
  },
  'GET world': ({ world }) => ok(world.current),
  'PUT world': ({ world }, _url, body) => {
    world.replace(JSON.parse(body) as WorldDocument);
    return done;
  },
  'PATCH world': ({ world }, _url, body) => {
    world.edit(JSON.parse(body) as WorldEdit);
    return done;
  },
  'POST reset': (state) => {
    state.reset();
    return done;
  },
};

function tokenReply({ tokens, world }: EmulatorState, url: URL): Reply {
  const parameter = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const request = {
    user: parameter('user'),
    tenant: parameter('tenant'),
    mfa: parameter('mfa') === 'true',
    interactive: parameter('interactive') === 'true',
    expiresIn: url.searchParams.has('expiresIn') ? Number(parameter('expiresIn')) : undefined,
    audience: parameter('audience'),
  };
  return tokens.issue(world.current, definedOnly(request));
}

function definedOnly(request: Readonly<Record<string, unknown>>): TokenRequest {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
