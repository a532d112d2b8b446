import { AbortError } from '@azure/abort-controller';
import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { ArmError } from '../../../src/arm/errors.ts';
import { toArmError } from '../../../src/arm/toArmError.ts';
import { all, armOf, rejection, scope } from './armOf.ts';
import { startTlsServer, type Reaction } from './tlsServer.ts';

async function failureOf(reaction: Reaction): Promise<ArmError> {
  const server = await startTlsServer(() => reaction);
  const { subscriptions } = await armOf(server, { retryOptions: { maxRetries: 0 } });
  return toArmError(await rejection(subscriptions.subscriptions.get('x')), scope);
}

test.each([
  [400, 'rejected'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [405, 'rejected'],
  [408, 'timeout'],
  [409, 'conflict'],
  [410, 'rejected'],
  [412, 'conflict'],
  [429, 'throttled'],
  [500, 'server'],
  [503, 'server'],
])('%s is %s, with the code, message and ids of Azure and the scope of the call', async (status, reason) => {
  const error = await failureOf({
    status,
    headers: { 'x-ms-request-id': 'r1', 'x-ms-correlation-request-id': 'c1' },
    body: { error: { code: 'SomeCode', message: 'In Azure’s words.' } },
  });

  expect(error).toBeInstanceOf(ArmError);
  expect(error).toMatchObject({
    reason,
    status,
    code: 'SomeCode',
    message: 'In Azure’s words.',
    requestId: 'r1',
    correlationId: 'c1',
    scope,
  });
  expect(error.cause).toMatchObject({ name: 'RestError' });
});

test.each<[string, unknown, { code?: string; message: string }]>([
  [
    'whose code is missing',
    { message: 'Outer.', details: [{ code: 'Inner', message: 'In.' }] },
    { code: 'Inner', message: 'In.' },
  ],
  [
    'whose code is empty',
    { code: '', details: [{ code: 'Inner', message: 'In.' }] },
    { code: 'Inner', message: 'In.' },
  ],
  [
    'whose code repeats the status',
    { code: 'Conflict', message: 'Outer.', details: [{}, { code: 'ScopeLocked', message: 'Locked.' }] },
    { code: 'ScopeLocked', message: 'Locked.' },
  ],
  [
    'whose detail has a detail',
    {
      code: 'MultipleErrorsOccurred',
      message: 'Outer.',
      details: [{ details: [{ code: 'Deep', message: 'D.' }] }],
    },
    { code: 'Deep', message: 'D.' },
  ],
  [
    'whose detail has no message',
    { code: 'Conflict', message: 'Outer.', details: [{ code: 'Inner' }] },
    { code: 'Inner', message: 'Outer.' },
  ],
  [
    'without a telling detail',
    { code: 'Conflict', message: 'Outer.', details: [null, 7] },
    { code: 'Conflict', message: 'Outer.' },
  ],
  [
    'that says something itself',
    { code: 'ScopeLocked', message: 'Outer.', details: [{ code: 'Inner', message: 'In.' }] },
    { code: 'ScopeLocked', message: 'Outer.' },
  ],
  [
    'by a policy',
    {
      code: 'RequestDisallowedByPolicy',
      message: 'No.',
      additionalInfo: [{ type: 'PolicyViolation', info: {} }],
    },
    { code: 'RequestDisallowedByPolicy', message: 'No.' },
  ],
  [
    'of another shape',
    { code: 7, message: ['x'], details: {} },
    { message: 'Azure answered with HTTP 409.' },
  ],
])('an error %s is read where it says something', async (_, error, expected) => {
  const { code, message } = await failureOf({ status: 409, body: { error } });

  expect({ ...(code !== undefined && { code }), message }).toEqual(expected);
});

test('an error without the wrapping is read as well', async () => {
  expect(await failureOf({ status: 400, body: { code: 'Bare', message: 'B.' } })).toMatchObject({
    code: 'Bare',
    message: 'B.',
  });
});

test.each<[string, Reaction]>([
  [
    'a page for people',
    { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
  ],
  ['a page that claims to be JSON', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['nothing', { status: 502 }],
])('an error with %s is told by its status', async (_, reaction) => {
  expect(await failureOf(reaction)).toMatchObject({
    reason: 'server',
    status: 502,
    message: 'Azure answered with HTTP 502.',
  });
});

test('a body that cannot be parsed is malformed, and is not repeated in the message', async () => {
  const error = await failureOf({ status: 200, body: '{"displayName": "Contoso' });

  expect(error).toMatchObject({ reason: 'malformed', message: 'The answer from Azure could not be read.' });
});

test('an ArmError stays itself, and gets the scope that it lacks', () => {
  const error = new ArmError('M', {
    reason: 'timeout',
    status: 408,
    code: 'C',
    requestId: 'r',
    correlationId: 'c',
    cause: 1,
  });

  expect(toArmError(error)).toBe(error);
  expect(toArmError(error, scope)).toMatchObject({
    reason: 'timeout',
    status: 408,
    code: 'C',
    requestId: 'r',
    correlationId: 'c',
    message: 'M',
    cause: 1,
    scope,
  });
  const scoped = new ArmError('M', { reason: 'timeout', scope: '/tenants' });
  expect(toArmError(scoped, scope)).toBe(scoped);
});

test('whoever asks to stop has cancelled', () => {
  for (const error of [new AbortError('x'), new DOMException('x', 'AbortError')]) {
    expect(toArmError(error, scope)).toMatchObject({ reason: 'cancelled', scope, cause: error });
  }
});

const request = createPipelineRequest({ url: 'https://management.azure.com/tenants?secret' });

test.each([
  ['ENOTFOUND', 'The name management.azure.com could not be resolved (ENOTFOUND). Check the network'],
  ['EAI_AGAIN', 'The name management.azure.com could not be resolved (EAI_AGAIN). Check the network'],
  ['ECONNREFUSED', 'management.azure.com could not be reached (ECONNREFUSED). Check the network'],
  ['ECONNRESET', 'management.azure.com could not be reached (ECONNRESET). Check the network'],
  ['ENETUNREACH', 'management.azure.com could not be reached (ENETUNREACH). Check the network'],
  ['REQUEST_SEND_ERROR', 'management.azure.com could not be reached (REQUEST_SEND_ERROR). Check the network'],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'There is no trustworthy connection to management.azure.com (SELF_SIGNED_CERT_IN_CHAIN).',
  ],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'There is no trustworthy connection to management.azure.com'],
  ['CERT_HAS_EXPIRED', 'There is no trustworthy connection to management.azure.com'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'There is no trustworthy connection to management.azure.com'],
  ['EPROTO', 'There is no trustworthy connection to management.azure.com'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'There is no trustworthy connection to management.azure.com'],
])('%s is offline, and says what could not be reached and what to check', (code, beginning) => {
  const { reason, message } = toArmError(new RestError('raw text', { code, request }));

  expect(reason).toBe('offline');
  expect(message.startsWith(beginning)).toBe(true);
  expect(message).not.toContain('secret');
});

test('a connection error that is no RestError is offline too', () => {
  const error = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });

  expect(toArmError(error)).toMatchObject({ reason: 'offline' });
  expect(toArmError(error).message).toContain('Azure Resource Manager');
});

test('JSON and addresses that cannot be parsed are malformed', () => {
  expect(toArmError(new SyntaxError('x')).reason).toBe('malformed');
  expect(toArmError(Object.assign(new TypeError('x'), { code: 'ERR_INVALID_URL' })).reason).toBe('malformed');
});

test('anything else is unexpected, and kept as the cause', () => {
  const error = new RangeError('Out of range.');
  expect(toArmError(error, scope)).toMatchObject({
    reason: 'unexpected',
    message: 'Out of range.',
    scope,
    cause: error,
  });
  expect(toArmError('text')).toMatchObject({
    reason: 'unexpected',
    message: 'Something unexpected happened: text',
    cause: 'text',
  });
  expect(
    toArmError(new RestError('x', { response: { request, status: 0, headers: createHttpHeaders() } })).reason,
  ).toBe('unexpected');
});

test('a redirect that leads nowhere is malformed', async () => {
  const server = await startTlsServer(() => ({ status: 307, headers: { Location: 'https://:x/' } }));
  const { subscriptions } = await armOf(server);

  expect(toArmError(await rejection(all(subscriptions.tenants.list()))).reason).toBe('malformed');
});
