import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { freshStart } from './stage/freshStart.ts';
import { everyRow, type Row, rowAt, rowsBelow, texts } from './stage/rows.ts';
import { accountId, alex, firstLevel, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

describe('The rows of the tree', () => {
  let extension: StartedExtension;
  beforeEach(async () => {
    await freshStart();
    extension = startExtension();
    await extension.load();
  });
  afterEach(() => extension.stop());

  it('begin with the managing tenants of both directions, and what nobody has looked at yet', async () => {
    assert.deepEqual(texts(await rowsBelow(extension.tree)), firstLevel);
  });

  it('name customer, state and door of a delegated subscription', async () => {
    const fabrikam = await rowAt(extension.tree, 'Fabrikam');
    assert.deepEqual(texts(await rowsBelow(extension.tree, fabrikam)).toSorted(), [
      'Adatum Core | Adatum',
      'Adatum Dev | Adatum',
      'Contoso Production | Contoso · through Fabrikam',
      'Contoso Production | through Contoso',
      'Contoso Web | Contoso',
      'Tailwind Logistics | Tailwind Traders',
      'Tailwind Retail | Tailwind Traders',
      'WWI Archive | Wide World Importers · Disabled',
      'WWI Ledger | Wide World Importers',
      'WWI Shipping | Wide World Importers',
      'استوديو ليتوير gnp.exe | Litware <b>Labs</b> & "Friends"',
      '🚀 Lab [click]\u200B(command:workbench.action.quit) $\u200B(trash) | Litware <b>Labs</b> & "Friends"',
    ]);
    const proseware = await rowAt(extension.tree, 'Proseware Security');
    assert.deepEqual(texts(await rowsBelow(extension.tree, proseware)), [
      'Fabrikam Corporate | through Fabrikam',
    ]);
  });

  it('name offer and scope of a delegation, and what is special about it', async () => {
    const delegations = async (...labels: readonly string[]): Promise<readonly string[]> =>
      texts(await rowsBelow(extension.tree, await rowAt(extension.tree, ...labels)));
    assert.deepEqual(await delegations('Fabrikam', 'Adatum Core'), [
      'Fabrikam Managed Services Gold | subscription',
      'Fabrikam Backup | subscription',
    ]);
    assert.deepEqual(await delegations('Fabrikam', 'Contoso Web'), ['Web care | resource group rg-web']);
    assert.deepEqual(await delegations('Fabrikam', 'Tailwind Logistics'), [
      'Fabrikam Security (Marketplace) | subscription · Marketplace',
    ]);
    assert.deepEqual(await delegations('Fabrikam', 'WWI Shipping'), [
      'Fabrikam Managed Services Gold | subscription',
      'Fabrikam Cost Review | subscription · Failed',
    ]);
    assert.deepEqual(await delegations('Proseware Security', 'Fabrikam Corporate'), [
      'Proseware Threat Watch | subscription',
    ]);
  });

  it('tell who holds which role, and on what terms', async () => {
    const grants = async (...labels: readonly string[]): Promise<readonly string[]> =>
      texts(await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam', ...labels)));
    assert.deepEqual(await grants('Tailwind Retail', 'Just-in-time operations'), [
      'MSP Operators | Reader',
      'MSP Operators | Contributor, eligible, up to 8 h, MFA, approval',
      'MSP Operators | Managed Services Registration assignment Delete Role, eligible, up to 30 min',
    ]);
    assert.ok(
      (await grants('Contoso Production', 'Fabrikam Managed Services Gold')).includes(
        'Fabrikam Automation | User Access Administrator, may assign 1 role',
      ),
    );
  });

  it('say how many delegations a subscription has once it was read', async () => {
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    const read = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
    assert.equal(read.description, 'Adatum · 2 delegations');
  });

  it('have ids of their own, in lower case, by the door and what was reached through it', async () => {
    const ids = (await everyRow(extension.tree)).map(({ item }) => item.id ?? '');
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      ids.filter((id) => id !== id.toLowerCase()),
      [],
    );
    const door = `/accounts/${accountId(alex)}/tenants/`;
    const below = ids.filter((id) => id.includes('/subscriptions/'));
    assert.ok(below.length > 50);
    for (const id of below) assert.ok(id.startsWith(door), id);
    assert.ok(below.some((id) => id.startsWith(`${door}${tenantId('Contoso')}/subscriptions/`)));
  });

  it('keep their ids when everything is read again', async () => {
    const ids = async (): Promise<readonly unknown[]> =>
      (await everyRow(extension.tree)).map(({ item }) => item.id);
    const before = await ids();
    await extension.run('azureDelegations.refresh');
    assert.deepEqual(await ids(), before);
  });

  it('carry words for what can be done with them', async () => {
    const words = async (...labels: readonly string[]): Promise<readonly string[]> => {
      const { item } = await rowAt(extension.tree, ...labels);
      return (item.contextValue ?? '').split(';');
    };
    const tenant = ['delegations', 'managingTenant', 'incoming', 'resource', 'refreshable', 'emptiable'];
    assert.deepEqual(await words('Fabrikam'), tenant);
    assert.deepEqual(await words('Proseware Security'), tenant);
    assert.deepEqual(await words('Northwind Operations'), ['delegations', 'signInRequired']);
    assert.deepEqual(await words('Resource groups not checked'), ['delegations', 'unchecked']);
    assert.deepEqual(await words('Fabrikam', 'Adatum Core'), [
      ...['delegations', 'subscription', 'outgoing', 'resource', 'refreshable', 'emptiable'],
    ]);
    assert.deepEqual(await words('Proseware Security', 'Fabrikam Corporate'), [
      ...['delegations', 'subscription', 'incoming', 'resource', 'refreshable', 'emptiable'],
    ]);
    const delegation = ['delegations', 'assignment', 'resource', 'removable'];
    assert.deepEqual(await words('Fabrikam', 'Adatum Core', 'Fabrikam Backup'), delegation);
    assert.deepEqual(await words('Fabrikam', 'Tailwind Logistics', 'Fabrikam Security (Marketplace)'), [
      ...delegation,
      'marketplace',
    ]);
    assert.deepEqual(await words('Fabrikam', 'Adatum Core', 'Fabrikam Backup', 'MSP Operators'), [
      ...['delegations', 'authorization'],
    ]);
  });

  it('can be opened down to the delegation, and start closed', async () => {
    const rows = await everyRow(extension.tree);
    const opens = new Set(['managingTenant', 'subscription', 'assignment']);
    for (const { node, item } of rows)
      assert.equal(item.collapsibleState, opens.has(node.kind) ? Collapsed : None, item.id);
  });

  it('have an icon for each state', async () => {
    const icon = async (...labels: readonly string[]): Promise<string> =>
      iconOf(await rowAt(extension.tree, ...labels));
    assert.equal(await icon('Fabrikam'), 'organization');
    assert.equal(await icon('Proseware Security'), 'shield');
    assert.equal(await icon('Northwind Operations'), 'lock');
    assert.equal(await icon('Resource groups not checked'), 'question');
    assert.equal(await icon('Fabrikam', 'Adatum Core'), 'layers');
    assert.equal(await icon('Fabrikam', 'WWI Archive'), 'warning list.warningForeground');
    assert.equal(await icon('Fabrikam', 'Adatum Core', 'Fabrikam Backup'), 'link');
    assert.equal(await icon('Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring'), 'lock');
    assert.equal(
      await icon('Fabrikam', 'WWI Shipping', 'Fabrikam Cost Review'),
      'error list.errorForeground',
    );
    const grants = await rowAt(extension.tree, 'Fabrikam', 'Tailwind Retail', 'Just-in-time operations');
    assert.deepEqual((await rowsBelow(extension.tree, grants)).map(iconOf), [
      'person',
      'clock',
      'key charts.green',
    ]);
  });

  it('say to a screen reader what sighted users see in icons and places', async () => {
    const spoken = async (...labels: readonly string[]): Promise<string | undefined> =>
      (await rowAt(extension.tree, ...labels)).item.accessibilityInformation?.label;
    assert.equal(
      await spoken('Proseware Security'),
      'Proseware Security, a provider, manages 1 of your subscriptions',
    );
    assert.match(
      (await spoken('Fabrikam')) ?? '',
      /^Fabrikam, .*customers.*manages 1 of your subscriptions$/,
    );
    assert.equal(
      await spoken('Fabrikam', 'WWI Archive'),
      'Subscription WWI Archive, Wide World Importers, Disabled',
    );
    assert.equal(
      await spoken('Fabrikam', 'Adatum Core', 'Fabrikam Backup'),
      'Delegation Fabrikam Backup, subscription, grants the delete role',
    );
    assert.equal(
      await spoken('Fabrikam', 'WWI Shipping', 'Fabrikam Cost Review'),
      'Delegation Fabrikam Cost Review, subscription, Failed, does not grant the delete role',
    );
    for (const { item } of await everyRow(extension.tree))
      assert.ok(item.accessibilityInformation?.label, item.id);
  });
});

function iconOf({ item }: Row): string {
  if (!(item.iconPath instanceof vscode.ThemeIcon)) return '';
  const { id, color } = item.iconPath;
  return [id, color?.id].filter(Boolean).join(' ');
}
