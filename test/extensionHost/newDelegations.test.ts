import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { delegationIds } from './stage/smallWorld.ts';
import { Memory, startExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

describe('New delegations', () => {
  const settings = new UserSettings();
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    messages = new Messages();
  });
  afterEach(async () => {
    messages.stop();
    await settings.restore();
  });

  /** One start, until it has remembered what it saw. */
  const look = async (memory: Memory): Promise<void> => {
    let listening: vscode.Disposable | undefined;
    const seen = new Promise<void>((resolve) => {
      listening = memory.onDidUpdate(() => resolve());
    });
    const extension = startExtension(undefined, memory);
    await seen;
    listening?.dispose();
    extension.stop();
  };

  it('are told once at a start, where that is wanted: not at the first, and not what was there before', async () => {
    await settings.set('azureDelegations.announceNewDelegations', true);
    const memory = new Memory();
    const [id = ''] = delegationIds('Adatum Core');
    const { registrationAssignments } = await emulator.world();
    await emulator.edit({ remove: [id] });

    await look(memory);
    await look(memory);
    assert.deepEqual(messages.texts, []);

    await emulator.edit({
      put: { registrationAssignments: registrationAssignments.filter((each) => each.id === id) },
    });
    await look(memory);
    await messages.saying(/^1 new delegation since the last look\.$/);

    await look(memory);
    assert.equal(messages.texts.length, 1);
  });

  it('are not looked for unless that is wanted', async () => {
    await emulator.forgetRequests();
    const memory = new Memory();
    const extension = startExtension(undefined, memory);
    await extension.load();
    assert.deepEqual(await emulator.requests('POST', /ResourceGraph/i), []);
    assert.deepEqual(memory.keys(), []);
    extension.stop();
  });
});
