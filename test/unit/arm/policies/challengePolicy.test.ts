import { expect, test } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, countingCredential, rejection, scope } from '../armOf.ts';
import { hangUp, inTurn, startTlsServer, type Answer, type Reaction } from '../tlsServer.ts';

const claims = '{"access_token":{"acrs":{"essential":true,"values":["c7"]}}}';
const multifactorClaims = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';
const base64 = Buffer.from(claims).toString('base64');
// With characters that Base64 and Base64url write differently.
const exoticClaims = '{"access_token":{"nbf":{"value":"???>>>~~~"}}}';

const error = (code: string, message = 'Because.', more = {}) => ({ error: { code, message, ...more } });
const disallowed = (message: string, more = {}) => error('RequestDisallowedByPolicy', message, more);
const challenge = (
  status: number,
  header: string,
  body: unknown = error('InvalidAuthenticationToken'),
): Answer => ({
  status,
  headers: { 'WWW-Authenticate': header, 'x-ms-request-id': 'r1' },
  body,
});
const standard = challenge(401, `Bearer realm="", error="insufficient_claims", claims="${base64}"`);

async function deleteWith(
  credential: ReturnType<typeof countingCredential>,
  ...reactions: [Reaction, ...Reaction[]]
) {
  const server = await startTlsServer(inTurn(...reactions));
  const { registrationAssignments } = (await armOf(server, {}, credential)).managedServices;
  return {
    server,
    begin: (options = {}) => registrationAssignments.beginDelete(scope, assignmentName, options),
    tokens: () => server.received.map(({ headers }) => headers.authorization),
  };
}

test.each<[string, Answer, string]>([
  ['the standard 401', standard, claims],
  ['a 401 without the error word', challenge(401, `Bearer claims="${base64}"`), claims],
  [
    'a 401 with another error word',
    challenge(401, `Bearer error="invalid_token", claims="${base64}"`),
    claims,
  ],
  [
    'a 401 with several challenges',
    challenge(
      401,
      `PoP nonce="a, b=c", Bearer realm="x", authorization_uri="https://login/?a=b,c", claims="${base64}"`,
    ),
    claims,
  ],
  [
    'a 401 whose second Bearer challenge has the claims',
    challenge(
      401,
      `Bearer realm="x", error="invalid_token", Bearer claims="${base64}", error="insufficient_claims"`,
    ),
    claims,
  ],
  [
    'a 401 with claims for another scheme as well',
    challenge(401, `PoP claims="e30=", Bearer claims="${base64}"`),
    claims,
  ],
  [
    'a 401 in other letters',
    challenge(401, `bearer Error="insufficient_claims", Claims="${base64}"`),
    claims,
  ],
  [
    'a 401 with blanks',
    challenge(401, `Bearer  claims = "${base64}" , error = "insufficient_claims"`),
    claims,
  ],
  ['a 401 with claims without quotes', challenge(401, `Bearer claims=${base64}`), claims],
  [
    'a 401 with claims as Base64url without padding',
    challenge(401, `Bearer claims="${Buffer.from(exoticClaims).toString('base64url')}"`),
    exoticClaims,
  ],
  ['a 403 by policy with claims', challenge(403, `Bearer claims="${base64}"`, disallowed('No.')), claims],
  [
    'a 403 by policy that says MFA',
    { status: 403, body: disallowed('Reasons: MFA is required.') },
    multifactorClaims,
  ],
  [
    'a 403 by policy that says it at length',
    { status: 403, body: disallowed('You have to authenticate with multi-factor authentication.') },
    multifactorClaims,
  ],
  [
    'a 403 by a policy whose name says it',
    {
      status: 403,
      body: disallowed('Disallowed.', {
        additionalInfo: [
          {
            type: 'PolicyViolation',
            info: { policyDefinitionDisplayName: 'Require multifactor authentication' },
          },
        ],
      }),
    },
    multifactorClaims,
  ],
])('%s is answered with one stronger token', async (_, refusal, wanted) => {
  const credential = countingCredential();
  const { begin, tokens } = await deleteWith(credential, refusal, { status: 200 });

  expect((await begin()).isDone).toBe(true);
  expect(tokens()).toEqual(['Bearer token-1', 'Bearer token-2']);
  expect(credential.asked.map(({ options }) => options?.claims)).toEqual([undefined, wanted]);
  expect(
    credential.asked.every(({ scopes }) => String(scopes) === 'https://management.example/.default'),
  ).toBe(true);
});

test.each<[string, Answer, string]>([
  ['a 401 without a challenge', { status: 401, body: error('ExpiredAuthenticationToken') }, 'unauthorized'],
  ['a 401 with a challenge without claims', challenge(401, 'Bearer error="invalid_token"'), 'unauthorized'],
  ['a 401 with claims for another scheme', challenge(401, `PoP claims="${base64}"`), 'unauthorized'],
  ['a 401 with claims that are none', challenge(401, 'Bearer claims="!!!"'), 'unauthorized'],
  ['a 401 with claims hidden in a text', challenge(401, `Bearer realm="claims=${base64}"`), 'unauthorized'],
  [
    'a 403 of missing permissions',
    { status: 403, body: error('AuthorizationFailed', 'Use MFA.') },
    'forbidden',
  ],
  ['a 403 of an ordinary policy', { status: 403, body: disallowed('Only in Europe.') }, 'forbidden'],
  ['a 403 that is a page', { status: 403, body: '<h1>RequestDisallowedByPolicy: MFA</h1>' }, 'forbidden'],
])('%s stays what it is, and nobody is asked', async (_, refusal, reason) => {
  const credential = countingCredential();
  const { begin, server } = await deleteWith(credential, refusal, { status: 200 });

  expect(toArmError(await rejection(begin())).reason).toBe(reason);
  expect(server.received).toHaveLength(1);
  expect(credential.asked).toHaveLength(1);
});

test('a refusal after the stronger token stands, and nobody is asked twice', async () => {
  const credential = countingCredential();
  const { begin, server } = await deleteWith(credential, standard, standard, { status: 200 });

  expect(toArmError(await rejection(begin()))).toMatchObject({
    reason: 'unauthorized',
    status: 401,
    code: 'InvalidAuthenticationToken',
    requestId: 'r1',
  });
  expect(server.received).toHaveLength(2);
  expect(credential.asked).toHaveLength(2);
});

test('nobody is asked twice for one request, repetitions included', async () => {
  const credential = countingCredential();
  const server = await startTlsServer(inTurn(standard, { status: 503 }, standard, { status: 200 }));
  const { subscriptions } = await armOf(server, {}, credential);

  expect(toArmError(await rejection(all(subscriptions.tenants.list()))).reason).toBe('unauthorized');
  expect(server.received).toHaveLength(3);
  expect(credential.asked).toHaveLength(2);
});

test('the stronger token serves the next requests as well', async () => {
  const credential = countingCredential();
  const { begin, tokens } = await deleteWith(credential, standard, { status: 200 });

  await begin();
  await begin();
  expect(tokens()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2']);
});

test.each([
  ['fails', new Error('The window was closed.')],
  ['is refused', new ArmError('Declined.', { reason: 'cancelled' })],
])('a step-up that %s leaves the deletion unsent and the code of Azure in sight', async (_, reason) => {
  const credential = countingCredential(() => Promise.reject(reason));
  const { begin, server } = await deleteWith(credential, {
    status: 403,
    headers: { 'x-ms-request-id': 'r1', 'x-ms-correlation-request-id': 'c1' },
    body: disallowed('Reasons: MFA is required.'),
  });

  expect(toArmError(await rejection(begin()), scope)).toMatchObject({
    reason: 'signInRequired',
    status: 403,
    code: 'RequestDisallowedByPolicy',
    message: 'Reasons: MFA is required.',
    requestId: 'r1',
    correlationId: 'c1',
    scope,
    cause: reason,
  });
  expect(server.received).toHaveLength(1);
});

test('an answer that is lost after the step-up is a lost answer: the deletion may have happened', async () => {
  const { begin, server } = await deleteWith(countingCredential(), standard, hangUp);

  expect(toArmError(await rejection(begin())).reason).toBe('offline');
  expect(server.received).toHaveLength(2);
});

test('a step-up without a token is the same as one that fails', async () => {
  const first = countingCredential();
  const credential = {
    ...first,
    getToken: (scopes: string | string[], options = {}) =>
      'claims' in options ? Promise.resolve(null) : first.getToken(scopes, options),
  };
  const { begin } = await deleteWith(credential, challenge(401, `Bearer claims="${base64}"`, '<html>'));

  expect(toArmError(await rejection(begin()))).toMatchObject({
    reason: 'signInRequired',
    status: 401,
    message: 'Azure answered with HTTP 401 and asks for a stronger sign-in.',
  });
});

test('a deletion that is cancelled during the step-up is not sent when that ends', async () => {
  const cancel = new AbortController();
  const { promise: prompt, resolve: signIn } = Promise.withResolvers<undefined>();
  const { promise: prompted, resolve: tellPrompted } = Promise.withResolvers<undefined>();
  const credential = countingCredential(() => {
    tellPrompted(undefined);
    return prompt;
  });
  const { begin, server } = await deleteWith(credential, standard, { status: 200 });

  const deleting = rejection(begin({ abortSignal: cancel.signal }));
  await prompted;
  cancel.abort();
  expect(toArmError(await deleting).reason).toBe('cancelled');

  signIn(undefined);
  // Whatever was going to be sent on the way is sent before a second deletion is answered.
  await begin();
  expect(server.received).toHaveLength(2);
});

test('requests that are refused while somebody steps up wait for the same token', async () => {
  const { promise: prompt, resolve: signIn } = Promise.withResolvers<undefined>();
  const credential = countingCredential(() => prompt);
  let refusals = 0;
  const server = await startTlsServer(({ headers }) => {
    if (headers.authorization !== 'Bearer token-1') return { status: 200, body: { value: [] } };
    refusals++;
    return standard;
  });
  const { subscriptions } = await armOf(
    server,
    {
      onResponse: ({ status }) => {
        // The last refusal is in; its own question comes before anything that starts from here.
        if (status === 401 && refusals === 2) setImmediate(() => signIn(undefined));
      },
    },
    credential,
  );

  await Promise.all([all(subscriptions.tenants.list()), all(subscriptions.subscriptions.list())]);
  expect(credential.asked.filter(({ options }) => options?.claims !== undefined)).toHaveLength(1);
});

test('a request that is refused after somebody else has stepped up takes their token', async () => {
  const credential = countingCredential();
  let refuseLate: () => void = () => undefined;
  const server = await startTlsServer(({ url, headers }) => {
    if (headers.authorization === 'Bearer token-1' && url.startsWith('/tenants')) {
      return (response) => {
        refuseLate = () => response.writeHead(401, standard.headers).end();
      };
    }
    return headers.authorization === 'Bearer token-1' ? standard : { status: 200, body: { value: [] } };
  });
  const { subscriptions } = await armOf(server, {}, credential);

  const late = all(subscriptions.tenants.list());
  await server.receives(1);
  await all(subscriptions.subscriptions.list());
  refuseLate();
  await late;

  expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-1',
    'Bearer token-2',
    'Bearer token-2',
  ]);
  expect(credential.asked.map(({ options }) => options?.claims)).toEqual([undefined, claims]);
});
