import { once } from 'node:events';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

/** What came in. `url` is the path with its query, as sent. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Of a POST. */
  readonly body?: string;
}

/** What goes out: a body that is no string goes as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer, or something that a server can do instead of answering. */
export type Reaction = Answer | ((response: ServerResponse) => void);

/** A server on loopback that a test steers and questions. */
export interface TlsServer {
  readonly origin: string;
  readonly port: number;
  readonly received: readonly ReceivedRequest[];
  /** Resolves when the server has received so many requests. */
  receives(count: number): Promise<void>;
}

const certificate = generate([{ name: 'commonName', value: '127.0.0.1' }], {
  keyType: 'ec',
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});

/** The TLS options of a client that trusts the servers of these tests. */
export async function trusted(): Promise<{ readonly ca: string }> {
  return { ca: (await certificate).cert };
}

/** Starts a server that lives as long as the test. */
export async function startTlsServer(react: (request: ReceivedRequest) => Reaction): Promise<TlsServer> {
  const { private: key, cert } = await certificate;
  const received: ReceivedRequest[] = [];
  const answer = (request: ReceivedRequest, response: ServerResponse): void => {
    received.push(request);
    const reaction = react(request);
    if (typeof reaction === 'function') reaction(response);
    else send(response, reaction);
    server.emit('received');
  };
  const server = createServer({ key, cert }, (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers };
    if (method !== 'POST') answer(request, response);
    else void text(incoming).then((body) => answer({ ...request, body }, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    port,
    received,
    receives: async (count) => {
      while (received.length < count) await once(server, 'received');
    },
  };
}

/** Reacts to one request after the other, the last reaction being for all that follow. */
export function inTurn(...reactions: readonly [Reaction, ...Reaction[]]): () => Reaction {
  let turn = 0;
  return () => reactions[Math.min(turn++, reactions.length - 1)] ?? reactions[0];
}

/** Never answers. */
export const silence: Reaction = () => undefined;

/** Cuts the connection instead of answering. */
export const hangUp: Reaction = (response) => response.destroy();

/** Sends the beginning of a body and nothing more. */
export const stall: Reaction = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"value": [');
};

/** Sends the beginning of a body and cuts the connection. */
export const breakOff: Reaction = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"value": [', () => response.destroy());
};

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  const contentType =
    body === undefined || 'Content-Type' in headers ? {} : { 'Content-Type': 'application/json' };
  response.writeHead(status, { ...contentType, ...headers });
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}
