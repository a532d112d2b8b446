import { Agent, request } from 'node:https';
import { onTestFinished } from 'vitest';
import { type ArmConnection, connectToArm } from '../../src/arm/connection.ts';
import { type Emulator, startEmulator } from '../emulator/server.ts';
import type { TokenRequest } from '../emulator/tokens.ts';
import type { WorldDocument } from '../emulator/world.ts';
import type { ReceivedResponse } from './responseProblems.ts';

/** What is sent beside method and address. */
export interface Sending {
  /** None is sent without it. */
  readonly token?: string;
  /** Text goes as it is, all else as JSON. */
  readonly body?: unknown;
}

/** An emulator that lives as long as the test, and the ways to talk to it over TLS. */
export interface EmulatedAzure {
  readonly emulator: Emulator;
  /** A token of the demo account at its home, unless something else is asked for. */
  token(wanted?: TokenRequest): string;
  /** Sends a request as it is written; the address may be whole, or path and query. */
  send(method: string, address: string, sending?: Sending): Promise<ReceivedResponse>;
  /** The product's clients, with tokens as `token` gives them. */
  connect(wanted?: TokenRequest): ArmConnection;
}

/** Starts an emulator of a world. */
export async function emulatedAzure(world: WorldDocument): Promise<EmulatedAzure> {
  const emulator = await startEmulator({ world });
  const agent = new Agent({ keepAlive: true, ca: emulator.ca });
  onTestFinished(async () => {
    agent.destroy();
    await emulator.stop();
  });
  const token = (wanted: TokenRequest = {}): string => {
    const { status, body } = emulator.tokens.issue(emulator.world.current, { interactive: true, ...wanted });
    if (status !== 200) throw new Error(`There is no token: ${JSON.stringify(body)}`);
    return (body as { readonly access_token: string }).access_token;
  };
  return {
    emulator,
    token,
    send: (method, address, sending = {}) => {
      const url = address.startsWith(emulator.resourceManager)
        ? address.slice(emulator.resourceManager.length)
        : address;
      return exchange(emulator.resourceManager, agent, method, url, sending);
    },
    connect: (wanted) =>
      connectToArm(
        {
          getToken: () =>
            Promise.resolve({ token: token(wanted), expiresOnTimestamp: Date.now() + 3_600_000 }),
        },
        {
          endpoint: emulator.resourceManager,
          scope: `${emulator.audience}.default`,
          userAgentPrefix: 'azure-delegations/0.0.0',
          tlsOptions: { ca: emulator.ca },
        },
      ),
  };
}

function exchange(
  origin: string,
  agent: Agent,
  method: string,
  url: string,
  { token, body }: Sending,
): Promise<ReceivedResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      origin + url,
      { method, agent, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } },
      (response) => {
        const { statusCode: status = 0, headers } = response;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ method, url, status, headers, text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  });
}
