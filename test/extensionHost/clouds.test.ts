import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Cloud } from '../../src/auth/cloud.ts';
import { EditorAccounts } from '../../src/auth/editorAccounts.ts';
import type { AuthRequest } from '../host/fakeAuth/fakeAuthProvider.ts';
import { emulator } from './stage/emulator.ts';
import { emulatorScope, fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { openEstate } from './stage/openEstate.ts';
import { rowsBelow, texts, until } from './stage/rows.ts';
import { alex, firstLevel, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const environment = 'microsoft-sovereign-cloud.environment';
const customEnvironment = 'microsoft-sovereign-cloud.customEnvironment';
const trusted = 'azureDelegations.trustedResourceManagers';

describe('The cloud of the user’s settings', () => {
  const settings = new UserSettings();
  beforeEach(freshStart);
  afterEach(() => settings.restore());

  /** Who is asked for tokens of a tenant, and what for. Nothing is sent to Azure. */
  const askForToken = async (cloud: Cloud): Promise<readonly AuthRequest[]> => {
    const asked = await fakeAuth.listen();
    const accounts = new EditorAccounts(cloud);
    const [account] = await accounts.accounts();
    assert.equal(account?.label, alex);
    await accounts.credential(account, tenantId('Contoso'), 'silent').getToken([]);
    return asked();
  };

  for (const [value, resourceManager, portal, provider, scope] of [
    [
      undefined,
      'https://management.azure.com/',
      'https://portal.azure.com',
      'microsoft',
      'https://management.core.windows.net/.default',
    ],
    [
      'USGovernment',
      'https://management.usgovcloudapi.net/',
      'https://portal.azure.us',
      'microsoft-sovereign-cloud',
      'https://management.core.usgovcloudapi.net/.default',
    ],
    [
      'ChinaCloud',
      'https://management.chinacloudapi.cn/',
      'https://portal.azure.cn',
      'microsoft-sovereign-cloud',
      'https://management.core.chinacloudapi.cn/.default',
    ],
  ] as const) {
    it(`is ${resourceManager} for ${value ?? 'no setting'}, with its own sign-in and scope`, async () => {
      await settings.set(environment, value);
      // What a custom environment says counts for the custom cloud alone.
      await settings.set(customEnvironment, {
        name: 'AzureCloud',
        resourceManagerEndpointUrl: emulator.origin,
        managementEndpointUrl: 'https://management.emulator.example/',
      });
      if (provider === 'microsoft') fakeAuth.signIn({ provider, account: alex });
      const open = openEstate();
      const cloud = open.session.usableCloud;
      open.close();
      assert.equal(cloud?.resourceManager, resourceManager);
      assert.equal(open.session.portal, portal);

      const asked = await askForToken(cloud);
      assert.deepEqual([...new Set(asked.map((request) => request.provider))], [provider]);
      assert.deepEqual(asked.at(-1)?.scopes, [scope, `VSCODE_TENANT:${tenantId('Contoso')}`]);
      for (const { scopes } of asked) assert.ok(scopes.length === 0 || scopes.includes(scope));
      assert.deepEqual(await emulator.requests(), []);
    });
  }

  it('is where a custom environment says, with a scope of its own', async () => {
    const open = openEstate();
    const cloud = open.session.usableCloud;
    open.close();
    assert.equal(cloud?.resourceManager, `${emulator.origin}/`);
    assert.equal(open.session.portal, 'https://portal.emulator.example');
    const asked = await askForToken(cloud);
    assert.deepEqual(asked.at(-1)?.scopes, [emulatorScope, `VSCODE_TENANT:${tenantId('Contoso')}`]);
  });

  for (const audience of [
    'https://management.azure.com',
    'https://management.core.windows.net/',
    'https://management.core.usgovcloudapi.net',
    'https://MANAGEMENT.core.chinacloudapi.cn./',
  ])
    it(`is none where a custom environment wants tokens for ${audience}`, async () => {
      const custom = settings.get(customEnvironment) as object;
      await settings.set(customEnvironment, { ...custom, managementEndpointUrl: audience });
      const asked = await fakeAuth.listen();
      const open = openEstate();
      assert.equal(open.session.viewState, 'cloudProblem');
      assert.equal(open.session.usableCloud, undefined);
      assert.deepEqual(await rowsBelow(open.tree), []);
      open.close();
      assert.deepEqual(await asked(), []);
      assert.deepEqual(await open.requests(), []);
    });

  it('is never sent a token whose audience is another one’s', async () => {
    fakeAuth.issueFor('https://management.core.windows.net/');
    const open = openEstate();
    await open.load();
    const rows = await rowsBelow(open.tree);
    open.close();
    assert.ok(rows.length > 0);
    for (const { item } of rows) assert.match(item.contextValue ?? '', /problem|signInRequired/);
    assert.deepEqual(await emulator.requests(), []);
  });
});

describe('A custom cloud', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  beforeEach(async () => {
    await freshStart();
    await settings.set(trusted, undefined);
    extension = startExtension();
  });
  afterEach(async () => {
    extension.stop();
    await settings.restore();
  });

  const isShown = (): Promise<void> =>
    until(extension.tree, async () => isDeepStrictEqual(texts(await rowsBelow(extension.tree)), firstLevel));
  const isEmpty = (): Promise<void> =>
    until(extension.tree, async () => (await rowsBelow(extension.tree)).length === 0);

  it('is not asked, and nobody is asked for a token, before the user has approved it', async () => {
    const asked = await fakeAuth.listen();
    assert.deepEqual(await rowsBelow(extension.tree), []);
    assert.deepEqual(await asked(), []);
    assert.deepEqual(await emulator.requests(), []);
  });

  it('is named in the question for approval, which is written into the user’s settings', async () => {
    const user = await extension.run('azureDelegations.approveCloud', { presses: 'Connect' });
    const [question, ...more] = user.questions;
    assert.deepEqual(more, []);
    assert.ok(question);
    assert.ok(question.text.includes(emulator.origin));
    assert.match(question.detail ?? '', /access tokens of your account .* are sent to https:/);
    assert.deepEqual(settings.get(trusted), [emulator.origin]);
    await isShown();
  });

  it('stays unused when approval is declined', async () => {
    await extension.run('azureDelegations.approveCloud');
    assert.equal(settings.get(trusted), undefined);
    assert.deepEqual(await rowsBelow(extension.tree), []);
    assert.deepEqual(await emulator.requests(), []);
  });

  it('is left at once when the approval is taken back', async () => {
    await settings.set(trusted, [emulator.origin]);
    await isShown();
    await emulator.fault({ never: true });
    await settings.set(trusted, []);
    await isEmpty();

    await emulator.forgetRequests();
    assert.deepEqual(await rowsBelow(extension.tree), []);
    assert.deepEqual(await emulator.requests(), []);
  });

  it('is left at once when the settings name another one, which needs an approval of its own', async () => {
    await settings.set(trusted, [emulator.origin]);
    await isShown();
    const custom = settings.get(customEnvironment) as object;
    const other = emulator.origin.replace('127.0.0.1', 'localhost');
    await settings.set(customEnvironment, { ...custom, resourceManagerEndpointUrl: other });
    await isEmpty();

    const user = await extension.run('azureDelegations.approveCloud', { presses: 'Connect' });
    assert.ok(user.questions[0]?.text.includes(other));
    await isShown();
    const [request] = (await emulator.requests()).slice(-1);
    assert.equal(request?.headers.host, new URL(other).host);
  });

  it('is left at once for the public cloud, where nobody is signed in', async () => {
    await settings.set(trusted, [emulator.origin]);
    await isShown();
    await settings.set(environment, undefined);
    await isEmpty();
  });
});
