import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { interruptedRemoval, journalFolder, journalIn } from './stage/journal.ts';
import { Messages } from './stage/messages.ts';
import { type Row, rowAt, rowOf, until } from './stage/rows.ts';
import { alex, delegationIds } from './stage/smallWorld.ts';
import { newStorage, startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const presses = 'Remove Delegation';
const [gold = '', backup = ''] = delegationIds('Adatum Core');

describe('The journal of removals', () => {
  const settings = new UserSettings();
  const started: StartedExtension[] = [];
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    messages = new Messages();
  });
  afterEach(async () => {
    for (const extension of started.splice(0)) extension.stop();
    messages.stop();
    await settings.restore();
  });

  /** Opens a window whose extension has this storage. */
  const start = (storage?: vscode.Uri): StartedExtension => {
    const extension = startExtension(storage);
    started.push(extension);
    return extension;
  };
  const loaded = async (storage?: vscode.Uri): Promise<StartedExtension> => {
    const extension = start(storage);
    await extension.load();
    return extension;
  };
  const backupRow = ({ tree }: StartedExtension): Promise<Row> =>
    rowAt(tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');

  it('holds a removal from before its DELETE to its end, for the user’s eyes alone', async () => {
    const storage = newStorage();
    const extension = await loaded(storage);
    await extension.run('azureDelegations.removeDelegation', { presses }, await backupRow(extension));

    const { records } = await journalIn(storage).list();
    assert.equal(records.length, 1);
    const { state, removal } = records[0] ?? assert.fail();
    assert.equal(state, 'finished');
    assert.equal(removal.target.id, backup);
    assert.equal(removal.target.subscriptionName, 'Adatum Core');
    assert.equal(removal.door.accountLabel, alex);
    assert.equal(removal.resourceManager, `${emulator.origin}/`);
    assert.equal(removal.finished?.outcome.kind, 'removed');
    assert.match(removal.succeeded?.requestIds?.requestId ?? '', /./);
    for (const file of readdirSync(journalFolder(storage)))
      assert.equal(statSync(join(journalFolder(storage), file)).mode & 0o077, 0, file);
  });

  it('that cannot be written keeps every DELETE from being sent, and tells why', async () => {
    const storage = newStorage();
    mkdirSync(dirname(journalFolder(storage)), { recursive: true });
    writeFileSync(journalFolder(storage), 'a file where the folder should be');
    const extension = await loaded(storage);
    await extension.run('azureDelegations.removeDelegation', { presses }, await backupRow(extension));

    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.equal(messages.shown[0]?.severity, 'error');
    assert.match(
      messages.texts[0] ?? '',
      /could not be recorded on this computer, so nothing was sent\. The folder .*removals cannot be used\./,
    );
    await backupRow(extension);
  });

  it('has no place where the editor’s storage is on no disk, and then nothing is sent', async () => {
    const extension = await loaded(vscode.Uri.parse('memory:/storage'));
    await extension.run('azureDelegations.removeDelegation', { presses }, await backupRow(extension));

    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.match(messages.texts[0] ?? '', /nothing was sent\. Removals can only be recorded on a disk/);
  });

  it('keeps two windows from removing the same delegation', async () => {
    const storage = newStorage();
    const [one, other] = [await loaded(storage), await loaded(storage)];
    const rows = [await backupRow(one), await backupRow(other)] as const;
    await emulator.fault({ method: 'DELETE', latencyMs: 1_500 });
    const isBeingRemoved = until(
      one.tree,
      async () => (await rowOf(one.tree, rows[0].node)).description === 'being removed…',
    );
    const removal = one.run('azureDelegations.removeDelegation', { presses }, rows[0]);
    await isBeingRemoved;
    const user = await other.run('azureDelegations.removeDelegation', {}, rows[1]);
    await removal;

    assert.deepEqual(user.questions, []);
    assert.match(messages.texts[0] ?? '', /is being removed already, in another window\. Nothing was sent/);
    assert.equal((await emulator.requests('DELETE')).length, 1);
    assert.equal((await journalIn(storage).list()).records.length, 1);
  });

  it('tells at the next start how an interrupted removal ended, once and by reading alone', async () => {
    const storage = newStorage();
    await interruptedRemoval(storage, 'Adatum Core', backup);
    await emulator.edit({ remove: [backup] });
    start(storage);
    const { text } = await messages.saying(/interrupted/);
    assert.match(
      text,
      /interrupted when the editor closed\. “.*Fabrikam Backup.*” is gone from .*Adatum Core/,
    );
    const [record] = (await journalIn(storage).list()).records;
    assert.equal(record?.state, 'finished');

    await nextStart(storage);
    assert.equal(messages.shown.length, 1);
    assert.deepEqual(await emulator.requests('DELETE'), []);
  });

  it('tells that a delegation is still there whose DELETE was never answered, and sends none', async () => {
    const storage = newStorage();
    await interruptedRemoval(storage, 'Adatum Core', backup);
    start(storage);
    const { severity, text } = await messages.saying(/interrupted/);

    assert.equal(severity, 'error');
    assert.match(text, /“.*Fabrikam Backup.*” is still there\./);
    assert.deepEqual(await emulator.requests('DELETE'), []);
  });

  it('tells of several interrupted removals in one message', async () => {
    const storage = newStorage();
    await interruptedRemoval(storage, 'Adatum Core', backup);
    await interruptedRemoval(storage, 'Adatum Core', gold);
    await emulator.edit({ remove: [backup] });
    start(storage);
    const { text } = await messages.saying(/interrupted/);

    assert.match(text, /^2 removals were interrupted .* Removed: 1\. .* Still there: 1\./);
    assert.equal(messages.shown.length, 1);
  });

  it('waits with an interrupted removal until the account that it went through is there', async () => {
    const storage = newStorage();
    await interruptedRemoval(storage, 'Adatum Core', backup);
    await fakeAuth.signOut();
    await nextStart(storage);
    assert.deepEqual(messages.shown, []);
    assert.equal((await journalIn(storage).list()).records.at(-1)?.state, 'unfinished');

    fakeAuth.signIn({ account: alex });
    await messages.saying(/interrupted.*is still there/);
  });

  it('sets a damaged record aside, says so once, and goes on', async () => {
    const storage = newStorage();
    await interruptedRemoval(storage, 'Adatum Core', backup);
    const [file = ''] = readdirSync(journalFolder(storage)).filter((name) => name.endsWith('.json'));
    writeFileSync(join(journalFolder(storage), file), '{ "format": 1, "openedAt": ');
    start(storage);
    const { severity, text } = await messages.saying(/damaged/);
    assert.equal(severity, 'warning');
    assert.ok(existsSync(/set aside as (.*)\.$/.exec(text)?.[1] ?? ''), text);

    await nextStart(storage);
    assert.equal(messages.shown.length, 1);
    const extension = await loaded(storage);
    await extension.run('azureDelegations.removeDelegation', { presses }, await backupRow(extension));
    assert.match(messages.texts.at(-1) ?? '', /^Removed/);
  });

  it('forgets finished removals that are older than the setting says', async () => {
    const storage = newStorage();
    const entry = await interruptedRemoval(storage, 'Adatum Core', gold, 31);
    await entry.update({ kind: 'finished', outcome: removedAtOnce });
    await settings.set('azureDelegations.history.days', 30);
    await nextStart(storage);
    assert.deepEqual((await journalIn(storage).list()).records, []);
  });

  /** Opens another window, and resolves when it has looked through the journal: it deletes what is very old last. */
  async function nextStart(storage: vscode.Uri): Promise<void> {
    const old = await interruptedRemoval(storage, 'Adatum Core', gold, 1_000);
    await old.update({ kind: 'finished', outcome: removedAtOnce });
    start(storage);
    const file = join(journalFolder(storage), `${old.name}.json`);
    while (existsSync(file)) await setImmediate();
  }
});

const removedAtOnce = {
  kind: 'removed',
  proof: 'deletedAtOnce',
  sightLost: false,
  target: { id: gold, scope: '', name: '', subscriptionId: '' },
  assignment: {},
} as const;
