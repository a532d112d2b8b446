import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/commandIds.ts';
import { portalUrl } from '../../src/commands/portalUrl.ts';
import { extensionId } from '../host/emulatedCloud.ts';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { replaced } from './stage/replaced.ts';
import { type Row, rowAt, rowsBelow } from './stage/rows.ts';
import { delegationIds, subscriptionId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const own = /^azureDelegations\.[a-zA-Z]+$/;

describe('The commands of the installed extension', () => {
  const extension = vscode.extensions.getExtension(extensionId);
  let open: OpenEstate;
  let messages: Messages;
  before(() => extension?.activate());
  beforeEach(async () => {
    await freshStart();
    messages = new Messages();
    open = openEstate();
    await open.load();
  });
  afterEach(async () => {
    open.close();
    assert.deepEqual(messages.texts, []);
    messages.stop();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Runs a command as the context menu does on one or several rows. */
  const runOn = async (command: string, ...rows: readonly Row[]): Promise<void> => {
    const nodes = rows.map(({ node }) => node);
    await vscode.commands.executeCommand(command, nodes[0], nodes);
  };

  it('are those that its manifest declares, no more and no less', async () => {
    const { contributes } = extension?.packageJSON as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    };
    const declared = contributes.commands.map(({ command }) => command).toSorted();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => own.test(id)).toSorted();
    assert.deepEqual(registered, declared);
    assert.deepEqual(Object.values(commandIds).toSorted(), declared);
  });

  it('copy the resource id of a row, as Azure writes it', async () => {
    const [, backup] = delegationIds('Adatum Core');
    await runOn(
      'azureDelegations.copyResourceId',
      await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup'),
    );
    assert.equal(await vscode.env.clipboard.readText(), backup);
  });

  it('copy the resource ids of several rows, a line each', async () => {
    await runOn(
      'azureDelegations.copyResourceId',
      await rowAt(open.tree, 'Fabrikam'),
      await rowAt(open.tree, 'Fabrikam', 'Adatum Dev'),
      await rowAt(open.tree, 'Fabrikam', 'Contoso Web', 'Web care'),
    );
    assert.equal(
      await vscode.env.clipboard.readText(),
      [
        tenantId('Fabrikam'),
        `/subscriptions/${subscriptionId('Adatum Dev')}`,
        ...delegationIds('Contoso Web'),
      ].join('\n'),
    );
  });

  it('copy what removes delegations with the Azure CLI', async () => {
    const gold = await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Managed Services Gold');
    await runOn('azureDelegations.copyAsAzureCli', gold);
    const [goldId, backupId] = delegationIds('Adatum Core');
    assert.equal(
      await vscode.env.clipboard.readText(),
      `az managedservices assignment delete --assignment "${goldId ?? ''}"`,
    );
    await runOn(
      'azureDelegations.copyAsAzureCli',
      gold,
      await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup'),
    );
    assert.equal(
      await vscode.env.clipboard.readText(),
      [goldId, backupId]
        .map((id) => `az managedservices assignment delete --assignment "${id ?? ''}"`)
        .join('\n'),
    );
  });

  it('copy what removes delegations with Azure PowerShell', async () => {
    await runOn(
      'azureDelegations.copyAsPowerShell',
      await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup'),
      await rowAt(open.tree, 'Fabrikam', 'Contoso Web', 'Web care'),
    );
    const [, backup = ''] = delegationIds('Adatum Core');
    const [webCare = ''] = delegationIds('Contoso Web');
    const name = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
    assert.equal(
      await vscode.env.clipboard.readText(),
      [
        `Remove-AzManagedServicesAssignment -Name ${name(backup)} -Scope "/subscriptions/${subscriptionId('Adatum Core')}"`,
        `Remove-AzManagedServicesAssignment -Name ${name(webCare)} -Scope "/subscriptions/${subscriptionId('Contoso Web')}/resourceGroups/rg-web"`,
      ].join('\n'),
    );
  });

  it('show what Azure says of a delegation as JSON that cannot be changed', async () => {
    const row = await rowAt(open.tree, 'Fabrikam', 'Tailwind Logistics', 'Fabrikam Security (Marketplace)');
    await runOn('azureDelegations.viewProperties', row);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.languageId, 'json');
    assert.match(editor.document.fileName, /Fabrikam_Security_\(Marketplace\)\.json$/);
    const body = JSON.parse(editor.document.getText()) as unknown;
    assert.ok(row.node.kind === 'assignment');
    assert.deepEqual(body, row.node.delegation.assignment);
    const plan = row.node.delegation.assignment.properties?.registrationDefinition?.plan;
    assert.equal(plan?.product, 'fabrikam-managed-security');

    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.deepEqual(JSON.parse(editor.document.getText()), body);
    assert.equal(editor.document.isDirty, false);
  });

  it('show the properties of rows with names that no file has', async () => {
    const rows = await rowsBelow(open.tree, await rowAt(open.tree, 'Fabrikam'));
    for (const row of rows.filter(({ description }) => description.startsWith('Litware'))) {
      assert.ok(row.node.kind === 'subscription');
      await runOn('azureDelegations.viewProperties', row);
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.equal((JSON.parse(text) as { readonly id: string }).id, row.node.row.subscription.id);
    }
  });

  it('open the portal’s page of a row, in the directory that it was reached through', async () => {
    const opened: string[] = [];
    const putBack = replaced(vscode.env, {
      openExternal: (target) => {
        opened.push(target.toString(true));
        return Promise.resolve(true);
      },
    });
    try {
      const rows = [
        await rowAt(open.tree, 'Fabrikam', 'Adatum Core'),
        await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup'),
        await rowAt(open.tree, 'Proseware Security', 'Fabrikam Corporate', 'Proseware Threat Watch'),
      ];
      for (const row of rows) await runOn('azureDelegations.openInPortal', row);
      const portal = `https://portal.emulator.example/#@${tenantId('Fabrikam')}`;
      assert.deepEqual(opened, [
        `${portal}/resource/subscriptions/${subscriptionId('Adatum Core')}/overview`,
        `${portal}/view/Microsoft_Azure_CustomerHub/MyCustomersBladeV2`,
        `${portal}/view/Microsoft_Azure_CustomerHub/ServiceProvidersBladeV2/~/providers`,
      ]);
      assert.deepEqual(
        opened,
        rows.map(({ node }) => portalUrl(open.session.portal, node)),
      );
    } finally {
      putBack();
    }
  });
});

describe('Commands from the palette', () => {
  let extension: StartedExtension;
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    messages = new Messages();
    extension = startExtension();
  });
  afterEach(() => {
    extension.stop();
    messages.stop();
  });

  it('ask for a subscription, by its door, and for one of its delegations, and load by themselves', async () => {
    await extension.run('azureDelegations.copyResourceId', {
      picks: [/^Contoso Production/, /^Fabrikam Managed Services Gold subscription$/],
    });
    assert.deepEqual([await vscode.env.clipboard.readText()], delegationIds('Contoso Production'));
    await extension.run('azureDelegations.copyAsAzureCli', { picks: [/^Contoso Web/, /^Web care/] });
    assert.match(await vscode.env.clipboard.readText(), /^az managedservices .*\/resourceGroups\/rg-web\//);
    assert.deepEqual(messages.texts, []);
  });

  it('say what Azure said, and lead to the log, when something goes wrong', async () => {
    const path = `${subscriptionId('Adatum Dev')}/`;
    await emulator.fault({ path, status: 403, code: 'AuthorizationFailed', message: 'You may not.' });
    await extension.run('azureDelegations.copyResourceId', { picks: [/^Adatum Dev/] });
    assert.deepEqual(messages.shown, [
      {
        severity: 'error',
        text: 'Azure denied access (AuthorizationFailed). Azure says: You may not.',
        buttons: ['Show Log'],
      },
    ]);
  });

  it('say that a subscription has no delegation any more', async () => {
    await emulator.fault({ path: 'registrationAssignments$', body: '{"value":[]}' });
    await extension.run('azureDelegations.viewProperties', { picks: [/^Adatum Dev/] });
    assert.deepEqual(messages.texts, ['Azure lists no delegation of Adatum Dev any more.']);
  });
});
