import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { Consent } from './stage/consent.ts';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { everyRow, rowAt, rowsBelow } from './stage/rows.ts';
import { alex, delegationIds } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const presses = 'Remove Delegation';

describe('After a day of work, of errors and of a step-up, with every detail logged', () => {
  let extension: StartedExtension;
  let consent: Consent;
  let messages: Messages;
  const shown: string[] = [];
  before(async () => {
    await vscode.commands.executeCommand('_extensionTests.setLogLevel', 'trace');
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    consent = new Consent();
    messages = new Messages();
    extension = startExtension();
    await extension.load();
    for (const { item } of await everyRow(extension.tree)) shown.push(JSON.stringify(item));
    await extension.run('azureDelegations.checkAll');
    await extension.run('azureDelegations.removeDelegation', {
      picks: [/^Tailwind Logistics/, /Marketplace/],
      presses,
    });
    await extension.run('azureDelegations.removeDelegation', { picks: [/^WWI Ledger/, /Gold/], presses });

    for (const fault of [
      { status: 401, code: 'InvalidAuthenticationToken' },
      { status: 500, retryAfter: 0 },
      { body: 'no JSON' },
      { redirect: 'https://127.0.0.1:9/' },
    ]) {
      await emulator.fault({ ...fault, path: 'registrationAssignments$' });
      await extension.run('azureDelegations.viewProperties', { picks: [/^Adatum Dev/] });
      const subscription = await rowAt(extension.tree, 'Fabrikam', 'Adatum Dev');
      for (const row of await rowsBelow(extension.tree, subscription)) shown.push(JSON.stringify(row.item));
      await emulator.mend();
    }
    shown.push(...messages.texts);
  });
  after(async () => {
    extension.stop();
    messages.stop();
    consent.stop();
    await vscode.commands.executeCommand('_extensionTests.setLogLevel', 'info');
  });

  it('no token is in what was shown', () => {
    assert.ok(messages.shown.length >= 6);
    assert.deepEqual(tokensIn(shown.join('\n')), []);
  });

  it('no token is in what the editor and its extensions have logged', () => {
    const logged = textOfLogs(/^/);
    assert.ok(logged.includes(delegationIds('WWI Ledger')[0] ?? ''));
    assert.match(logged, /GET \/subscriptions\/\S+ 200/);
    assert.deepEqual(tokensIn(logged), []);
  });

  it('names of people and tenants are in our log only where details are wanted', () => {
    const kept = textOfLogs(/^Azure Delegations/)
      .split('\n')
      .filter((line) => /\[(info|warning|error)\]/.test(line));
    assert.ok(kept.some((line) => line.includes('ScopeLocked')));
    for (const name of [alex, 'Adatum', 'Tailwind', 'MSP Operators'])
      assert.ok(!kept.some((line) => line.includes(name)), name);
  });
});

/** The tokens, out of all that were ever handed out, of which a text holds a part that is theirs alone. */
function tokensIn(text: string): readonly string[] {
  return [...fakeAuth.issued()].filter((token) =>
    token
      .split('.')
      .slice(1)
      .some((part) => text.includes(part)),
  );
}

/** What is in the editor's log files with such names, at whatever level. */
function textOfLogs(name: RegExp): string {
  const { EDITOR_LOGS } = process.env;
  if (EDITOR_LOGS === undefined) throw new Error('EDITOR_LOGS names no folder');
  return readdirSync(EDITOR_LOGS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
