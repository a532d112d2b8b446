import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { everyRow, rowsBelow, until } from './stage/rows.ts';
import { alex } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const environment = 'microsoft-sovereign-cloud.environment';
const customEnvironment = 'microsoft-sovereign-cloud.customEnvironment';
const trusted = 'azureDelegations.trustedResourceManagers';

describe('Select Cloud', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  beforeEach(async () => {
    await freshStart();
    // Remembered, so that they are put back.
    await settings.set(environment, 'custom');
    extension = startExtension();
  });
  afterEach(async () => {
    extension.stop();
    await settings.restore();
  });

  const select = (label: RegExp, presses?: string) =>
    extension.run('azureDelegations.selectCloud', {
      picks: [label],
      ...(presses !== undefined && { presses }),
    });

  it('writes the editor’s own user setting, and none for the public cloud; the view follows at once', async () => {
    await extension.load();
    for (const [label, value] of [
      [/US Government/, 'USGovernment'],
      [/21Vianet/, 'ChinaCloud'],
      [/^Azure$/, undefined],
    ] as const) {
      await select(label);
      assert.equal(settings.get(environment), value);
      await until(extension.tree, async () => (await rowsBelow(extension.tree)).length === 0);
    }
  });

  it('asks about a custom cloud that is new before it is used', async () => {
    await settings.set(environment, undefined);
    await settings.set(trusted, undefined);
    await emulator.forgetRequests();
    const user = await select(/Custom cloud/, 'Connect');
    assert.ok(user.questions[0]?.text.includes(emulator.origin));
    assert.deepEqual(settings.get(trusted), [emulator.origin]);
    assert.equal(settings.get(environment), 'custom');
  });

  it('shows the settings for a custom cloud that they do not describe, or only by half', async () => {
    for (const described of [undefined, { name: 'Half' }, 'nonsense', 7]) {
      await settings.set(customEnvironment, described);
      const user = await select(/Custom cloud/);
      assert.deepEqual(user.questions, []);
      assert.deepEqual(await rowsBelow(extension.tree), []);
    }
  });
});

describe('Report Issue', () => {
  it('opens a report of versions, without a word about people, tenants, clouds of one’s own, or what Azure said', async () => {
    await freshStart();
    const messages = new Messages();
    const extension = startExtension();
    try {
      await extension.load();
      const rows = await everyRow(extension.tree);
      await emulator.fault({ status: 500, code: 'SecretTrouble', message: 'of Contoso', retryAfter: 0 });
      await extension.run('azureDelegations.refresh');
      await extension.run('azureDelegations.reportIssue');
      const report = vscode.window.activeTextEditor?.document;
      const text = report?.getText() ?? '';
      assert.equal(report?.isUntitled, true);
      for (const word of ['Azure Delegations: 0.', vscode.version, 'Cloud: custom', 'Authentication: vscode'])
        assert.ok(text.includes(word), word);
      const names = rows.map(({ label }) => label);
      for (const secret of [
        alex,
        emulator.origin,
        'emulator',
        'Emulator',
        'SecretTrouble',
        'Contoso',
        ...names,
      ])
        assert.ok(!text.includes(secret), secret);
      assert.match(messages.texts.at(-1) ?? '', /Nothing was sent/);
    } finally {
      extension.stop();
      messages.stop();
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await emulator.mend();
    }
  });
});
