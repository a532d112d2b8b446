import { expect, test } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, rejection, scope } from '../armOf.ts';
import { inTurn, startTlsServer, type Reaction, type TlsServer } from '../tlsServer.ts';

const assignments = (...names: string[]) => names.map((name) => ({ name }));

async function listing(react: (origin: string) => Reaction[]) {
  let reactions: () => Reaction = () => ({ status: 500 });
  const server = await startTlsServer(() => reactions());
  const [first = { status: 500 }, ...others] = react(server.origin);
  reactions = inTurn(first, ...others);
  const { managedServices } = await armOf(server);
  return { server, items: managedServices.registrationAssignments.list(scope) };
}

const urls = (server: TlsServer) =>
  server.received.map(({ url }) => url.replace(/\?api-version.*/, '?first'));

test('a list goes on over pages, empty ones included, and sends each nextLink as it came', async () => {
  const { server, items } = await listing((origin) => [
    { status: 200, body: { value: assignments('a', 'b'), nextLink: `${origin}/page2?$skiptoken=x%2Fy` } },
    { status: 200, body: { value: [], nextLink: `${origin}/page3` } },
    { status: 200, body: { value: assignments('c') } },
  ]);

  expect(await all(items)).toEqual(assignments('a', 'b', 'c'));
  expect(urls(server)).toEqual([
    `${scope}/providers/Microsoft.ManagedServices/registrationAssignments?first`,
    '/page2?$skiptoken=x%2Fy',
    '/page3',
  ]);
});

test('a list may begin with empty pages and be empty altogether', async () => {
  const { server, items } = await listing((origin) => [
    { status: 200, body: { value: [], nextLink: `${origin}/page2` } },
    { status: 200, body: { value: [], nextLink: null } },
  ]);

  expect(await all(items)).toEqual([]);
  expect(server.received).toHaveLength(2);
});

test('a list can be read by page', async () => {
  const { items } = await listing((origin) => [
    { status: 200, body: { value: assignments('a', 'b'), nextLink: `${origin}/page2` } },
    { status: 200, body: { value: assignments('c'), nextLink: '' } },
  ]);

  expect(await all(items.byPage())).toEqual([assignments('a', 'b'), assignments('c')]);
});

test('a list can be continued at a page', async () => {
  const { server, items } = await listing(() => [{ status: 200, body: { value: assignments('c') } }]);

  await all(items.byPage({ continuationToken: `${server.origin}/page2` }));
  expect(urls(server)).toEqual(['/page2']);
});

test('a page is read only when somebody wants it', async () => {
  const { server, items } = await listing((origin) => [
    { status: 200, body: { value: assignments('a'), nextLink: `${origin}/page2` } },
  ]);

  expect(server.received).toHaveLength(0);
  expect(await items.next()).toEqual({ value: { name: 'a' }, done: false });
  expect(server.received).toHaveLength(1);
});

test.each([
  ['the page itself', ['/page2', '/page2'], 2],
  ['an earlier page', ['/page2', '/page3', '/page2'], 3],
  ['the first page', ['/page2', 'first'], 2],
])('a nextLink that leads back to %s ends the list with an error', async (_, links, requests) => {
  const { server, items } = await listing((origin) =>
    links.map((link) => ({
      status: 200,
      body: {
        value: assignments('a'),
        nextLink:
          link === 'first'
            ? `${origin}${scope}/providers/Microsoft.ManagedServices/registrationAssignments?api-version=2022-10-01`
            : `${origin}${link}`,
      },
    })),
  );

  const error = toArmError(await rejection(all(items)));
  expect(error.reason).toBe('malformed');
  expect(error.message).toContain('leads back');
  expect(server.received).toHaveLength(requests);
});

test('a nextLink that leads back by way of a redirect ends the list with an error, too', async () => {
  const server = await startTlsServer(({ url }) =>
    url.startsWith('/moved')
      ? { status: 200, body: { value: assignments('a'), nextLink: '/page2' } }
      : { status: 307, headers: { Location: `/moved?${server.received.length}` } },
  );
  const { managedServices } = await armOf(server);

  const error = await rejection(all(managedServices.registrationAssignments.list(scope)));
  expect(toArmError(error).message).toContain('leads back');
});

test.each([
  ['has no value', {}],
  ['has a value that is no list', { value: {} }],
  ['has an element that is no object', { value: [null] }],
  ['is a list itself', []],
  ['is not JSON', '{"value": ['],
  ['is empty', undefined],
  ['has a nextLink that is no address', { value: [], nextLink: 'https://:x/' }],
  ['has a nextLink that is no text', { value: [], nextLink: 7 }],
])('a page that %s is an error and no empty list', async (_, body) => {
  const { items } = await listing(() => [{ status: 200, body }]);

  expect(toArmError(await rejection(all(items)))).toMatchObject({ reason: 'malformed', status: 200 });
});

test('a page of a sign-in portal in the way is an error and no empty list', async () => {
  const { items } = await listing(() => [
    { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Welcome to our Wi-Fi</html>' },
  ]);

  expect(toArmError(await rejection(all(items))).reason).toBe('malformed');
});

test('an error on a later page ends the list with it', async () => {
  const { items } = await listing((origin) => [
    { status: 200, body: { value: assignments('a'), nextLink: `${origin}/page2` } },
    { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'No.' } } },
  ]);

  expect(await items.next()).toMatchObject({ value: { name: 'a' } });
  expect(await rejection(items.next())).toMatchObject({ name: 'RestError', code: 'AuthorizationFailed' });
});
