import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { delegationIds, subscriptionId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const allowAgents = 'azureDelegations.allowAgents';

describe('Tools for language models', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    await settings.set(allowAgents, true);
    messages = new Messages();
    extension = startExtension();
    await extension.load();
  });
  afterEach(async () => {
    extension.stop();
    messages.stop();
    await settings.restore();
  });

  /** What a tool answers, without the sentence before. */
  const ask = async (name: string, input: unknown): Promise<Record<string, unknown>> => {
    const { text } = await extension.callTool(name, input);
    assert.match(text, /^Data as Azure tells it/);
    return JSON.parse(/```json\n([^`]*)\n```$/.exec(text)?.[1] ?? '') as Record<string, unknown>;
  };
  const idIn = (subscription: string): string => delegationIds(subscription)[0] ?? assert.fail();
  const deletes = async (): Promise<number> => (await emulator.requests('DELETE')).length;

  it('refuse while the user has not allowed them, whoever calls', async () => {
    await settings.set(allowAgents, undefined);
    const before = (await emulator.requests()).length;
    for (const name of ['list', 'details', 'impact', 'audit', 'remove'])
      await assert.rejects(
        extension.callTool(`delegations_${name}`, { id: idIn('Adatum Dev') }),
        /not allowed agents/,
      );
    assert.equal((await emulator.requests()).length, before);
  });

  it('list by pages, however much is asked for', async () => {
    const all = await ask('delegations_list', { limit: 1_000_000 });
    assert.equal(all.total, 15);
    assert.match(JSON.stringify(all.notRead), /signInRequired/);
    const page = await ask('delegations_list', { limit: 2, offset: 14 });
    assert.equal((page.delegations as readonly unknown[]).length, 1);
    const one = await ask('delegations_list', { subscriptionId: subscriptionId('Adatum Dev').toUpperCase() });
    assert.match(JSON.stringify(one.delegations), /Fabrikam Monitoring/);
    await assert.rejects(
      extension.callTool('delegations_list', { subscriptionId: "' or 1=1" }),
      /not a GUID/,
    );
  });

  it('tell all of a delegation, and whether the user can remove it', async () => {
    const { delegation, canRemove } = await ask('delegations_details', { id: idIn('Adatum Dev') });
    assert.match(JSON.stringify(delegation), /Fabrikam Monitoring.*"authorizations"/);
    assert.equal(canRemove, 'perhaps');
    assert.equal((await ask('delegations_details', { id: idIn('Adatum Core') })).canRemove, 'yes');
  });

  it('tell what a removal takes away', async () => {
    const { losses, overlaps } = await ask('delegations_impact', {
      ids: delegationIds('Adatum Core').slice(0, 1),
    });
    assert.ok((losses as readonly unknown[]).length > 0);
    assert.ok(Array.isArray(overlaps));
  });

  it('audit', async () => {
    const { findings, total } = await ask('delegations_audit', { limit: 3 });
    assert.equal((findings as readonly unknown[]).length, 3);
    assert.ok((total as number) > 3);
  });

  for (const id of [undefined, '*', '/subscriptions/x', 'a'.repeat(100_000)])
    it(`send nothing for nonsense: ${String(id).slice(0, 20)}`, async () => {
      for (const name of ['delegations_details', 'delegations_remove'])
        await assert.rejects(extension.callTool(name, { id }), /Not the resource id/);
      await assert.rejects(extension.callTool('delegations_impact', { ids: [id] }), /Not the resource id/);
      assert.equal(await deletes(), 0);
    });

  it('know no delegation that there is not', async () => {
    const unknown = idIn('Adatum Dev').replace(/[0-9a-f]{12}$/i, '000000000000');
    for (const name of ['delegations_details', 'delegations_remove'])
      await assert.rejects(extension.callTool(name, { id: unknown }), /No delegation is known/);
  });

  it('remove nothing that the user does not confirm in the dialog of the command', async () => {
    const [id] = delegationIds('Adatum Core');
    const { text, user } = await extension.callTool('delegations_remove', { id });
    assert.equal(user.questions.length, 1);
    assert.match(text, /Nothing was removed \(declined\)/);
    assert.equal(await deletes(), 0);
  });

  it('remove what the user confirms', async () => {
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    const [id] = delegationIds('Adatum Core');
    const { text, user } = await extension.callTool(
      'delegations_remove',
      { id },
      { presses: 'Remove Delegation' },
    );
    assert.equal(user.questions.length, 1);
    assert.match(text, /Removed: Azure confirmed it/);
    assert.equal(await deletes(), 1);
  });

  it('remove nothing while the extension only looks', async () => {
    await settings.set('azureDelegations.readOnly', true);
    await assert.rejects(extension.callTool('delegations_remove', { id: idIn('Adatum Core') }), /read-only/);
    assert.equal(await deletes(), 0);
  });

  it('ask about one removal at a time', async () => {
    const [id] = delegationIds('Adatum Core');
    const first = extension.callTool('delegations_remove', { id });
    await assert.rejects(extension.callTool('delegations_remove', { id }), /another removal/);
    assert.match((await first).text, /Nothing was removed/);
  });

  it('are there in the editor', async () => {
    await vscode.extensions.getExtension('azure-delegations.azure-delegations')?.activate();
    const told = await vscode.lm.invokeTool('delegations_list', {
      input: { limit: 1 },
      toolInvocationToken: undefined,
    });
    const [part] = told.content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    assert.match(part.value, /"total": 15/);
  });
});
