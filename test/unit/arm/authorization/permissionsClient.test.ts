import { describe, expect, test } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, rejection, scope } from '../armOf.ts';
import { breakOff, hangUp, inTurn, type Reaction, silence, startTlsServer } from '../tlsServer.ts';

const quickly = { retryOptions: { maxRetries: 0 } };

async function arm(...reactions: [Reaction, ...Reaction[]]) {
  const server = await startTlsServer(inTurn(...reactions));
  return { server, ...(await armOf(server, quickly)) };
}

const reader = { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] };
const contributor = { ...reader, actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] };

describe('Permissions', () => {
  test.each([
    [scope, scope],
    [`${scope}/resourceGroups/rg-web`, `${scope}/resourceGroups/rg-web`],
    [`${scope}/resourceGroups/Gruppe (süd)`, `${scope}/resourceGroups/Gruppe%20(s%C3%BCd)`],
  ])('are asked for at %s', async (at, path) => {
    const { server, permissions } = await arm({ status: 200, body: { value: [reader, contributor] } });

    expect(await all(permissions.list(at))).toEqual([reader, contributor]);
    expect(server.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${path}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
    ]);
  });

  test('are those of all pages, an empty one among them', async () => {
    let origin = '';
    const server = await startTlsServer(({ url }) => {
      if (url === '/second') return { status: 200, body: { value: [], nextLink: `${origin}/third` } };
      if (url === '/third') return { status: 200, body: { value: [contributor] } };
      return { status: 200, body: { value: [reader], nextLink: `${origin}/second` } };
    });
    ({ origin } = server);
    const { permissions } = await armOf(server);

    expect(await all(permissions.list(scope))).toEqual([reader, contributor]);
    expect(server.received).toHaveLength(3);
  });

  test('are none where the caller has no role', async () => {
    const { permissions } = await arm({ status: 200, body: { value: [] } });
    expect(await all(permissions.list(scope))).toEqual([]);
  });

  test('have an empty list where one is left out or null', async () => {
    const { permissions } = await arm({
      status: 200,
      body: { value: [{ actions: ['*/read'] }, { ...contributor, dataActions: null, notDataActions: null }] },
    });
    expect(await all(permissions.list(scope))).toEqual([reader, contributor]);
  });
});

describe('Permissions that cannot be read', () => {
  test.each([
    ['an entry is no object', { value: ['*'] }],
    ['an entry’s notActions are no list', { value: [{ ...contributor, notActions: '*/delete' }] }],
    ['an action is no text', { value: [{ ...reader, actions: ['*/read', 7] }] }],
    ['there is no list', { permissions: [] }],
    ['the second page leads back to the first', { value: [reader], nextLink: '/again' }],
  ])('are malformed: %s', async (_, body) => {
    const { permissions } = await arm({ status: 200, body });
    expect(toArmError(await rejection(all(permissions.list(scope)))).reason).toBe('malformed');
  });

  test.each([
    [403, 'AuthorizationFailed', 'forbidden'],
    [404, 'SubscriptionNotFound', 'notFound'],
    [401, 'InvalidAuthenticationTokenTenant', 'unauthorized'],
    [429, 'TooManyRequests', 'throttled'],
    [500, 'InternalServerError', 'server'],
  ])('tell why: %d %s', async (status, code, reason) => {
    const { permissions } = await arm({ status, body: { error: { code, message: 'No.' } } });
    expect(toArmError(await rejection(all(permissions.list(scope))))).toMatchObject({ reason, code });
  });

  test.each([
    ['nothing answers', hangUp],
    ['the answer breaks off', breakOff],
  ])('are offline: %s', async (_, reaction) => {
    const { permissions } = await arm(reaction);
    expect(toArmError(await rejection(all(permissions.list(scope)))).reason).toBe('offline');
  });

  test('can be given up', async () => {
    const { server, permissions } = await arm(silence);
    const cancel = new AbortController();
    const listed = rejection(all(permissions.list(scope, { abortSignal: cancel.signal })));
    await server.receives(1);
    cancel.abort();
    expect(toArmError(await listed).reason).toBe('cancelled');
  });

  test('are not asked for at anything but a subscription or a resource group', async () => {
    const { server, permissions } = await arm({ status: 200, body: { value: [] } });
    for (const odd of ['', '/', '/subscriptions', `${scope}/resourceGroups/..`, `${scope}/providers/x/y`])
      expect(await rejection(all(permissions.list(odd)))).toBeInstanceOf(RangeError);
    expect(server.received).toEqual([]);
  });
});
