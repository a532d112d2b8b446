import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RegistrationDefinition } from '../emulator/world.ts';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { replaced } from './stage/replaced.ts';
import { type Row, rowAt, rowOf, until } from './stage/rows.ts';
import { delegationIds } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const remove = 'azureDelegations.removeDelegation';
const gold = 'Fabrikam Managed Services Gold';
const backup = 'Fabrikam Backup';

describe('The question before a removal', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    messages = new Messages();
    extension = startExtension();
    await extension.load();
  });
  afterEach(async () => {
    extension.stop();
    messages.stop();
    await settings.restore();
  });

  const adatumCore = (offer: string): Promise<Row> => rowAt(extension.tree, 'Fabrikam', 'Adatum Core', offer);
  const deletes = async (): Promise<readonly string[]> =>
    (await emulator.requests('DELETE')).map(({ url }) => new URL(url, emulator.origin).pathname);
  const plain = (text = ''): string => text.replace(/[\u2068\u2069]/g, '');

  /** The definition of a delegation, which Azure gives another form after the first reading of its assignment. */
  const changeAfterFirstReading = async (
    subscription: string,
    change: (definition: RegistrationDefinition) => RegistrationDefinition,
  ): Promise<void> => {
    const [id = ''] = delegationIds(subscription);
    const { registrationAssignments, registrationDefinitions } = await emulator.world();
    const used = registrationAssignments.find((each) => each.id === id)?.properties.registrationDefinitionId;
    const changed = registrationDefinitions.filter((each) => each.id === used).map(change);
    assert.equal(changed.length, 1);
    await emulator.fault({
      method: 'GET',
      path: 'registrationAssignments/[^/]+$',
      count: 1,
      then: { put: { registrationDefinitions: changed } },
    });
  };

  it('warns of the other delegation that shares roles, by name, and has the name typed', async () => {
    const user = await extension.run(remove, { presses: 'Remove Delegation…' }, await adatumCore(backup));
    const [question] = user.questions;
    const [warning = ''] = plain(question?.detail)
      .split('\n')
      .filter((line) => line.startsWith('⚠'));
    assert.ok(
      warning.startsWith(`⚠ “${gold}” grants the same and may lose it too: MSP Operators: Reader; `),
      warning,
    );
    assert.deepEqual(question?.buttons, ['Remove Delegation…', 'View Full Impact']);
    assert.deepEqual(
      user.wanted.map(({ name, prompt }) => [name, plain(prompt)]),
      [[backup, `Other delegations may lose access with “${backup}”. Type its name to remove it.`]],
    );
    assert.deepEqual(await deletes(), [delegationIds('Adatum Core')[1]]);
  });

  it('was right about it: with the removal, the other one has lost the delete role, and its row says so', async () => {
    const row = await adatumCore(gold);
    const isShown = (word: string): Promise<void> =>
      until(extension.tree, async () =>
        Boolean((await rowOf(extension.tree, row.node)).item.contextValue?.split(';').includes(word)),
      );
    await isShown('allowed');
    await extension.run(remove, { presses: 'Remove Delegation' }, await adatumCore(backup));
    const { lostAuthorizations } = await emulator.world();
    assert.deepEqual(
      [...new Set(lostAuthorizations.map(({ registrationAssignmentId }) => registrationAssignmentId))],
      [delegationIds('Adatum Core')[0]],
    );
    // Contributor, which only the other one grants, is what is left.
    await isShown('perhapsAllowed');
  });

  it('sends nothing when another name is typed', async () => {
    await extension.run(remove, { presses: 'Remove Delegation', types: gold }, await adatumCore(backup));
    assert.deepEqual(await deletes(), []);
    assert.deepEqual(messages.texts, []);
  });

  it('has the name typed of any delegation where the setting asks for that', async () => {
    await settings.set('azureDelegations.deleteConfirmation', 'EnterName');
    const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    const wrong = await extension.run(remove, { presses: 'Remove Delegation', types: 'Fabrikam' }, row);
    assert.deepEqual(
      wrong.wanted.map(({ prompt }) => plain(prompt)),
      ['Type “Fabrikam Monitoring” to remove the delegation.'],
    );
    assert.deepEqual(await deletes(), []);
    await extension.run(remove, { presses: 'Remove Delegation', types: ' fabrikam monitoring' }, row);
    assert.deepEqual(await deletes(), []);
    await extension.run(remove, { presses: 'Remove Delegation', types: 'Fabrikam Monitoring ' }, row);
    assert.deepEqual(await deletes(), delegationIds('Adatum Dev'));
  });

  it('can be answered by a button alone where nobody else is concerned', async () => {
    const row = await rowAt(extension.tree, 'Fabrikam', 'WWI Archive', gold);
    const user = await extension.run(remove, { presses: 'Remove Delegation' }, row);
    assert.deepEqual(user.questions[0]?.buttons, ['Remove Delegation', 'View Full Impact']);
    assert.deepEqual(user.wanted, []);
    assert.equal((await deletes()).length, 1);
  });

  it('is about the resource group alone where that is what is delegated', async () => {
    const row = await rowAt(extension.tree, 'Fabrikam', 'Contoso Web', 'Web care');
    const user = await extension.run(remove, { presses: 'Remove Delegation' }, row);
    const detail = plain(user.questions[0]?.detail);
    assert.match(detail, /^Scope: resource group rg-web of Contoso Web$/m);
    assert.match(detail, /^Contoso Web may disappear for you: it is its last delegation to Fabrikam\.$/m);
    assert.deepEqual(await deletes(), delegationIds('Contoso Web'));
    assert.match((await deletes())[0] ?? '', /\/resourceGroups\/rg-web\//);
    const asked = await emulator.requests('GET', /\/permissions\?/);
    assert.ok(asked.some(({ url }) => /\/resourceGroups\/rg-web\/providers/i.test(url)));
  });

  it('is asked of an owner of the customer too, whose subscription stays in sight', async () => {
    const row = await rowAt(
      extension.tree,
      'Proseware Security',
      'Fabrikam Corporate',
      'Proseware Threat Watch',
    );
    const user = await extension.run(remove, { presses: 'Remove Delegation' }, row);
    const detail = plain(user.questions[0]?.detail);
    assert.match(detail, /^Managing tenant: Proseware Security$/m);
    assert.match(detail, /^• Proseware Analysts: Security Reader; Contributor$/m);
    assert.doesNotMatch(detail, /disappear|Perhaps|not known/);
    assert.deepEqual(await deletes(), [delegationIds('Fabrikam Corporate')[0]]);
    assert.match(messages.texts[0] ?? '', /^Removed “.*Proseware Threat Watch/);
  });

  it('sends no more than what it needs: the others are known from the tree', async () => {
    const row = await adatumCore(backup);
    await until(extension.tree, async () =>
      ((await rowOf(extension.tree, row.node)).item.contextValue ?? '').includes(';allowed'),
    );
    await emulator.forgetRequests();
    await extension.run(remove, {}, row);
    const [id = ''] = delegationIds('Adatum Core').slice(1);
    assert.deepEqual(
      (await emulator.requests()).map(({ url }) => new URL(url, emulator.origin).pathname),
      [id],
    );
  });

  it('is asked again, with the difference, when the definition changed meanwhile; nothing is sent before', async () => {
    await changeAfterFirstReading('Adatum Dev', ({ properties, ...definition }) => ({
      ...definition,
      properties: {
        ...properties,
        authorizations: [
          ...properties.authorizations.slice(1),
          {
            principalId: '5e000000-0000-4000-8000-00000000005e',
            principalIdDisplayName: 'Someone Else',
            roleDefinitionId: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
            delegatedRoleDefinitionIds: ['b24988ac-6180-42a0-ab88-20f7382dd24c'],
          },
        ],
      },
    }));
    const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    const declined = await extension.run(remove, { presses: ['Remove Delegation'] }, row);
    assert.equal(declined.questions.length, 2);
    const again = declined.questions[1];
    assert.equal(
      plain(again?.text),
      '“Fabrikam Monitoring” has changed since you agreed. Remove it as it is now?',
    );
    const lines = plain(again?.detail).split('\n');
    assert.deepEqual(lines.slice(0, 2), [
      '• Not any more: MSP Operators: Reader',
      '• New: Someone Else: User Access Administrator, may assign 1 role',
    ]);
    assert.ok(lines.includes('• Someone Else: User Access Administrator, may assign 1 role'));
    assert.deepEqual(await deletes(), []);
  });

  it('removes what changed meanwhile when that is agreed to as well', async () => {
    await changeAfterFirstReading('Adatum Dev', ({ properties, ...definition }) => ({
      ...definition,
      properties: { ...properties, description: 'Something else' },
    }));
    await emulator.edit({ put: { service: { broadWildcardMayDelete: true } } });
    const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    const presses = ['Remove Delegation', 'Remove Delegation'];
    const user = await extension.run(remove, { presses }, row);
    assert.match(user.questions[1]?.detail ?? '', /^• Another description: Something else/);
    assert.deepEqual(await deletes(), delegationIds('Adatum Dev'));
  });

  describe('View Full Impact', () => {
    /** What was shown as a preview, as HTML. */
    let previews: string[];
    let putBack: () => void;
    beforeEach(() => {
      previews = [];
      const { executeCommand } = vscode.commands;
      putBack = replaced(vscode.commands, {
        executeCommand: (async (command: string, ...args: readonly unknown[]) => {
          if (command !== 'markdown.showPreview') return executeCommand(command, ...args);
          const text = await extension.textOf(args[0] as vscode.Uri);
          previews.push(await executeCommand<string>('markdown.api.render', text));
          return undefined;
        }) as typeof executeCommand,
      });
    });
    afterEach(() => putBack());

    it('shows a document, and asks again when the user goes on', async () => {
      const presses = ['View Full Impact', 'Remove Delegation'];
      const user = await extension.run(
        remove,
        { presses, picks: ['Go On with the Removal…'] },
        await adatumCore(backup),
      );
      assert.equal(user.questions.length, 2);
      assert.deepEqual(user.questions[0], user.questions[1]);
      const [html = ''] = previews;
      const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
      for (const said of [
        'Who loses what Principal Role By delegation Principal ID MSP Operators Reader',
        `Delegations that may lose access with it`,
        `${gold} (subscription) MSP Operators: Reader MSP Operators: Managed Services Registration assignment Delete Role`,
        'You may lose roles as a member of a group above.',
        'Definitions that nothing uses any more',
      ])
        assert.ok(text.includes(said), `${said}\n${text}`);
      assert.equal((await deletes()).length, 1);
    });

    it('leaves it at that when the user does not go on', async () => {
      const answers = { presses: 'View Full Impact', picks: ['Do Not Remove'] };
      const user = await extension.run(remove, answers, await adatumCore(backup));
      assert.equal(user.questions.length, 1);
      assert.deepEqual(await deletes(), []);
      assert.deepEqual(messages.texts, []);
    });

    it('shows names of strangers as they were typed, without link, picture or HTML of theirs', async () => {
      const hostile = '🚀 Lab [click](command:workbench.action.quit) $(trash)';
      const row = await rowAt(
        extension.tree,
        'Fabrikam',
        hostile.replace('](', ']\u200B(').replace('$(', '$\u200B('),
        'Two lines and a tab',
      );
      await extension.run(remove, { presses: 'View Full Impact', picks: ['Do Not Remove'] }, row);
      const [html = ''] = previews;
      assert.match(html, /Lab \[click\]/);
      assert.match(html, /Litware &lt;b&gt;Labs&lt;\/b&gt;/);
      assert.doesNotMatch(html, /<(a|img|b|script|iframe)[\s>]/i);
    });
  });
});
