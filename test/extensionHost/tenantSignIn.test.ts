import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Consent } from './stage/consent.ts';
import { emulator } from './stage/emulator.ts';
import { emulatorScope, fakeAuth, prompts } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { rowAt, rowsBelow, texts, until } from './stage/rows.ts';
import { alex, robin, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

describe('A tenant that wants a sign-in of its own', () => {
  let extension: StartedExtension;
  let messages: Messages;
  let consent: Consent;
  beforeEach(async () => {
    await freshStart();
    consent = new Consent();
    messages = new Messages();
    extension = startExtension();
    await extension.load();
  });
  afterEach(() => {
    extension.stop();
    messages.stop();
    consent.stop();
  });

  const isFilled = async (): Promise<void> => {
    const shared = await rowAt(extension.tree, 'Northwind Operations', 'Adatum Shared');
    assert.deepEqual(texts(await rowsBelow(extension.tree, shared)), [
      'Northwind Network Watch | subscription',
    ]);
  };
  const isLocked = async (): Promise<void> => {
    const { item } = await rowAt(extension.tree, 'Northwind Operations');
    assert.equal(item.contextValue, 'delegations;signInRequired');
  };

  it('is a row that signs in when it is selected', async () => {
    const { node, item } = await rowAt(extension.tree, 'Northwind Operations');
    assert.equal(item.command?.command, 'azureDelegations.signInToTenant');
    assert.deepEqual(item.command.arguments, [node]);
  });

  it('is filled by a sign-in from its row: one prompt, for this account and tenant', async () => {
    const asked = await fakeAuth.listen();
    await extension.run(
      'azureDelegations.signInToTenant',
      {},
      await rowAt(extension.tree, 'Northwind Operations'),
    );
    await isFilled();
    assert.deepEqual(
      prompts(await asked()).map(({ account, scopes }) => ({ account, scopes })),
      [
        {
          account: alex,
          scopes: [emulatorScope, `VSCODE_TENANT:${tenantId('Northwind Operations')}`],
        },
      ],
    );
    assert.deepEqual(messages.texts, []);
  });

  it('is offered by the palette', async () => {
    await extension.run('azureDelegations.signInToTenant', { picks: [/^Northwind Operations/] });
    await isFilled();
  });

  it('can be named by its domain', async () => {
    const asked = await fakeAuth.listen();
    await extension.run('azureDelegations.signInToTenant', {
      picks: [/Another tenant/, 'NorthwindOperations.example '],
    });
    await isFilled();
    assert.deepEqual(prompts(await asked())[0]?.scopes, [
      emulatorScope,
      'VSCODE_TENANT:northwindoperations.example',
    ]);
  });

  it('is signed in to with the account that is picked, where there are several', async () => {
    fakeAuth.signIn({ account: robin });
    const asked = await fakeAuth.listen();
    await extension.run('azureDelegations.signInToTenant', {
      picks: [/Another tenant/, 'fabrikam.example', robin],
    });
    const about = (await asked()).filter(({ scopes }) => scopes.includes('VSCODE_TENANT:fabrikam.example'));
    assert.deepEqual([...new Set(about.map(({ account }) => account))], [robin]);
  });

  for (const [where, decline] of [
    ['in the editor', () => consent.refuseNext()],
    ['on the page', () => fakeAuth.declineNext()],
  ] as const)
    it(`stays a row, without a word, when the sign-in is declined ${where}`, async () => {
      decline();
      await extension.run(
        'azureDelegations.signInToTenant',
        {},
        await rowAt(extension.tree, 'Northwind Operations'),
      );
      await isLocked();
      assert.deepEqual(messages.texts, []);
    });

  it('stays a row beside all others when the tenant refuses, and the refusal is told', async () => {
    const northwind = (await emulator.world()).tenants.filter(
      ({ displayName }) => displayName === 'Northwind Operations',
    );
    await emulator.edit({ put: { tenants: northwind.map((tenant) => ({ ...tenant, signIn: 'refused' })) } });
    await extension.run(
      'azureDelegations.signInToTenant',
      {},
      await rowAt(extension.tree, 'Northwind Operations'),
    );
    await isLocked();
    assert.equal(messages.shown.length, 1);
    assert.equal(messages.shown[0]?.severity, 'error');
    assert.match(messages.shown[0].text, /AADSTS53003/);
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
  });

  it('is read at once when somebody signed in to it elsewhere in the editor', async () => {
    await fakeAuth.signInTo(tenantId('Northwind Operations'));
    await until(extension.tree, async () => {
      const { node } = await rowAt(extension.tree, 'Northwind Operations');
      return node.kind === 'managingTenant';
    });
    await isFilled();
  });
});
