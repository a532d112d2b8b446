import { beforeEach, expect, test, vi } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { armOf, assignmentName, assignmentPath, rejection, scope } from '../armOf.ts';
import { inTurn, silence, startTlsServer, type Reaction } from '../tlsServer.ts';

/** The pauses that were asked for; none is made. */
const pauses: number[] = [];
const duringPause = vi.hoisted(() => ({ hook: (): void => undefined }));

vi.mock(import('../../../../src/arm/managedservices/wait.ts'), async (original) => {
  const { wait } = await original();
  return {
    wait: (milliseconds, abortSignal) => {
      pauses.push(milliseconds);
      duringPause.hook();
      return wait(0, abortSignal);
    },
  };
});

beforeEach(() => {
  pauses.length = 0;
  duringPause.hook = () => undefined;
});

/** A server that answers the DELETE first, then the reads of the status; `~` in a header is its origin. */
async function deletion(deleted: Reaction, ...statuses: Reaction[]) {
  let origin = '';
  const react = inTurn(deleted, ...statuses);
  const server = await startTlsServer(() => {
    const reaction = react();
    if (typeof reaction === 'function') return reaction;
    const headers = Object.entries(reaction.headers ?? {});
    return {
      ...reaction,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, value.replace('~', origin)])),
    };
  });
  origin = server.origin;
  const { managedServices } = await armOf(server);
  return {
    origin,
    server,
    sent: () => server.received.map(({ method, url }) => `${method} ${url.split('?')[0] ?? ''}`),
    begin: (options = {}) =>
      managedServices.registrationAssignments.beginDelete(scope, assignmentName, options),
    beginAndWait: (options = {}) =>
      managedServices.registrationAssignments.beginDeleteAndWait(scope, assignmentName, options),
  };
}

const deleteSent = `DELETE ${assignmentPath}`;
const asyncOperation = { 'Azure-AsyncOperation': '~/operations/1' };
const location = { Location: '~/results/1' };
const accepted = { status: 202, headers: asyncOperation };
const acceptedByLocation = { status: 202, headers: location };
const status = (word: string, headers = {}) => ({ status: 200, headers, body: { status: word } });

test.each([200, 204])('a deletion answered with %s is done, and there is nothing to follow', async (code) => {
  const { begin, sent } = await deletion({ status: code });

  const poller = await begin();
  expect(poller.isDone).toBe(true);
  expect(poller.operationState?.status).toBe('succeeded');
  expect(poller.getOperationUrl()).toBeUndefined();
  await poller.pollUntilDone();
  expect(sent()).toEqual([deleteSent]);
});

test('the deletion is sent with its version and nothing else', async () => {
  const { begin, server } = await deletion({ status: 200 });

  await begin();
  expect(server.received[0]?.url).toBe(`${assignmentPath}?api-version=2022-10-01`);
});

test('a deletion is followed at Azure-AsyncOperation until it succeeded, without a final read', async () => {
  const { begin, sent, origin } = await deletion(
    accepted,
    status('Accepted'),
    status('Deleting'),
    status('Succeeded', { Location: 'https://:x/' }),
  );

  const poller = await begin();
  expect(poller.isDone).toBe(false);
  expect(poller.getOperationUrl()).toBe(`${origin}/operations/1`);
  await poller.pollUntilDone();

  expect(poller.isDone).toBe(true);
  expect(sent()).toEqual([deleteSent, ...Array<string>(3).fill('GET /operations/1')]);
});

test('a 200 that names an operation is followed like a 202', async () => {
  const { begin, sent } = await deletion({ status: 200, headers: asyncOperation }, status('Succeeded'));

  const poller = await begin();
  expect(poller.isDone).toBe(false);
  await poller.pollUntilDone();
  expect(sent()).toEqual([deleteSent, 'GET /operations/1']);
});

test('a 200 with a Location and a 204 with any address are done', async () => {
  for (const answer of [
    { status: 200, headers: location },
    { status: 204, headers: { ...location, ...asyncOperation } },
    { status: 204, headers: { Location: 'https://:x/' } },
  ]) {
    const { begin } = await deletion(answer);
    expect((await begin()).isDone).toBe(true);
  }
});

test('the status resource may answer 202 while the operation runs, with or without a word', async () => {
  const { beginAndWait, sent } = await deletion(
    accepted,
    { status: 202 },
    { status: 202, body: { status: 'Accepted' } },
    status('succeeded'),
  );

  await beginAndWait();
  expect(sent()).toHaveLength(4);
});

test.each([200, 204])('a deletion is followed at Location alone until that answers %s', async (code) => {
  const { begin, sent, origin } = await deletion(acceptedByLocation, { status: 202 }, { status: code });

  const poller = await begin();
  expect(poller.getOperationUrl()).toBe(`${origin}/results/1`);
  await poller.pollUntilDone();
  expect(sent()).toEqual([deleteSent, 'GET /results/1', 'GET /results/1']);
});

test('of both headers Azure-AsyncOperation is followed', async () => {
  const { beginAndWait, sent } = await deletion(
    { status: 202, headers: { ...location, ...asyncOperation } },
    status('InProgress', { Location: '~/results/2' }),
    status('Succeeded'),
  );

  await beginAndWait();
  expect(sent()).toEqual([deleteSent, 'GET /operations/1', 'GET /operations/1']);
});

test.each([
  ['Location', 'results'],
  ['Azure-AsyncOperation', 'operations'],
])('the newest %s is followed', async (header, path) => {
  const { begin, sent, origin } = await deletion(
    { status: 202, headers: { [header]: `~/${path}/1` } },
    { status: 202, headers: { [header]: `~/${path}/2` } },
    { status: 202 },
    status('Succeeded'),
  );

  const poller = await begin();
  await poller.pollUntilDone();
  expect(sent()).toEqual([deleteSent, `GET /${path}/1`, `GET /${path}/2`, `GET /${path}/2`]);
  expect(poller.getOperationUrl()).toBe(`${origin}/${path}/2`);
});

test('an address without a host is one at the resource manager', async () => {
  const { begin, origin } = await deletion({ status: 202, headers: { Location: '/results/1' } });

  expect((await begin()).getOperationUrl()).toBe(`${origin}/results/1`);
});

test('a deletion that is accepted without an address is never taken for done', async () => {
  const { begin, sent } = await deletion({ status: 202, headers: { 'x-ms-request-id': 'r1' } });

  const error = await rejection(begin());
  expect(error).toMatchObject({ name: 'AcceptedWithoutOperationError' });
  expect(toArmError(error, scope)).toMatchObject({
    reason: 'malformed',
    status: 202,
    code: 'AcceptedWithoutOperation',
    requestId: 'r1',
    scope,
  });
  expect(sent()).toEqual([deleteSent]);
});

test('a deletion that is accepted with an address that is none is malformed', async () => {
  const { begin } = await deletion({ status: 202, headers: { Location: 'https://:x/' } });

  expect(toArmError(await rejection(begin()))).toMatchObject({ reason: 'malformed', status: 202 });
});

test.each([201, 302, 400, 403, 404, 409, 412, 500])(
  'a deletion answered with %s is no success',
  async (code) => {
    const { begin, sent } = await deletion({
      status: code,
      body: { error: { code: 'SomeCode', message: 'Because.' } },
    });

    expect(await rejection(begin())).toMatchObject({ name: 'RestError', statusCode: code, code: 'SomeCode' });
    expect(sent()).toEqual([deleteSent]);
  },
);

test.each(['Failed', 'Canceled'])('an operation that ended as %s says so, with the reason', async (word) => {
  const { begin } = await deletion(accepted, {
    status: 200,
    headers: { 'x-ms-request-id': 'r2' },
    body: { status: word, error: { code: 'ScopeLocked', message: 'There is a lock.' } },
  });

  const poller = await begin();
  const error = await rejection(poller.pollUntilDone());
  expect(error).toMatchObject({ name: 'OperationFailedError', operationStatus: word, code: 'ScopeLocked' });
  expect(toArmError(error)).toMatchObject({
    reason: 'operationFailed',
    code: 'ScopeLocked',
    message: 'There is a lock.',
    requestId: 'r2',
  });
  expect(poller.isDone).toBe(true);
  expect(poller.operationState?.status).toBe(word.toLowerCase());
  expect(await rejection(poller.pollUntilDone())).toBe(error);
  expect(await rejection(poller.poll())).toBe(error);
});

test('an operation that failed without a reason still failed', async () => {
  const { beginAndWait } = await deletion(accepted, status('Failed'));

  expect(toArmError(await rejection(beginAndWait()))).toMatchObject({
    reason: 'operationFailed',
    code: 'Failed',
    message: 'The operation ended as Failed and Azure gave no reason.',
  });
});

test('a failure at a Location is a failure, although it is answered with 200', async () => {
  const { beginAndWait } = await deletion(acceptedByLocation, status('Failed'));

  expect(toArmError(await rejection(beginAndWait())).reason).toBe('operationFailed');
});

test.each(['Failover', 'NotSucceeded', 'FailingOver', 'Unsuccessful'])(
  'the word %s is not final, whatever it sounds like',
  async (word) => {
    const { beginAndWait, sent } = await deletion(accepted, status(word), status('Succeeded'));

    await beginAndWait();
    expect(sent()).toHaveLength(3);
  },
);

test.each([
  ['a status that is no text', { status: 200, body: { status: 7 } }],
  ['an empty status', { status: 200, body: { status: '' } }],
  ['no status', { status: 200, body: { name: 'x' } }],
  ['no body', { status: 200 }],
  ['a list', { status: 200, body: [] }],
  ['no JSON', { status: 200, body: '{"status": "Succ' }],
  ['a page for people', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>Succeeded</p>' }],
  ['nothing at all', { status: 204 }],
])('a status resource with %s is malformed, not success, and can be read again', async (_, answer) => {
  const { begin } = await deletion(accepted, answer, status('Succeeded'));

  const poller = await begin();
  const error = toArmError(await rejection(poller.pollUntilDone()));
  expect(error).toMatchObject({ reason: 'malformed', status: answer.status });
  expect(poller.isDone).toBe(false);
  expect(poller.operationState).toMatchObject({ status: 'running' });

  await poller.pollUntilDone();
  expect(poller.isDone).toBe(true);
});

test.each([
  ['a page for people', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>Welcome</p>' }],
  ['a status that is no text', { status: 200, body: { status: null } }],
])('a Location with %s is malformed, not success', async (_, answer) => {
  const { begin } = await deletion(acceptedByLocation, answer);

  const poller = await begin();
  expect(toArmError(await rejection(poller.poll())).reason).toBe('malformed');
  expect(poller.isDone).toBe(false);
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [500, 'server'],
])('a status read that is refused with %s says nothing about the operation', async (code, reason) => {
  const refused = { status: code, body: { error: { code: 'Refused', message: 'No.' } } };
  const { begin } = await deletion(
    accepted,
    ...Array<Reaction>(code === 500 ? 4 : 1).fill(refused),
    status('Succeeded'),
  );

  const poller = await begin();
  const error = await rejection(poller.pollUntilDone());
  expect(error).toMatchObject({ name: 'RestError', statusCode: code, code: 'Refused' });
  expect(toArmError(error).reason).toBe(reason);
  expect(poller.isDone).toBe(false);
  expect(poller.operationState).toMatchObject({ status: 'running' });

  await poller.pollUntilDone();
  expect(poller.operationState).toMatchObject({ status: 'succeeded' });
});

test('a body that names another address to read at the end has no say', async () => {
  const { beginAndWait, sent } = await deletion(accepted, {
    status: 200,
    body: { status: 'Succeeded', resourceLocation: 'https://127.0.0.1:1/stolen' },
  });

  await beginAndWait();
  expect(sent()).toEqual([deleteSent, 'GET /operations/1']);
});

test('the pauses are what Azure asks for, else what the caller does', async () => {
  const { beginAndWait } = await deletion(
    { status: 202, headers: { ...asyncOperation, 'Retry-After': '7' } },
    status('Running'),
    status('Running', { 'Retry-After': '0' }),
    status('Running', { 'Retry-After': 'soon' }),
    status('Running', { 'Retry-After': '30' }),
    status('Succeeded'),
  );

  await beginAndWait({ updateIntervalInMs: 3 });
  expect(pauses).toEqual([7000, 3, 0, 3, 30_000]);
});

test('a pause until a date ends at that date', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
  try {
    const { beginAndWait } = await deletion(
      { status: 202, headers: { ...asyncOperation, 'Retry-After': 'Sun, 01 Mar 2026 12:00:40 GMT' } },
      status('Running', { 'Retry-After': 'Sun, 01 Mar 2026 11:00:00 GMT' }),
      status('Succeeded'),
    );

    await beginAndWait();
    expect(pauses).toEqual([40_000, 0]);
  } finally {
    vi.useRealTimers();
  }
});

test('without anybody asking, two seconds pass between two reads', async () => {
  const { beginAndWait } = await deletion(accepted, status('Succeeded'));

  await beginAndWait();
  expect(pauses).toEqual([2000]);
});

test('waiting can be cancelled and taken up again', async () => {
  const { begin, sent } = await deletion(accepted, status('Running'), status('Succeeded'));
  const cancel = new AbortController();
  duringPause.hook = () => cancel.abort();

  const poller = await begin();
  expect(toArmError(await rejection(poller.pollUntilDone({ abortSignal: cancel.signal }))).reason).toBe(
    'cancelled',
  );
  expect(sent()).toEqual([deleteSent]);

  await poller.pollUntilDone();
  expect(poller.isDone).toBe(true);
});

test('a status read can be cancelled, and read again', async () => {
  const { begin, server } = await deletion(accepted, silence, status('Succeeded'));
  const cancel = new AbortController();

  const poller = await begin();
  const waiting = rejection(poller.pollUntilDone({ abortSignal: cancel.signal }));
  await server.receives(2);
  cancel.abort();
  expect(toArmError(await waiting).reason).toBe('cancelled');
  expect(poller.isDone).toBe(false);

  await poller.pollUntilDone();
});

test('sending can be cancelled', async () => {
  const { begin, beginAndWait, server } = await deletion(silence);
  const cancel = new AbortController();

  const sending = rejection(beginAndWait({ abortSignal: cancel.signal }));
  await server.receives(1);
  cancel.abort();
  expect(toArmError(await sending).reason).toBe('cancelled');
  expect(toArmError(await rejection(begin({ abortSignal: cancel.signal }))).reason).toBe('cancelled');
  expect(server.received).toHaveLength(1);
});

test('whoever wants to hears of every answer', async () => {
  const { begin } = await deletion(accepted, { status: 403 }, status('Running'), status('Succeeded'));
  const heard: number[] = [];
  const onResponse = (answer: { status: number }) => heard.push(answer.status);

  const poller = await begin({ onResponse });
  await rejection(poller.poll({ onResponse }));
  await poller.pollUntilDone({ onResponse });
  expect(heard).toEqual([202, 403, 200, 200]);
});

test('progress is told after every read', async () => {
  const { begin } = await deletion(accepted, status('Running'), status('Succeeded'));
  const seen: string[] = [];

  const poller = await begin();
  poller.onProgress((state) => seen.push(state.status));
  await poller.pollUntilDone();
  expect(seen).toEqual(['running', 'succeeded']);
});

test('what is written down of a deletion holds the address to follow and no token', async () => {
  const { begin, origin } = await deletion(accepted);

  const text = await (await begin()).serialize();
  expect(text).toContain(`${origin}/operations/1`);
  expect(text).not.toContain('token');
});
