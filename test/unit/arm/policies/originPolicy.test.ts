import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, countingCredential, rejection, scope } from '../armOf.ts';
import { startTlsServer, type Reaction, type TlsServer } from '../tlsServer.ts';

/** Ways to name an address at the foreign server, which trusts and answers everybody. */
const foreign: readonly (readonly [string, (ours: TlsServer, theirs: TlsServer) => string])[] = [
  ['another port', (_, theirs) => `${theirs.origin}/steal`],
  ['our name as a user', (ours, theirs) => `https://127.0.0.1:${ours.port}@127.0.0.1:${theirs.port}/steal`],
  ['a backslash', (ours, theirs) => `https://127.0.0.1:${theirs.port}\\@127.0.0.1:${ours.port}/steal`],
  ['no scheme', (_, theirs) => `//127.0.0.1:${theirs.port}/steal`],
  ['capitals', (_, theirs) => `HTTPS://127.0.0.1:${theirs.port}/steal`],
  ['another name of the host', (_, theirs) => `https://localhost:${theirs.port}/steal`],
];

async function trap(
  lure: (address: string) => Reaction,
  address: (ours: TlsServer, theirs: TlsServer) => string,
) {
  const theirs = await startTlsServer(() => ({ status: 200, body: { value: [], status: 'Succeeded' } }));
  let reaction: Reaction = { status: 500 };
  const ours = await startTlsServer(() => reaction);
  reaction = lure(address(ours, theirs));
  const credential = countingCredential();
  const { registrationAssignments } = (await armOf(ours, {}, credential)).managedServices;
  return { ours, theirs, credential, registrationAssignments };
}

test.each(foreign)('a nextLink with %s is not followed', async (_, address) => {
  const { ours, theirs, credential, registrationAssignments } = await trap(
    (nextLink) => ({ status: 200, body: { value: [{}], nextLink } }),
    address,
  );

  const error = toArmError(await rejection(all(registrationAssignments.list(scope))), scope);
  expect(error).toMatchObject({ reason: 'foreignOrigin', scope });
  expect(theirs.received).toEqual([]);
  expect(ours.received).toHaveLength(1);
  expect(credential.asked).toHaveLength(1);
});

test.each(
  foreign.flatMap(([how, address]) =>
    ['Location', 'Azure-AsyncOperation'].map((header) => [header, how, address] as const),
  ),
)('a %s with %s is not followed', async (header, _, address) => {
  const { ours, theirs, credential, registrationAssignments } = await trap(
    (url) => ({ status: 202, headers: { [header]: url } }),
    address,
  );

  const poller = await registrationAssignments.beginDelete(scope, assignmentName);
  expect(toArmError(await rejection(poller.poll())).reason).toBe('foreignOrigin');
  expect(poller.isDone).toBe(false);
  expect(theirs.received).toEqual([]);
  expect(ours.received).toHaveLength(1);
  expect(credential.asked).toHaveLength(1);
});

test.each(
  foreign.flatMap(([how, address]) => [300, 301, 302, 307].map((status) => [status, how, address] as const)),
)('a redirect by %s with %s is not followed', async (status, _, address) => {
  const { ours, theirs, credential, registrationAssignments } = await trap(
    (Location) => ({ status, headers: { Location } }),
    address,
  );

  expect(toArmError(await rejection(all(registrationAssignments.list(scope)))).reason).toBe('foreignOrigin');
  expect(theirs.received).toEqual([]);
  expect(ours.received).toHaveLength(1);
  expect(credential.asked).toHaveLength(1);
});

test('a redirect of a deletion is not followed to another origin', async () => {
  const { theirs, registrationAssignments } = await trap(
    (Location) => ({ status: 307, headers: { Location } }),
    (_, { origin }) => origin,
  );

  const error = await rejection(registrationAssignments.beginDelete(scope, assignmentName));
  expect(toArmError(error).reason).toBe('foreignOrigin');
  expect(theirs.received).toEqual([]);
});

test('a redirect that leads to another origin in the second step is not followed there', async () => {
  const theirs = await startTlsServer(() => ({ status: 200, body: { value: [] } }));
  const ours: TlsServer = await startTlsServer(({ url }) => ({
    status: 307,
    headers: { Location: url.startsWith('/second') ? theirs.origin : `${ours.origin}/second` },
  }));
  const { subscriptions } = await armOf(ours);

  expect(toArmError(await rejection(all(subscriptions.tenants.list()))).reason).toBe('foreignOrigin');
  expect(theirs.received).toEqual([]);
});

test('an answer may redirect within the origin, and the token goes along', async () => {
  const ours: TlsServer = await startTlsServer(({ url }) =>
    url === '/moved'
      ? { status: 200, body: { value: [] } }
      : { status: 307, headers: { Location: '/moved' } },
  );
  const { subscriptions } = await armOf(ours);

  expect(await all(subscriptions.tenants.list())).toEqual([]);
  expect(ours.received.map(({ url, headers }) => [url.split('?')[0], headers.authorization])).toEqual([
    ['/tenants', 'Bearer token-1'],
    ['/moved', 'Bearer token-1'],
  ]);
});

test('nothing goes to the same host without TLS', async () => {
  let connections = 0;
  const plain = createServer((_, response) => response.end('{"value": []}'));
  plain.on('connection', () => connections++);
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  onTestFinished(() => void plain.close());
  const { port } = plain.address() as AddressInfo;

  const { registrationAssignments } = await trap(
    (nextLink) => ({ status: 200, body: { value: [], nextLink } }),
    () => `http://127.0.0.1:${port}/steal`,
  );
  expect(toArmError(await rejection(all(registrationAssignments.list(scope)))).reason).toBe('foreignOrigin');

  const credential = countingCredential();
  const ours = await startTlsServer(() => ({ status: 500 }));
  const { tenants } = (await armOf(ours, { endpoint: `http://127.0.0.1:${port}` }, credential)).subscriptions;
  expect(toArmError(await rejection(all(tenants.list()))).reason).toBe('foreignOrigin');
  expect(credential.asked).toEqual([]);
  expect(connections).toBe(0);
});

test('an address of the endpoint with a user in it is refused', async () => {
  const { ours, registrationAssignments } = await trap(
    (nextLink) => ({ status: 200, body: { value: [], nextLink } }),
    ({ port }) => `https://somebody@127.0.0.1:${port}/next`,
  );

  expect(toArmError(await rejection(all(registrationAssignments.list(scope)))).reason).toBe('foreignOrigin');
  expect(ours.received).toHaveLength(1);
});

test('the refusal names where the answer led to', async () => {
  const { ours, theirs, registrationAssignments } = await trap(
    (nextLink) => ({ status: 200, body: { value: [], nextLink } }),
    (_, { origin }) => `${origin}/steal?secret`,
  );

  const { message } = toArmError(await rejection(all(registrationAssignments.list(scope))));
  expect(message).toBe(
    `An answer led to 127.0.0.1:${theirs.port} instead of ${ours.origin}. Nothing was sent there.`,
  );
});
