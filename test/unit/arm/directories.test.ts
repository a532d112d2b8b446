import { expect, test } from 'vitest';
import { toArmError } from '../../../src/arm/toArmError.ts';
import { all, armOf, rejection, scope, subscriptionId } from './armOf.ts';
import { inTurn, silence, startTlsServer, type Reaction, type TlsServer } from './tlsServer.ts';

async function arm(...reactions: [Reaction, ...Reaction[]]) {
  const server = await startTlsServer(inTurn(...reactions));
  return { server, ...(await armOf(server)) };
}

const sent = (server: TlsServer) =>
  server.received.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);

const full = {
  subscriptionId,
  displayName: 'Production',
  state: 'Enabled',
  tenantId: 't1',
  managedByTenants: [{ tenantId: 't2' }],
};

test('subscriptions are listed over pages, with both of their tenants', async () => {
  let origin = '';
  const server = await startTlsServer(({ url }) => ({
    status: 200,
    body: url.startsWith('/next')
      ? { value: [{ subscriptionId: 'bare' }] }
      : { value: [full], nextLink: `${origin}/next` },
  }));
  ({ origin } = server);
  const { subscriptions } = await armOf(server);

  expect(await all(subscriptions.subscriptions.list())).toEqual([full, { subscriptionId: 'bare' }]);
  expect(sent(server)).toEqual(['GET /subscriptions?api-version=2022-12-01', 'GET /next']);
});

test('one subscription is read by its id', async () => {
  const { server, subscriptions } = await arm({ status: 200, body: full });

  expect(await subscriptions.subscriptions.get(subscriptionId)).toEqual(full);
  expect(sent(server)).toEqual([`GET ${scope}?api-version=2022-12-01`]);
});

test.each(['', '..', '.'])('nothing is sent for "%s", which is no subscription', async (id) => {
  const { server, subscriptions } = await arm({ status: 200, body: full });

  expect(await rejection(subscriptions.subscriptions.get(id))).toBeInstanceOf(RangeError);
  expect(server.received).toEqual([]);
});

test('a subscription that is not there says so', async () => {
  const { subscriptions } = await arm({
    status: 404,
    body: { error: { code: 'SubscriptionNotFound', message: 'Gone.' } },
  });

  expect(toArmError(await rejection(subscriptions.subscriptions.get(subscriptionId)))).toMatchObject({
    reason: 'notFound',
    code: 'SubscriptionNotFound',
  });
});

test('tenants are listed', async () => {
  const tenants = [
    { tenantId: 't1', displayName: 'Contoso', defaultDomain: 'contoso.com', tenantCategory: 'Home' },
    { tenantId: 't2' },
  ];
  const { server, subscriptions } = await arm({ status: 200, body: { value: tenants } });

  expect(await all(subscriptions.tenants.list())).toEqual(tenants);
  expect(sent(server)).toEqual(['GET /tenants?api-version=2022-12-01']);
});

test('a subscription, tenant or role without its id is malformed', async () => {
  const { subscriptions, roleDefinitions } = await arm({
    status: 200,
    body: { value: [{ displayName: 'x' }] },
  });

  const lists: AsyncIterable<unknown>[] = [
    subscriptions.subscriptions.list(),
    subscriptions.tenants.list(),
    roleDefinitions.list(scope),
  ];
  for (const list of lists) {
    expect(toArmError(await rejection(all(list))).reason).toBe('malformed');
  }
  expect(toArmError(await rejection(subscriptions.subscriptions.get('x'))).reason).toBe('malformed');
});

const roleId = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const permissions = [{ actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] }];

test('built-in roles are listed by name, description and what they allow', async () => {
  const id = `/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  const { server, roleDefinitions } = await arm({
    status: 200,
    body: {
      value: [
        {
          id,
          name: roleId,
          properties: { roleName: 'Reader', description: 'Reads.', type: 'BuiltInRole', permissions },
        },
        { id, name: roleId },
      ],
    },
  });

  expect(await all(roleDefinitions.list(scope))).toMatchObject([
    { id, name: roleId, roleName: 'Reader', description: 'Reads.', permissions },
    { id, name: roleId },
  ]);
  expect(sent(server)).toEqual([
    `GET ${scope}/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&$filter=type eq 'BuiltInRole'`,
  ]);
});

test('the lists can be cancelled', async () => {
  const { server, subscriptions, roleDefinitions } = await arm(silence);
  const lists: ((abortSignal: AbortSignal) => AsyncIterable<unknown>)[] = [
    (abortSignal) => subscriptions.subscriptions.list({ abortSignal }),
    (abortSignal) => subscriptions.tenants.list({ abortSignal }),
    (abortSignal) => roleDefinitions.list(scope, { abortSignal }),
  ];

  for (const [index, list] of lists.entries()) {
    const cancel = new AbortController();
    const listed = rejection(all(list(cancel.signal)));
    await server.receives(index + 1);
    cancel.abort();
    expect(toArmError(await listed).reason).toBe('cancelled');
  }
});
