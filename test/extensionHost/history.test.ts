import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { interruptedRemoval, journalFolder, journalIn } from './stage/journal.ts';
import { Messages } from './stage/messages.ts';
import { replaced } from './stage/replaced.ts';
import { rowAt } from './stage/rows.ts';
import { alex, delegationIds, subscriptionId } from './stage/smallWorld.ts';
import { newStorage, startExtension, type StartedExtension } from './stage/startExtension.ts';

const [gold = '', backup = ''] = delegationIds('Adatum Core');
const history = 'azureDelegations.removalHistory';
const save = 'azureDelegations.saveOnboardingTemplate';

describe('The history of removals', () => {
  let storage: vscode.Uri;
  let extension: StartedExtension;
  let messages: Messages;
  let folder: string;
  let putBack: () => void;
  /** What was opened, and where the next export goes. */
  let opened: vscode.Uri[];
  beforeEach(async () => {
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    storage = newStorage();
    folder = mkdtempSync(join(tmpdir(), 'saved-'));
    opened = [];
    messages = new Messages();
    const execute = vscode.commands.executeCommand.bind(vscode.commands);
    const putCommandsBack = replaced(vscode.commands, {
      executeCommand: <T>(command: string, ...args: readonly unknown[]): Thenable<T> => {
        if (command !== 'markdown.showPreview') return execute<T>(command, ...args);
        opened.push(args[0] as vscode.Uri);
        return Promise.resolve(undefined as T);
      },
    });
    const putDialogBack = replaced(vscode.window, {
      showSaveDialog: (options?: vscode.SaveDialogOptions) =>
        Promise.resolve(vscode.Uri.file(join(folder, options?.defaultUri?.path.split('/').at(-1) ?? ''))),
    });
    putBack = () => {
      putCommandsBack();
      putDialogBack();
    };
    extension = startExtension(storage);
    await extension.load();
  });
  afterEach(() => {
    extension.stop();
    messages.stop();
    putBack();
  });

  const remove = async (offer: string): Promise<void> => {
    const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', offer);
    await extension.run('azureDelegations.removeDelegation', { presses: 'Remove Delegation' }, row);
  };
  const saved = (): Readonly<Record<string, string>> => {
    const [name = ''] = readdirSync(folder);
    return Object.fromEntries(
      readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file), 'utf8')]),
    );
  };
  const definitionOf = async (id: string) => {
    const { registrationAssignments, registrationDefinitions } = await emulator.world();
    const assignment = registrationAssignments.find((each) => each.id === id);
    const found = registrationDefinitions.find(
      (each) => each.id === assignment?.properties.registrationDefinitionId,
    );
    return found ?? assert.fail(`no definition of ${id}`);
  };

  it('is empty before the first removal, and says so', async () => {
    await extension.run(history);
    await extension.run('azureDelegations.eraseHistory');
    assert.deepEqual(messages.texts, [
      'No removal was recorded on this computer yet.',
      'The history of removals is empty.',
    ]);
  });

  it('shows of each removal who removed what, when, and who had which access', async () => {
    await remove('Fabrikam Backup');
    await extension.run(history, { picks: [/^Fabrikam Backup removed$/, 'Open Record'] });

    assert.equal(opened.length, 1);
    const escaped = await extension.textOf(opened[0] ?? assert.fail());
    const text = escaped.replaceAll(/\\(.)/g, '$1').replaceAll('&#64;', '@');
    for (const said of [
      /^# Removal of “Fabrikam Backup”$/m,
      /^Outcome: removed\.$/m,
      /\*\*Account:\*\* alex@fabrikam\.example/,
      /\*\*Subscription:\*\* Adatum Core/,
      /\| MSP Operators \| .* \| Backup Contributor \|/,
      /\*\*Known because:\*\* Azure answered that it was deleted/,
      /\| x-ms-request-id \| x-ms-correlation-request-id \|\n\| --- \| --- \|\n\| \S+/,
    ])
      assert.match(text, said);
  });

  it('lists the newest first, those too whose end is not known', async () => {
    await interruptedRemoval(storage, 'Adatum Core', gold, 2);
    await remove('Fabrikam Backup');
    const { records } = await journalIn(storage).list();
    assert.deepEqual(
      records.map(({ removal, state }) => [removal.target.id, state]),
      [
        [backup, 'finished'],
        [gold, 'unfinished'],
      ],
    );
    await extension.run(history, {
      picks: [/Gold interrupted; how it ended is not known yet$/, 'Open Record'],
    });
    assert.match(await extension.textOf(opened[0] ?? assert.fail()), /How it ended is not known yet/);
  });

  it('finds out again, on demand, how a removal ended, and keeps that', async () => {
    const entry = await interruptedRemoval(storage, 'Adatum Core', backup);
    await entry.update({
      kind: 'finished',
      outcome: {
        kind: 'stoppedWaiting',
        because: 'cancelled',
        heard: { deletion: 'accepted' },
        target: { id: backup, scope: '', name: '', subscriptionId: '' },
        assignment: {},
      },
    });
    await emulator.edit({ remove: [backup] });
    await extension.run(history, { picks: [/^Fabrikam Backup accepted; nobody waited/, 'Check Again'] });

    assert.match(messages.texts[0] ?? '', /is gone from .*Adatum Core/);
    const [record] = (await journalIn(storage).list()).records;
    assert.equal(record?.removal.finished?.outcome.kind, 'removed');
    assert.deepEqual(await emulator.requests('DELETE'), []);
  });

  it('offers to save the onboarding template of what was removed', async () => {
    await remove('Fabrikam Backup');
    assert.deepEqual(messages.shown.at(-1)?.buttons, ['Save Onboarding Template…']);
  });

  it('makes of a record the files that recreate the assignment alone while its definition is unchanged', async () => {
    await remove('Fabrikam Backup');
    await extension.run(history, {
      picks: [/^Fabrikam Backup/, 'Save Onboarding Template…', folder],
      presses: 'Continue',
    });

    const files = saved();
    assert.deepEqual(Object.keys(files).toSorted(), ['README.md', 'delegation.template.json']);
    const { resources } = JSON.parse(files['delegation.template.json'] ?? '') as {
      readonly resources: readonly { readonly type: string; readonly name: string }[];
    };
    assert.deepEqual(
      resources.map((each) => [each.type, each.name]),
      [['Microsoft.ManagedServices/registrationAssignments', backup.slice(backup.lastIndexOf('/') + 1)]],
    );
    assert.equal(messages.shown.at(-1)?.severity, 'information');
    assert.match(messages.texts.at(-1) ?? '', /^Saved the onboarding template of “.*Fabrikam Backup/);
  });

  it('makes the definition too where that is gone, with what it granted', async () => {
    const definition = await definitionOf(backup);
    await remove('Fabrikam Backup');
    await emulator.edit({ remove: [definition.id] });
    await extension.run(history, {
      picks: [/^Fabrikam Backup/, 'Save Onboarding Template…', folder],
      presses: 'Continue',
    });

    const { parameters } = JSON.parse(saved()['delegation.parameters.json'] ?? '') as {
      readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
    };
    assert.deepEqual(parameters.authorizations?.value, definition.properties.authorizations);
    assert.equal(parameters.mspOfferName?.value, 'Fabrikam Backup');
  });

  it('warns where the definition has changed since: deploying would overwrite it', async () => {
    const definition = await definitionOf(backup);
    await remove('Fabrikam Backup');
    const [, ...others] = definition.properties.authorizations;
    const changed = { ...definition, properties: { ...definition.properties, authorizations: others } };
    await emulator.edit({ put: { registrationDefinitions: [changed] } });
    const declined = await extension.run(history, {
      picks: [/^Fabrikam Backup/, 'Save Onboarding Template…'],
    });

    assert.match(declined.questions[0]?.text ?? '', /definition has changed since/);
    assert.match(declined.questions[0]?.detail ?? '', /• Not any more: .*MSP Operators.*: /);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('says where it could not be compared', async () => {
    await remove('Fabrikam Backup');
    await emulator.fault({
      path: `${subscriptionId('Adatum Core')}/`,
      status: 403,
      code: 'AuthorizationFailed',
    });
    await extension.run(history, {
      picks: [/^Fabrikam Backup/, 'Save Onboarding Template…', folder],
      presses: 'Continue',
    });
    assert.equal(messages.shown.at(-1)?.severity, 'warning');
    assert.match(messages.texts.at(-1) ?? '', /It could not be compared .* \(AuthorizationFailed\)/);
    assert.ok(saved()['delegation.parameters.json']);
  });

  it('saves the template of a delegation that is there, and asks before it replaces files', async () => {
    const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    await extension.run(save, { picks: [folder], presses: 'Continue' }, row);
    assert.deepEqual(Object.keys(saved()).toSorted(), [
      'README.md',
      'delegation.parameters.json',
      'delegation.template.json',
    ]);
    assert.match(saved()['README.md'] ?? '', /MSP Operators/);
    const again = await extension.run(save, { picks: [folder], presses: 'Replace' }, row);
    assert.match(again.questions[0]?.text ?? '', /^Replace the files in “delegation-fabrikam-backup-/);
    assert.deepEqual(await emulator.requests('PUT'), []);
  });

  it('tells why the files could not be saved', async () => {
    const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    await extension.run(save, { picks: [file], presses: 'Continue' }, row);
    assert.equal(messages.shown.at(-1)?.severity, 'error');
    assert.match(messages.texts.at(-1) ?? '', /^The files could not be saved in .*a file/);
  });

  it('exports evidence for people and for programs', async () => {
    await remove('Fabrikam Backup');
    const first = await extension.run(history, {
      picks: [/^Fabrikam Backup/, 'Export Evidence…', 'JSON'],
      presses: 'Continue',
    });
    await extension.run(history, { picks: [/^Fabrikam Backup/, 'Export Evidence…', 'Markdown'] });

    assert.match(first.questions[0]?.text ?? '', /name people and groups of other organisations/);
    const [json = '', markdown = ''] = readdirSync(folder).toSorted();
    const evidence = JSON.parse(readFileSync(join(folder, json), 'utf8')) as Record<string, never>;
    assert.deepEqual(Object.keys(evidence), ['who', 'when', 'what', 'confirmed', 'before', 'after', 'azure']);
    assert.equal(JSON.stringify(evidence).includes(alex), true);
    assert.match(readFileSync(join(folder, markdown), 'utf8'), /^# Removal of “Fabrikam Backup”/);
  });

  it('deletes a record when that is confirmed, and all of them', async () => {
    await remove('Fabrikam Backup');
    await remove('Fabrikam Managed Services Gold');
    await extension.run(history, { picks: [/^Fabrikam Backup/, 'Delete Record…'] });
    assert.equal((await journalIn(storage).list()).records.length, 2);
    await extension.run(history, { picks: [/^Fabrikam Backup/, 'Delete Record…'], presses: 'Delete Record' });
    assert.equal((await journalIn(storage).list()).records.length, 1);

    const erase = await extension.run('azureDelegations.eraseHistory', { presses: 'Erase History' });
    assert.match(erase.questions[0]?.detail ?? '', /It holds 1 removal on this computer/);
    assert.deepEqual(readdirSync(journalFolder(storage)), []);
    assert.match(messages.texts.at(-1) ?? '', /was erased\.$/);
  });

  it('needs nobody to be signed in', async () => {
    await remove('Fabrikam Backup');
    await fakeAuth.signOut();
    await extension.run(history, { picks: [/^Fabrikam Backup removed$/, 'Open Record'] });
    assert.equal(opened.length, 1);
  });
});
