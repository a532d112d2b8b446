import type { GetTokenOptions } from '@azure/core-auth';
import { expect, test } from 'vitest';
import { ArmError } from '../../../src/arm/errors.ts';
import { ManagedServicesClient } from '../../../src/arm/managedservices/managedServicesClient.ts';
import type { ResponseLogEntry } from '../../../src/arm/policies/responseLogPolicy.ts';
import { toArmError } from '../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, countingCredential, rejection, scope } from './armOf.ts';
import { hangUp, inTurn, startTlsServer, trusted } from './tlsServer.ts';

const nothing = { status: 200, body: { value: [] } };

test('a request says who asks, in which language, under which id, and with the token of the scope', async () => {
  const server = await startTlsServer(() => nothing);
  const credential = countingCredential();
  const { managedServices, subscriptions } = await armOf(server, { language: 'de' }, credential);

  await all(managedServices.registrationAssignments.list(scope));
  await all(subscriptions.tenants.list());

  const [first, second] = server.received.map(({ headers }) => headers);
  expect(first).toMatchObject({
    authorization: 'Bearer token-1',
    accept: 'application/json',
    'accept-language': 'de',
    'accept-encoding': 'gzip,deflate',
  });
  expect(first?.['user-agent']).toMatch(/^azure-delegations\/0\.0\.0 core-rest-pipeline\//);
  expect(first?.['x-ms-client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.['x-ms-client-request-id']).not.toBe(first?.['x-ms-client-request-id']);
  expect(credential.asked.map(({ scopes }) => scopes)).toEqual([['https://management.example/.default']]);
});

test('without a language none is asked for', async () => {
  const server = await startTlsServer(() => nothing);
  const { subscriptions } = await armOf(server);

  await all(subscriptions.tenants.list());
  expect(server.received[0]?.headers).not.toHaveProperty('accept-language');
});

test('every request asks for its connection to be kept open, whatever agent the host gives it', async () => {
  const server = await startTlsServer(() => nothing);
  const { subscriptions } = await armOf(server);

  await all(subscriptions.tenants.list());
  expect(server.received[0]?.headers.connection).toBe('keep-alive');
});

test('the policies stand in the order that keeps the token at home', async () => {
  const server = await startTlsServer(() => nothing);
  const { managedServices } = await armOf(server, { onResponse: () => undefined });

  const names = managedServices.pipeline.getOrderedPolicies().map(({ name }) => name);
  expect(names.slice(names.indexOf('retryPolicy'))).toEqual([
    'retryPolicy',
    'redirectPolicy',
    'originPolicy',
    'graphQuotaPolicy',
    'challengePolicy',
    'responseLogPolicy',
    'timeoutPolicy',
  ]);
  expect(names[0]).toBe('cancellationPolicy');
});

test('the endpoint may end with a slash', async () => {
  const server = await startTlsServer(() => nothing);
  const { subscriptions } = await armOf(server, { endpoint: `${server.origin}/` });

  await all(subscriptions.tenants.list());
  expect(server.received[0]?.url).toBe('/tenants?api-version=2022-12-01');
});

test('every request that was sent is told of, with ids, without query and token', async () => {
  const server = await startTlsServer(
    inTurn(
      { status: 503, headers: { 'x-ms-request-id': 'r1', 'x-ms-correlation-request-id': 'c1' } },
      hangUp,
      { status: 200, body: { value: [] } },
    ),
  );
  const entries: ResponseLogEntry[] = [];
  const { managedServices } = await armOf(server, { onResponse: (entry) => entries.push(entry) });

  await all(managedServices.registrationAssignments.list(scope, { filter: 'secret' }));

  const request = {
    method: 'GET',
    path: `${scope}/providers/Microsoft.ManagedServices/registrationAssignments`,
    clientRequestId: server.received[0]?.headers['x-ms-client-request-id'],
    durationInMs: expect.any(Number) as number,
  };
  expect(entries).toEqual([
    { ...request, status: 503, requestId: 'r1', correlationId: 'c1' },
    { ...request, failure: 'ECONNRESET' },
    { ...request, status: 200 },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/token|secret|api-version/);
});

test('nobody is signed in where the credential has no token, and nothing is sent', async () => {
  const server = await startTlsServer(() => nothing);
  const { subscriptions } = await armOf(server, {}, { getToken: () => Promise.resolve(null) });

  expect(toArmError(await rejection(all(subscriptions.tenants.list()))).reason).toBe('signInRequired');
  expect(server.received).toEqual([]);
});

test('an error of the credential arrives as it is', async () => {
  const server = await startTlsServer(() => nothing);
  const refused = new ArmError('Sign in to this tenant.', { reason: 'signInRequired', code: 'AADSTS50076' });
  const { subscriptions } = await armOf(server, {}, { getToken: () => Promise.reject(refused) });

  expect(await rejection(all(subscriptions.tenants.list()))).toBe(refused);
});

test('waiting for a token can be cancelled without taking it from others', async () => {
  const server = await startTlsServer(() => nothing);
  const { promise: prompt, resolve: signIn } = Promise.withResolvers<undefined>();
  const { promise: prompted, resolve: tellPrompted } = Promise.withResolvers<GetTokenOptions | undefined>();
  const { subscriptions } = await armOf(
    server,
    {},
    {
      getToken: async (_, options) => {
        tellPrompted(options);
        await prompt;
        return { token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    },
  );
  const cancel = new AbortController();

  const cancelled = rejection(all(subscriptions.tenants.list({ abortSignal: cancel.signal })));
  const other = all(subscriptions.tenants.list());
  expect(await prompted).not.toHaveProperty('abortSignal');
  cancel.abort();
  expect(toArmError(await cancelled).reason).toBe('cancelled');

  signIn(undefined);
  expect(await other).toEqual([]);
  expect(server.received).toHaveLength(1);
});

test('a request that is cancelled is hung up on', async () => {
  const { promise: hungUp, resolve: tellHungUp } = Promise.withResolvers<undefined>();
  const server = await startTlsServer(() => (response) => {
    response.on('close', () => tellHungUp(undefined));
  });
  const { subscriptions } = await armOf(server);
  const cancel = new AbortController();

  const listed = rejection(all(subscriptions.tenants.list({ abortSignal: cancel.signal })));
  await server.receives(1);
  cancel.abort();
  await hungUp;
  expect(toArmError(await listed).reason).toBe('cancelled');
});

test('what is cancelled before it starts is not sent', async () => {
  const server = await startTlsServer(() => nothing);
  const credential = countingCredential();
  const { subscriptions } = await armOf(server, {}, credential);

  const error = await rejection(all(subscriptions.tenants.list({ abortSignal: AbortSignal.abort() })));
  expect(toArmError(error).reason).toBe('cancelled');
  expect(server.received).toEqual([]);
  expect(credential.asked).toEqual([]);
});

test('the client of Microsoft.ManagedServices works on its own, as one of an SDK package does', async () => {
  const server = await startTlsServer(() => nothing);
  const credential = countingCredential();
  const client = new ManagedServicesClient(credential, {
    endpoint: server.origin,
    tlsOptions: await trusted(),
  });

  expect(await all(client.registrationAssignments.list(scope))).toEqual([]);
  expect(credential.asked[0]?.scopes).toEqual([`${server.origin}/.default`]);
  expect(
    await rejection(new ManagedServicesClient(credential).registrationAssignments.get('x', assignmentName)),
  ).toBeInstanceOf(RangeError);
});
