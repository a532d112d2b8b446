import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { TreeNode } from '../../src/tree/treeNode.ts';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { rowAt, rowsBelow, texts } from './stage/rows.ts';
import { delegationIds, subscriptionId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const lists = /\/registrationAssignments\?/i;
/** Names of roles are read once, whenever there is time; all else is asked for. */
const askedFor = /\/(registrationAssignments|subscriptions|tenants)\?/i;

describe('The tree reads from Azure', () => {
  let extension: StartedExtension;
  /** What the tree asks the editor to draw again. */
  let changed: (TreeNode | undefined)[];
  beforeEach(async () => {
    await freshStart();
    extension = startExtension();
    await extension.load();
    await emulator.forgetRequests();
    changed = [];
    extension.tree.onDidChangeTreeData((node) => changed.push(node));
  });
  afterEach(() => extension.stop());

  it('one list with all terms, of one managing tenant, when a subscription is opened', async () => {
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    const [request, ...others] = await emulator.requests('GET', lists);
    assert.deepEqual(others, []);
    const url = new URL(request?.url ?? '', emulator.origin);
    assert.equal(
      url.pathname,
      `/subscriptions/${subscriptionId('Adatum Core')}/providers/Microsoft.ManagedServices/registrationAssignments`,
    );
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      'api-version': '2022-10-01',
      $expandRegistrationDefinition: 'true',
      $filter: `managedByTenantId eq '${tenantId('Fabrikam')}'`,
    });
  });

  it('nothing of a subscription that nobody opens', async () => {
    await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam'));
    assert.deepEqual(await emulator.requests('GET', lists), []);
  });

  it('nothing more while a subscription stays open', async () => {
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Managed Services Gold');
    assert.equal((await emulator.requests('GET', lists)).length, 1);
  });

  it('a subscription again that was closed and is opened again', async () => {
    const subscription = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
    await rowsBelow(extension.tree, subscription);
    extension.close(subscription);
    changed.length = 0;
    await emulator.edit({ remove: delegationIds('Adatum Core').slice(0, 1) });
    // The view holds the rows of before and does not ask by itself, so the tree tells it to.
    extension.openAgain(subscription);
    // Names of roles may come at any moment, and are drawn on the delegations that are there.
    assert.deepEqual(
      changed.filter((node) => node?.kind !== 'assignment'),
      [subscription.node],
    );
    assert.deepEqual(texts(await rowsBelow(extension.tree, subscription)), [
      'Fabrikam Backup | subscription',
    ]);
    assert.equal((await emulator.requests('GET', lists)).length, 2);
  });

  it('just that subscription when its row is refreshed', async () => {
    const subscription = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
    await rowsBelow(extension.tree, subscription);
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    await emulator.forgetRequests();
    changed.length = 0;

    await extension.run('azureDelegations.refresh', {}, subscription);
    assert.deepEqual(
      changed.filter((node) => node?.kind !== 'assignment'),
      [subscription.node],
    );
    await rowsBelow(extension.tree, subscription);
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    assert.deepEqual(
      (await emulator.requests('GET', askedFor)).map(({ url }) => url.split('/')[2]),
      [subscriptionId('Adatum Core')],
    );
  });

  it('the subscriptions of each door, and no list of tenants, when a managing tenant is refreshed', async () => {
    await extension.run('azureDelegations.refresh', {}, await rowAt(extension.tree, 'Fabrikam'));
    const requests = await emulator.requests('GET', askedFor);
    assert.deepEqual(
      requests.map(({ url }) => url),
      ['/subscriptions?api-version=2022-12-01', '/subscriptions?api-version=2022-12-01'],
    );
    assert.deepEqual(
      requests.map(({ authorization }) => authorization.token?.tid).toSorted(),
      [tenantId('Fabrikam'), tenantId('Contoso')].toSorted(),
    );
  });

  it('everything when the view is refreshed: lists at once, what is open when the view asks', async () => {
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    await emulator.forgetRequests();
    await extension.run('azureDelegations.refresh');
    assert.equal((await emulator.requests('GET', /^\/tenants\?/)).length, 1);
    assert.equal((await emulator.requests('GET', /^\/subscriptions\?/)).length, 2);
    assert.ok(changed.includes(undefined));
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    assert.equal((await emulator.requests('GET', lists)).length, 1);
  });

  it('every subscription of our own for delegated resource groups, when all are checked', async () => {
    await extension.run('azureDelegations.checkAll');
    assert.deepEqual(
      (await emulator.requests('POST', /ResourceGraph/))
        .map(({ authorization }) => authorization.token?.tid)
        .toSorted(),
      [tenantId('Fabrikam'), tenantId('Contoso')].toSorted(),
    );
    assert.deepEqual(
      texts(await rowsBelow(extension.tree)).map((text) => text.split(' | ')[0]),
      ['Fabrikam', 'Proseware Security', 'Tailspin Hosting', 'Northwind Operations'],
    );
    const hosting = await rowAt(extension.tree, 'Tailspin Hosting', 'Fabrikam Corporate');
    assert.deepEqual(texts(await rowsBelow(extension.tree, hosting)), [
      'Tailspin Intranet Hosting | resource group rg-intranet',
    ]);
  });
});
