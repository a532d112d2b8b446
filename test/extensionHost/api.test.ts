import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { replaced } from './stage/replaced.ts';
import { rowAt } from './stage/rows.ts';
import { delegationIds } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const caller = 'vscode.markdown-language-features';

describe('The API for other extensions', () => {
  let extension: StartedExtension;
  let questions: string[];
  let answer: string | undefined;
  let putBack: () => void;
  beforeEach(async () => {
    await freshStart();
    questions = [];
    answer = 'Allow';
    const press = ((text: string) => {
      questions.push(text);
      return Promise.resolve(answer);
    }) as typeof vscode.window.showWarningMessage;
    putBack = replaced(vscode.window, {
      showWarningMessage: press,
      showInformationMessage: () => Promise.resolve(undefined),
    });
    extension = startExtension();
    await extension.load();
  });
  afterEach(() => {
    extension.stop();
    putBack();
  });

  it('is what activate() returns in the editor', async () => {
    const real = vscode.extensions.getExtension('azure-delegations.azure-delegations');
    assert.equal(typeof ((await real?.activate()) as { getApi?: unknown }).getApi, 'function');
  });

  it('asks the user once for each extension', async () => {
    await Promise.all(Array.from({ length: 20 }, () => extension.api.getApi(1, caller)));
    await extension.api.getApi(1, caller.toUpperCase());
    assert.equal(questions.length, 1);
    assert.match(questions[0] ?? '', /^Allow .*Markdown.* to read your delegations\?$/);
  });

  it('gives nothing where the user declines, and does not ask again', async () => {
    answer = undefined;
    await assert.rejects(extension.api.getApi(1, caller), /does not allow/);
    answer = 'Allow';
    await assert.rejects(extension.api.getApi(1, caller), /does not allow/);
    assert.equal(questions.length, 1);
  });

  it('knows one version, and extensions that there are', async () => {
    await assert.rejects(extension.api.getApi(2 as 1, caller), /version 1/);
    for (const id of ['nobody.nothing', '', undefined, {}, '__proto__'])
      await assert.rejects(extension.api.getApi(1, id as string), /id of the extension/);
    assert.equal(questions.length, 0);
  });

  it('lists delegations as plain data that nobody can change', async () => {
    const api = await extension.api.getApi(1, caller);
    const { delegations, notRead } = await api.list();
    assert.equal(delegations.length, 15);
    assert.ok(notRead.length > 0);
    assert.deepEqual(JSON.parse(JSON.stringify(delegations)), delegations);
    assert.throws(() => Object.assign(delegations[0] ?? {}, { id: 'mine' }), TypeError);
    assert.throws(() => Object.assign(api, { list: undefined }), TypeError);
  });

  it('tells what a removal takes away, and removes nothing', async () => {
    const api = await extension.api.getApi(1, caller);
    const impact = await api.impact(delegationIds('Adatum Core'));
    assert.ok(impact.losses.length > 0);
    assert.equal(impact.everythingWasRead, false);
    for (const ids of [[], ['*'], 'all', undefined, Array.from({ length: 101 }, () => 'x')])
      await assert.rejects(api.impact(ids as readonly string[]), /registration assignment/);
    const [id = ''] = delegationIds('Adatum Core');
    await assert.rejects(api.impact([id.replace(/[0-9a-f]{12}$/i, '000000000000')]), /is known/);
    assert.equal((await emulator.requests('DELETE')).length, 0);
  });

  it('asks Azure no more often for a flood of calls', async () => {
    const api = await extension.api.getApi(1, caller);
    await api.list();
    await api.list();
    const before = (await emulator.requests('POST', /ResourceGraph/)).length;
    await Promise.all(Array.from({ length: 500 }, () => api.list()));
    const after = (await emulator.requests('POST', /ResourceGraph/)).length;
    // One inventory at most: the names of roles may have come in between.
    assert.ok(after - before <= before, `${before} and then ${after}`);
  });

  it('tells of changes, whatever another listener does', async () => {
    const api = await extension.api.getApi(1, caller);
    const told = Promise.withResolvers<undefined>();
    api.onDidChange(() => {
      throw new Error('misbehaves');
    });
    const listening = api.onDidChange(() => told.resolve(undefined));
    await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    await told.promise;
    listening.dispose();
  });

  it('ends with the access', async () => {
    const api = await extension.api.getApi(1, caller);
    await extension.run('azureDelegations.revokeAccess');
    await assert.rejects(api.list(), /does not allow/);
    await assert.rejects(api.impact(delegationIds('Adatum Core')), /does not allow/);
    assert.throws(() => api.onDidChange(() => undefined), /does not allow/);
    await extension.api.getApi(1, caller);
    assert.equal(questions.length, 2);
  });
});
