import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { rootView } from '../../src/tree/rootView.ts';
import type { Fault } from '../emulator/faults.ts';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { type Row, rowAt, rowsBelow, texts } from './stage/rows.ts';
import { alex, firstLevel, subscriptionId, tenantId } from './stage/smallWorld.ts';

/** What can go wrong with an answer, and what the row says then. */
const troubles: readonly (readonly [what: string, fault: Fault, says: string])[] = [
  ['a refusal', { status: 403, code: 'AuthorizationFailed' }, 'access denied'],
  ['a subscription that is gone', { status: 404, code: 'SubscriptionNotFound' }, 'not found, or not for you'],
  ['too many requests', { status: 429, code: 'TooManyRequests', retryAfter: 0 }, 'too many requests'],
  ['a problem of Azure itself', { status: 500, code: 'InternalServerError' }, 'InternalServerError'],
  [
    'a page that is no JSON',
    { body: '<html>Please accept the terms of this Wi-Fi</html>' },
    'answer not understood',
  ],
  ['JSON that is no list', { body: '{"value":{}}' }, 'answer not understood'],
  ['a list of something else', { body: '{"value":[null]}' }, 'answer not understood'],
  ['a connection that breaks off', { reset: true }, 'Azure could not be reached'],
  ['an answer that breaks off', { truncate: true }, 'Azure could not be reached'],
  [
    'pages on another server',
    { nextLink: 'https://127.0.0.1:9/subscriptions' },
    'another server: nothing was sent',
  ],
];

describe('Where Azure cannot be read', () => {
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    open = openEstate();
  });
  afterEach(() => open.close());

  const root = async (): Promise<readonly string[]> => texts(await rowsBelow(open.tree));

  for (const [what, fault, says] of troubles) {
    it(`${what} is a row beside the delegations of before, and goes with the next reading`, async () => {
      await open.load();
      const subscription = await rowAt(open.tree, 'Fabrikam', 'Adatum Core');
      const before = texts(await rowsBelow(open.tree, subscription));

      await emulator.fault({ ...fault, path: `${subscriptionId('Adatum Core')}/.*registrationAssignments$` });
      open.tree.closed(subscription.node);
      assert.deepEqual(texts(await rowsBelow(open.tree, subscription)), [
        `The delegations could not be read | ${says}`,
        ...before,
      ]);
      assert.equal((await root())[0], firstLevel[0]);

      await emulator.mend();
      open.tree.closed(subscription.node);
      assert.deepEqual(texts(await rowsBelow(open.tree, subscription)), before);
    });
  }

  it('a server that never answers is a row after a while', async () => {
    const hasty = openEstate({ timeoutInMs: 2_000 });
    await hasty.load();
    const subscription = await rowAt(hasty.tree, 'Fabrikam', 'Adatum Core');
    await emulator.fault({ path: 'registrationAssignments$', never: true });
    assert.deepEqual(texts(await rowsBelow(hasty.tree, subscription)), [
      'The delegations could not be read | no answer in time',
    ]);
    await emulator.mend();
    hasty.tree.expire();
    assert.equal((await rowsBelow(hasty.tree, subscription)).length, 2);
    hasty.close();
  });

  it('a page that leads back to itself is a row, and no loop', async () => {
    await open.load();
    const subscription = await rowAt(open.tree, 'Fabrikam', 'Adatum Core');
    const path = `/subscriptions/${subscriptionId('Adatum Core')}/providers/Microsoft.ManagedServices/registrationAssignments`;
    const nextLink = `${emulator.origin}${path}?api-version=2022-10-01&$skiptoken=again`;
    await emulator.fault({ path: 'registrationAssignments$', nextLink });
    assert.deepEqual(texts(await rowsBelow(open.tree, subscription)), [
      'The delegations could not be read | answer not understood',
    ]);
    assert.equal((await open.requests('GET', /registrationAssignments/)).length, 2);
  });

  it('an error is the only row of a subscription that was never read', async () => {
    await open.load();
    await emulator.fault({ path: 'registrationAssignments$', status: 500 });
    const rows = await rowsBelow(open.tree, await rowAt(open.tree, 'Fabrikam', 'Adatum Core'));
    assert.deepEqual(texts(rows), ['The delegations could not be read | EmulatedFault']);
    assert.equal(rows[0]?.item.contextValue, 'delegations;problem;refreshable');
    assert.equal(rows[0].item.command?.command, 'azureDelegations.refresh');
    assert.deepEqual(rows[0].item.command.arguments, [rows[0].node]);
  });

  it('a subscription without delegations says so, and is no error', async () => {
    await open.load();
    const subscription = await rowAt(open.tree, 'Fabrikam', 'Adatum Core');
    await emulator.fault({ path: 'registrationAssignments$', body: '{"value":[]}' });
    assert.deepEqual(texts(await rowsBelow(open.tree, subscription)), ['No delegation | that you can see']);
  });

  it('a tenant that fails is a row, and the other tenants are there', async () => {
    await fakeAuth.signInTo(tenantId('Northwind Operations'));
    await open.load();
    assert.ok(
      (await root()).some((text) => text.startsWith('Northwind Operations | northwindoperations.example')),
    );
    await emulator.fault({ path: '^/subscriptions$', skip: 2, status: 500 });
    await open.estate.refresh();
    const failed = (await root()).filter((text) => text.endsWith('| EmulatedFault'));
    assert.equal(failed.length, 1);
    assert.equal((await root()).length, 5);
  });

  it('tenants that cannot be listed are a row, and what is known without the list is there', async () => {
    await emulator.fault({ path: '^/tenants$', status: 403, code: 'AuthorizationFailed' });
    await open.load();
    const rows = await rowsBelow(open.tree);
    assert.deepEqual(
      rows.map(({ node }) => node.kind),
      ['managingTenant', 'managingTenant', 'accountProblem', 'unchecked'],
    );
    assert.deepEqual(texts(rows)[2], `${alex} | tenants not listed: access denied`);
    assert.equal(rows[0]?.label, tenantId('Fabrikam'));

    await emulator.mend();
    await open.estate.refresh();
    assert.deepEqual(await root(), firstLevel);
  });

  it('a first look without a connection has a face of its own, and is no empty list', async () => {
    await emulator.fault({ reset: true });
    await open.load();
    assert.deepEqual(await root(), []);
    assert.equal(rootView(open.estate).state, 'offline');

    await emulator.mend();
    await open.estate.refresh();
    assert.deepEqual(await root(), firstLevel);
    assert.equal(rootView(open.estate).state, 'rows');
  });

  it('rows stay where they are when the connection goes, beside what says so', async () => {
    await open.load();
    const before = await root();
    await emulator.fault({ reset: true });
    await open.estate.refresh();
    const now = await root();
    for (const row of before.slice(0, 2)) assert.ok(now.includes(row), row);
    assert.ok(now.some((text) => text.endsWith('Azure could not be reached')));
  });

  it('resource groups that could not be checked stay unchecked, and are counted', async () => {
    await open.load();
    await emulator.fault({ path: 'ResourceGraph', status: 403 });
    await emulator.fault({ path: `${subscriptionId('Fabrikam Corporate')}/`, status: 500 });
    await open.estate.takeInventory(() => undefined, new AbortController().signal);
    const [row] = (await rowsBelow(open.tree)).filter(({ node }: Row) => node.kind === 'unchecked');
    assert.equal(row?.description, '1 of your subscriptions, 1 failed');

    await emulator.mend();
    await open.estate.takeInventory(() => undefined, new AbortController().signal);
    assert.ok(!(await root()).some((text) => text.startsWith('Resource groups not checked')));
  });
});
