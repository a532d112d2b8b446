import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answer } from './answer.ts';
import { makeCertificate } from './certificate.ts';
import { type EmulatorState, makeState } from './emulatorState.ts';
import { audience } from './tokens.ts';
import type { WorldDocument } from './world.ts';

/** How an emulator is started. */
export interface EmulatorOptions {
  readonly world: WorldDocument;
  /** A free one by default. */
  readonly port?: number;
  /** Milliseconds that every answer of the resource manager takes at least. */
  readonly latencyMs?: number;
}

/** An Azure Resource Manager for Lighthouse on loopback, over TLS, with a sign-in service beside it. */
export interface Emulator extends EmulatorState {
  /** Its origin, without a slash at the end. */
  readonly resourceManager: string;
  /** PEM file of the certificate to trust. */
  readonly caFile: string;
  /** The same as text. */
  readonly ca: string;
  /** Mints tokens on GET. */
  readonly tokenUrl: string;
  /** What a token must be for. */
  readonly audience: string;
  /** Closes every connection and removes the certificate. */
  stop(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. */
export async function startEmulator({ world, port = 0, latencyMs = 0 }: EmulatorOptions): Promise<Emulator> {
  const state = makeState(world);
  const certificate = await makeCertificate();
  const server = createServer({ key: certificate.key, cert: certificate.certificate });
  try {
    await listen(server, port);
  } catch (error) {
    certificate.remove();
    throw error;
  }
  const resourceManager = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (request: IncomingMessage, response) => {
    void answer({ state, origin: resourceManager, latencyMs, request, response });
  });
  return {
    ...state,
    resourceManager,
    caFile: certificate.file,
    ca: certificate.certificate,
    tokenUrl: `${resourceManager}/__emulator/token`,
    audience,
    stop: async () => {
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
      certificate.remove();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
