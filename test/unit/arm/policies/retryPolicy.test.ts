import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { expect, test, vi } from 'vitest';
import { retryStrategy } from '../../../../src/arm/policies/retryPolicy.ts';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, rejection, scope } from '../armOf.ts';
import { breakOff, hangUp, inTurn, startTlsServer, type Answer, type Reaction } from '../tlsServer.ts';

const tenants = { status: 200, body: { value: [{ tenantId: 't' }] } };
const soon = { 'Retry-After': '0' };

async function listTenants(...reactions: [Reaction, ...Reaction[]]) {
  const server = await startTlsServer(inTurn(...reactions));
  const { subscriptions } = await armOf(server);
  return { server, listed: all(subscriptions.tenants.list()) };
}

async function deleteWith(...reactions: [Reaction, ...Reaction[]]) {
  const server = await startTlsServer(inTurn(...reactions));
  const { registrationAssignments } = (await armOf(server)).managedServices;
  return { server, deleted: registrationAssignments.beginDelete(scope, assignmentName) };
}

test.each<[string, Reaction]>([
  ['408', { status: 408 }],
  ['429', { status: 429 }],
  ['500', { status: 500 }],
  ['502 with a page for people', { status: 502, body: '<html>' }],
  ['503', { status: 503 }],
  ['503 with Retry-After', { status: 503, headers: soon }],
  ['504', { status: 504 }],
  ['409 with Retry-After', { status: 409, headers: soon }],
  ['404 with Retry-After', { status: 404, headers: soon }],
  ['a cut connection', hangUp],
  ['a body that breaks off', breakOff],
])('a read is repeated after %s', async (_, reaction) => {
  const { server, listed } = await listTenants(reaction, reaction, tenants);

  expect(await listed).toEqual([{ tenantId: 't' }]);
  expect(server.received).toHaveLength(3);
  expect(new Set(server.received.map(({ headers }) => headers['x-ms-client-request-id'])).size).toBe(1);
});

test.each([400, 401, 403, 404, 409, 412])('a read is not repeated after %s', async (status) => {
  const { server, listed } = await listTenants({ status }, tenants);

  expect(toArmError(await rejection(listed)).status).toBe(status);
  expect(server.received).toHaveLength(1);
});

test.each<[string, Reaction, string]>([
  ['429', { status: 429 }, 'throttled'],
  ['503', { status: 503, headers: soon }, 'server'],
  ['a cut connection', hangUp, 'offline'],
  ['a body that breaks off', breakOff, 'offline'],
])('a read is repeated three times after %s, and then its failure surfaces', async (_, reaction, reason) => {
  const { server, listed } = await listTenants(reaction);

  expect(toArmError(await rejection(listed)).reason).toBe(reason);
  expect(server.received).toHaveLength(4);
});

test('a success with Retry-After is a success', async () => {
  const { server, listed } = await listTenants({ ...tenants, headers: soon });

  expect(await listed).toHaveLength(1);
  expect(server.received).toHaveLength(1);
});

test.each<[string, Answer]>([
  ['without a pause', { status: 429 }],
  ['with a pause in seconds', { status: 429, headers: soon }],
  ['with a pause until a date', { status: 429, headers: { 'Retry-After': new Date(0).toUTCString() } }],
])('a deletion is repeated after 429 %s, as nothing happened', async (_, throttled) => {
  const { server, deleted } = await deleteWith(throttled, throttled, { status: 200 });

  expect((await deleted).isDone).toBe(true);
  expect(server.received.map(({ method }) => method)).toEqual(['DELETE', 'DELETE', 'DELETE']);
});

test.each<[string, Reaction, string]>([
  ['408', { status: 408, headers: soon }, 'timeout'],
  ['409 with Retry-After', { status: 409, headers: soon }, 'conflict'],
  ['500', { status: 500 }, 'server'],
  ['502', { status: 502 }, 'server'],
  ['503 with Retry-After', { status: 503, headers: soon }, 'server'],
  ['504', { status: 504 }, 'server'],
  ['a cut connection', hangUp, 'offline'],
  ['an answer that breaks off', breakOff, 'offline'],
])('a deletion is sent once when it ends with %s, as it may have happened', async (_, reaction, reason) => {
  const { server, deleted } = await deleteWith(reaction, { status: 200 });

  expect(toArmError(await rejection(deleted)).reason).toBe(reason);
  expect(server.received).toHaveLength(1);
});

test('a pause that is longer than anybody waits is not made', async () => {
  const { server, listed } = await listTenants({ status: 429, headers: { 'Retry-After': '3600' } }, tenants);

  expect(toArmError(await rejection(listed)).reason).toBe('throttled');
  expect(server.received).toHaveLength(1);
});

test('a pause can be cancelled', async () => {
  const cancel = new AbortController();
  const server = await startTlsServer(() => ({ status: 429, headers: { 'Retry-After': '1800' } }));
  const { subscriptions } = await armOf(server, { retryOptions: { maxRetryDelayInMs: 3_600_000 } });

  const listed = rejection(all(subscriptions.tenants.list({ abortSignal: cancel.signal })));
  await server.receives(1);
  setImmediate(() => cancel.abort());
  expect(toArmError(await listed).reason).toBe('cancelled');
  expect(server.received).toHaveLength(1);
});

test('a certificate that is not trusted is not asked again', async () => {
  const server = await startTlsServer(() => tenants);
  const { subscriptions } = await armOf(server, {
    tlsOptions: {},
    retryOptions: { retryDelayInMs: 3_600_000 },
  });

  const error = toArmError(await rejection(all(subscriptions.tenants.list())));
  expect(error.reason).toBe('offline');
  expect(error.message).toContain('trust');
});

function pauseAfter(headers: Record<string, string>, retryCount = 0): number | undefined {
  const request = createPipelineRequest({ url: 'https://x' });
  const response = { request, status: 429, headers: createHttpHeaders(headers) };
  return retryStrategy(() => true, { retryDelayInMs: 100, maxRetryDelayInMs: 60_000 }).retry({
    retryCount,
    response,
  }).retryAfterInMs;
}

test('the pause is what Azure asks for, in seconds or until a date', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
  try {
    expect(pauseAfter({ 'Retry-After': '17' })).toBe(17_000);
    expect(pauseAfter({ 'Retry-After': 'Sun, 01 Mar 2026 12:00:42 GMT' })).toBe(42_000);
    expect(pauseAfter({ 'Retry-After': 'Sun, 01 Mar 2026 11:59:00 GMT' })).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('the pause doubles from time to time where Azure asks for none, up to a limit', () => {
  expect([0, 1, 2].map((retry) => pauseAfter({}, retry))).toEqual([100, 200, 400]);
  expect(pauseAfter({ 'Retry-After': 'soon' })).toBe(100);
  expect(pauseAfter({}, 20)).toBe(60_000);
});

test('an error that is none of the connection is not repeated', () => {
  const strategy = retryStrategy((_, error) => error?.code === 'ECONNRESET', {});

  expect(strategy.retry({ retryCount: 0, responseError: new RestError('', { code: 'EPROTO' }) })).toEqual({
    skipStrategy: true,
  });
});
