import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, rejection, scope } from '../armOf.ts';
import { inTurn, silence, stall, startTlsServer, type Reaction } from '../tlsServer.ts';

const stallCompressed: Reaction = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
  response.write(gzipSync('{"value": []}').subarray(0, 12));
};

const breakOffCompressed: Reaction = (response) => {
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Encoding': 'gzip',
    'Content-Length': '99',
  });
  response.write(gzipSync('{"value": []}').subarray(0, 12), () => response.destroy());
};

test.each([
  ['does not answer', silence],
  ['stops in the middle of a body', stall],
  ['stops in the middle of a compressed body', stallCompressed],
  ['hangs up in the middle of a compressed body', breakOffCompressed],
])('a server that %s is given up in time', async (_, reaction) => {
  const server = await startTlsServer(() => reaction);
  const { subscriptions } = await armOf(server, { timeoutInMs: 30 });

  const error = toArmError(await rejection(all(subscriptions.tenants.list())), '/tenants');
  expect(error).toMatchObject({ reason: 'timeout', scope: '/tenants' });
  expect(error.message).toContain(`127.0.0.1:${server.port} did not answer`);
  expect(server.received).toHaveLength(1);
});

test('a deletion without an answer is given up in time, and sent once', async () => {
  const server = await startTlsServer(inTurn(silence, { status: 200 }));
  const { registrationAssignments } = (await armOf(server, { timeoutInMs: 30 })).managedServices;

  const error = await rejection(registrationAssignments.beginDelete(scope, assignmentName));
  expect(toArmError(error).reason).toBe('timeout');
  expect(server.received).toHaveLength(1);
});

test.each([
  ['does not answer', silence],
  ['stops in the middle of a body', stall],
  ['stops in the middle of a compressed body', stallCompressed],
])('a caller who lets go of a server that %s has cancelled, and not run out of time', async (_, reaction) => {
  const cancel = new AbortController();
  const server = await startTlsServer(() => reaction);
  const { subscriptions } = await armOf(server);

  const listed = rejection(all(subscriptions.tenants.list({ abortSignal: cancel.signal })));
  await server.receives(1);
  cancel.abort();
  expect(toArmError(await listed).reason).toBe('cancelled');
});
