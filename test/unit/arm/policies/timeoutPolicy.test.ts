import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ResponseLogEntry } from '../../../../src/arm/policies/responseLogPolicy.ts';
import { timeoutPolicy } from '../../../../src/arm/policies/timeoutPolicy.ts';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, rejection, scope } from '../armOf.ts';
import { inTurn, silence, stall, startTlsServer, type Reaction, type TlsServer } from '../tlsServer.ts';

const compressed = gzipSync('{"value": []}').subarray(0, 12);
const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', 'Content-Length': '99' };

const stallCompressed: Reaction = (response) => {
  response.writeHead(200, headers).write(compressed);
};

const breakOffCompressed: Reaction = (response) => {
  response.writeHead(200, headers).write(compressed, () => response.destroy());
};

// The timers of the product alone: those of Node's sockets are its own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Resolves when the client has seen the beginning of an answer. */
async function answerBegun(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const hear = () => resolve(undefined);
  subscribe('http.client.response.finish', hear);
  await promise;
  unsubscribe('http.client.response.finish', hear);
}

const asked = (server: TlsServer) => server.receives(1);

const silentServers: [string, Reaction, (server: TlsServer) => Promise<void>][] = [
  ['does not answer', silence, asked],
  ['stops in the middle of a body', stall, answerBegun],
  ['stops in the middle of a compressed body', stallCompressed, answerBegun],
  ['hangs up in the middle of a compressed body', breakOffCompressed, answerBegun],
];

test.each(silentServers)(
  'a server that %s is given up after a minute, for good',
  async (_, reaction, stuck) => {
    const server = await startTlsServer(() => reaction);
    const { subscriptions } = await armOf(server);

    const listed = rejection(all(subscriptions.tenants.list()));
    await stuck(server);
    vi.advanceTimersByTime(59_999);
    expect(await Promise.race([listed, Promise.resolve('still waiting')])).toBe('still waiting');
    vi.advanceTimersByTime(1);

    const error = toArmError(await listed, '/tenants');
    expect(error).toMatchObject({ reason: 'timeout', scope: '/tenants' });
    expect(error.message).toBe(`127.0.0.1:${server.port} did not answer within 60 s.`);
    expect(server.received).toHaveLength(1);
  },
);

test('a server that is given up is hung up on', async () => {
  const { promise: hungUp, resolve: tellHungUp } = Promise.withResolvers<undefined>();
  const server = await startTlsServer(() => (response) => {
    response.on('close', () => tellHungUp(undefined));
  });
  const { subscriptions } = await armOf(server);

  const listed = rejection(all(subscriptions.tenants.list()));
  await server.receives(1);
  vi.advanceTimersByTime(60_000);
  await hungUp;
  await listed;
});

test('an answer in time leaves no timer and no signal behind', async () => {
  const request = createPipelineRequest({ url: 'https://x' });
  const response: PipelineResponse = { request, status: 200, headers: createHttpHeaders() };

  expect(await timeoutPolicy(60_000).sendRequest(request, () => Promise.resolve(response))).toBe(response);
  expect(vi.getTimerCount()).toBe(0);
  expect(request.abortSignal).toBeUndefined();
});

test('the time is an option, and a request that ran out of it is told of as that', async () => {
  const server = await startTlsServer(() => silence);
  const entries: ResponseLogEntry[] = [];
  const { subscriptions } = await armOf(server, {
    timeoutInMs: 5000,
    onResponse: (entry) => entries.push(entry),
  });

  const listed = rejection(all(subscriptions.tenants.list()));
  await server.receives(1);
  vi.advanceTimersByTime(5000);
  await listed;
  expect(entries).toMatchObject([{ method: 'GET', path: '/tenants', failure: 'timeout' }]);
});

test('a deletion without an answer is given up in time, and sent once', async () => {
  const server = await startTlsServer(inTurn(silence, { status: 200 }));
  const { registrationAssignments } = (await armOf(server)).managedServices;

  const deleted = rejection(registrationAssignments.beginDelete(scope, assignmentName));
  await server.receives(1);
  vi.advanceTimersByTime(60_000);
  expect(toArmError(await deleted).reason).toBe('timeout');
  expect(server.received).toHaveLength(1);
});

test.each(silentServers)(
  'a caller who lets go of a server that %s has cancelled, and not run out of time',
  async (_, reaction, stuck) => {
    const cancel = new AbortController();
    const server = await startTlsServer(() => reaction);
    const { subscriptions } = await armOf(server);

    const listed = rejection(all(subscriptions.tenants.list({ abortSignal: cancel.signal })));
    await stuck(server);
    cancel.abort();
    expect(toArmError(await listed).reason).toBe('cancelled');
  },
);

test('the time that a sign-in takes does not count', async () => {
  const server = await startTlsServer(() => ({ status: 200, body: { value: [] } }));
  const { promise: prompt, resolve: signIn } = Promise.withResolvers<undefined>();
  const { promise: prompted, resolve: tellPrompted } = Promise.withResolvers<undefined>();
  const { subscriptions } = await armOf(
    server,
    {},
    {
      getToken: async () => {
        tellPrompted(undefined);
        await prompt;
        return { token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    },
  );

  const listed = all(subscriptions.tenants.list());
  await prompted;
  vi.advanceTimersByTime(600_000);
  signIn(undefined);
  expect(await listed).toEqual([]);
});
