import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { azureCliSignIn } from '../../src/commands/signInOutside.ts';
import { AzureCli } from './stage/azureCli.ts';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { replaced } from './stage/replaced.ts';
import { rowAt, rowsBelow, texts, until } from './stage/rows.ts';
import { accountId, alex, firstLevel, robin, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const authentication = 'azureDelegations.authentication';
const customEnvironment = 'microsoft-sovereign-cloud.customEnvironment';

/** Variables of the environment, until they are put back. */
function environment(variables: Readonly<Record<string, string>>): () => void {
  Object.assign(process.env, variables);
  return () => {
    for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
  };
}

describe('With the Azure CLI', () => {
  const settings = new UserSettings();
  let cli: AzureCli;
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    cli = new AzureCli();
    await settings.set(authentication, 'azureCli');
    open = openEstate();
  });
  afterEach(async () => {
    open.close();
    cli.remove();
    await settings.restore();
  });

  it('its account reads every tenant by a token of that tenant, and the editor’s accounts are not asked', async () => {
    cli.signIn();
    const asked = await fakeAuth.listen();
    await open.load();
    assert.deepEqual(texts(await rowsBelow(open.tree)), firstLevel);
    assert.equal((await rowsBelow(open.tree, await rowAt(open.tree, 'Fabrikam', 'Adatum Core'))).length, 2);
    const tenants = (await open.requests('GET', /^\/subscriptions\?/)).map(
      ({ authorization }) => authorization.token?.tid,
    );
    assert.deepEqual(tenants.toSorted(), [tenantId('Contoso'), tenantId('Fabrikam')].toSorted());
    assert.deepEqual(await asked(), []);
  });

  it('that is signed in as somebody else, that account’s estate is shown after a refresh', async () => {
    cli.signIn();
    await open.load();
    cli.signIn(robin);
    await open.estate.refresh();
    assert.deepEqual(
      open.estate.snapshot.accounts.map(({ accountLabel }) => accountLabel),
      [robin],
    );
  });

  it('that is not installed, the view says so, and nothing is asked of Azure', async () => {
    cli.uninstall();
    await open.load();
    assert.equal(open.session.viewState, 'cliMissing');
    assert.deepEqual(await rowsBelow(open.tree), []);
    assert.deepEqual(await open.requests(), []);
  });

  it('that is signed out, the view says so, and fills after a sign-in and a refresh', async () => {
    await open.load();
    assert.equal(open.session.viewState, 'cliSignedOut');
    cli.signIn();
    await open.estate.refresh();
    assert.equal(open.session.viewState, undefined);
    assert.deepEqual(texts(await rowsBelow(open.tree)), firstLevel);
  });

  it('a tenant that wants a sign-in of its own is told the command for it', async () => {
    cli.signIn();
    await open.load();
    const [account] = await open.session.accounts();
    assert.ok(account);
    const door = {
      accountId: account.id,
      accountLabel: account.label,
      tenantId: tenantId('Northwind Operations'),
    };
    await assert.rejects(open.session.subscriptions(door, new AbortController().signal), {
      reason: 'signInRequired',
      message: `Run "az login --tenant ${door.tenantId}" in a terminal, and refresh.`,
    });
  });

  it('no token of a known cloud goes to a custom one', async () => {
    cli.signIn(undefined, 'https://management.core.windows.net/');
    await open.load();
    const rows = await rowsBelow(open.tree);
    assert.ok(rows.length > 0);
    for (const { item } of rows) assert.match(item.contextValue ?? '', /problem/);
    assert.deepEqual(await open.requests(), []);
  });

  it('a stronger sign-in is asked for by the command that gives it, and nothing is removed', async () => {
    cli.signIn();
    const policy = { id: 'mfa', scope: '/', operations: ['delete'], answer: 'unauthorized' } as const;
    await emulator.edit({ put: { mfaPolicies: [policy] } });
    const messages = new Messages();
    const extension = startExtension();
    try {
      await extension.load();
      await extension.run('azureDelegations.removeDelegation', {
        picks: [/^Tailwind Logistics/, /Marketplace/],
        presses: 'Remove Delegation',
      });
      const text = messages.texts.join();
      assert.match(text, new RegExp(`az login --tenant ${tenantId('Fabrikam')} --claims-challenge \\w+`));
    } finally {
      extension.stop();
      messages.stop();
    }
  });
});

describe('With an identity of the environment or of the machine', () => {
  const settings = new UserSettings();
  const putBack: (() => void)[] = [];
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    const custom = settings.get(customEnvironment) as object;
    await settings.set(customEnvironment, { ...custom, activeDirectoryEndpointUrl: emulator.origin });
  });
  afterEach(async () => {
    open.close();
    for (const each of putBack.splice(0)) each();
    await settings.restore();
  });

  const [clientId = ''] = accountId(alex).split('.');
  const servicePrincipal = (secret: string): Readonly<Record<string, string>> => ({
    AZURE_TENANT_ID: tenantId('Fabrikam'),
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: secret,
  });
  const start = async (mode: string): Promise<void> => {
    await settings.set(authentication, mode);
    open = openEstate();
    await open.load();
  };

  for (const mode of ['environment', 'default'])
    it(`"${mode}" is the service principal that the environment names, in each tenant`, async () => {
      putBack.push(environment(servicePrincipal('open sesame')));
      await start(mode);
      const rows = texts(await rowsBelow(open.tree));
      assert.ok(rows.includes(firstLevel[0] ?? ''), rows.join('\n'));
      const tenants = (await open.requests('GET', /^\/subscriptions\?/)).map(
        ({ authorization }) => authorization.token?.tid,
      );
      assert.deepEqual(tenants.toSorted(), [tenantId('Contoso'), tenantId('Fabrikam')].toSorted());
    });

  it('a secret that is refused is an error with its code, and no empty list', async () => {
    putBack.push(environment(servicePrincipal('guessed')));
    await start('environment');
    const [row, ...more] = await rowsBelow(open.tree);
    assert.deepEqual([row?.label, more], ['The accounts could not be read', []]);
    const { error } = open.estate.snapshot;
    assert.deepEqual([error?.reason, error?.code], ['forbidden', 'AADSTS7000215']);
    assert.ok(!error?.message.includes('guessed'));
  });

  it('an environment that names nobody is a state of the view', async () => {
    await start('environment');
    assert.equal(open.session.viewState, 'environmentIncomplete');
    assert.deepEqual(await rowsBelow(open.tree), []);
  });

  it('"managedIdentity" is the machine’s own, in its own tenant', async () => {
    putBack.push(
      environment({ IDENTITY_ENDPOINT: `${emulator.origin}/any/msi/token`, IDENTITY_HEADER: 'header' }),
    );
    await start('managedIdentity');
    const rows = await rowsBelow(open.tree);
    assert.deepEqual(
      rows.slice(0, 2).map(({ label }) => label),
      ['Fabrikam', 'Proseware Security'],
    );
    assert.deepEqual(texts(rows.slice(2)), [
      'Northwind Operations | access denied',
      'Contoso | access denied',
      'Resource groups not checked | 1 of your subscriptions',
    ]);
  });
});

describe('The way to sign in', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  let messages: Messages;
  let cli: AzureCli;
  beforeEach(async () => {
    await freshStart();
    messages = new Messages();
    cli = new AzureCli();
    extension = startExtension();
    await extension.load();
  });
  afterEach(async () => {
    extension.stop();
    messages.stop();
    cli.remove();
    await settings.restore();
  });

  it('empties the view at once when it changes, and fills it from the new one', async () => {
    cli.signIn(robin);
    await emulator.fault({ never: true, count: 1 });
    await settings.set(authentication, 'azureCli');
    await until(extension.tree, async () => (await rowsBelow(extension.tree)).length === 0);
    await emulator.mend();
    await extension.run('azureDelegations.refresh');
    await until(extension.tree, async () =>
      (await rowsBelow(extension.tree)).some(({ label }) => label === 'Fabrikam'),
    );
  });

  it('runs az login in a terminal for the Azure CLI, with the tenant of the row', async () => {
    await settings.set(authentication, 'azureCli');
    const typed: string[] = [];
    const putBack = replaced(vscode.window, {
      createTerminal: (() => ({
        show: () => undefined,
        sendText: (text: string) => typed.push(text),
      })) as unknown as typeof vscode.window.createTerminal,
    });
    try {
      await extension.run('azureDelegations.signIn');
      cli.signIn();
      await extension.run('azureDelegations.refresh');
      const locked = await rowAt(extension.tree, 'Northwind Operations');
      await extension.run('azureDelegations.signInToTenant', {}, locked);
    } finally {
      putBack();
    }
    assert.deepEqual(typed, ['az login', `az login --tenant ${tenantId('Northwind Operations')}`]);
    assert.match(messages.texts.at(-1) ?? '', /in the terminal, then refresh/);
  });

  for (const [mode, advice] of [
    ['environment', /AZURE_TENANT_ID, AZURE_CLIENT_ID/],
    ['managedIdentity', /no managed identity/],
    ['default', /No credential was found/],
  ] as const)
    it(`Sign In says what "${mode}" needs, instead of doing nothing`, async () => {
      await settings.set(authentication, mode);
      await extension.run('azureDelegations.signIn');
      const { buttons } = await messages.saying(advice);
      assert.deepEqual(buttons, ['Refresh', 'Open Settings']);
    });

  it('gives a shell no tenant that is none', () => {
    assert.throws(() => azureCliSignIn(undefined, 'x; rm -rf ~'));
    assert.deepEqual(azureCliSignIn({ name: 'AzureUSGovernment', custom: false }, undefined), [
      'az cloud set --name AzureUSGovernment',
      'az login',
    ]);
  });
});
