import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { tickSome } from '../../src/commands/tickList.ts';
import { Consent } from './stage/consent.ts';
import { emulator } from './stage/emulator.ts';
import { fakeAuth, prompts } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { replaced } from './stage/replaced.ts';
import { type Row, rowAt, rowsBelow, texts } from './stage/rows.ts';
import { delegationIds } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { TickedLists } from './stage/tickedLists.ts';
import { UserSettings } from './stage/userSettings.ts';

const presses = 'Remove Delegations…';

describe('Removing several delegations', () => {
  const settings = new UserSettings();
  const [webCare = ''] = delegationIds('Contoso Web');
  const [ledger = ''] = delegationIds('WWI Ledger');
  const [lab = ''] = delegationIds('🚀 Lab [click](command:workbench.action.quit) $(trash)');
  let extension: StartedExtension;
  let messages: Messages;
  let lists: TickedLists;
  let reports: string[];
  let putBack: () => void;
  beforeEach(async () => {
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    messages = new Messages();
    lists = new TickedLists();
    reports = [];
    extension = startExtension();
    const { executeCommand } = vscode.commands;
    putBack = replaced(vscode.commands, {
      executeCommand: (async (command: string, ...args: readonly unknown[]) => {
        if (command !== 'markdown.showPreview') return executeCommand(command, ...args);
        reports.push(await extension.textOf(args[0] as vscode.Uri));
        return undefined;
      }) as typeof executeCommand,
    });
    await extension.load();
  });
  afterEach(async () => {
    putBack();
    extension.stop();
    lists.stop();
    messages.stop();
    await settings.restore();
  });

  const delegationRow = async (subscription: string, offer: string): Promise<Row> =>
    rowAt(extension.tree, 'Fabrikam', subscription, offer);
  const threeRows = async (): Promise<readonly Row[]> => [
    await delegationRow('Contoso Web', 'Web care'),
    await delegationRow('WWI Ledger', 'Fabrikam Managed Services Gold'),
    await delegationRow(
      '🚀 Lab [click](command:workbench.action.quit) $\u200B(trash)'.replace('](', ']\u200B('),
      'Two lines and a tab',
    ),
  ];
  const there = async (): Promise<readonly string[]> =>
    (await emulator.world()).registrationAssignments.map(({ id }) => id);
  const deletes = async (): Promise<readonly string[]> =>
    (await emulator.requests('DELETE')).map(({ url }) =>
      decodeURIComponent(new URL(url, emulator.origin).pathname),
    );

  it('looks at all, has them ticked, asks once, and reports each one; a refusal stops nothing else', async () => {
    const rows = await threeRows();
    const user = await extension.run('azureDelegations.removeDelegation', { presses, types: '3' }, ...rows);

    const [list] = lists.shown;
    assert.equal(lists.shown.length, 1);
    assert.equal(list?.lines[0], 'Can be removed · 3:');
    assert.match(list.lines[1] ?? '', /^Web care \| Contoso Web · resource group rg-web · Contoso/);
    assert.equal(list.tickedBeforehand, 3);

    assert.equal(user.questions.length, 1);
    assert.equal(user.questions[0]?.text, 'Remove 3 delegations of 3 subscriptions?');
    const detail = user.questions[0].detail ?? '';
    for (const said of [
      'Customers: 3',
      'lose access: 1 (roles: 9',
      'lose sight of subscriptions: 3',
      'no undo',
    ])
      assert.ok(detail.includes(said), detail);
    assert.ok(detail.split('\n').length <= 12, detail);

    assert.deepEqual((await deletes()).toSorted(), [webCare, ledger, lab].toSorted());
    const left = await there();
    assert.deepEqual(
      [left.includes(webCare), left.includes(ledger), left.includes(lab)],
      [false, true, false],
    );

    assert.equal(reports.length, 1);
    const report = reports[0] ?? '';
    assert.match(report, /^# Removal of 3 delegations/);
    assert.match(report, /\*\*Gone:\*\* 2/);
    assert.match(report, /\*\*Failed:\*\* 1/);
    const row = report.split('\n').find((line) => line.includes('ScopeLocked')) ?? '';
    assert.match(row, /WWI Ledger .*\| Wide World Importers \|.*\| [0-9a-f]{8}\\-/);
    assert.doesNotMatch(report, /\]\(command:/);

    const [told] = messages.shown;
    assert.equal(told?.text, '2 of 3 delegations are gone · failed: 1');
    assert.deepEqual(told.buttons, ['Show Report', 'Retry Failed']);
    const subscriptions = texts(await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam')));
    assert.ok(!subscriptions.some((text) => text.startsWith('Contoso Web')));
    assert.ok(subscriptions.some((text) => text.startsWith('WWI Ledger')));
  });

  it('one that is ticked alone is removed as such', async () => {
    const rows = await threeRows();
    lists.wants = (text) => text.startsWith('Web care');
    const user = await extension.run(
      'azureDelegations.removeDelegation',
      { presses: 'Remove Delegation' },
      ...rows,
    );
    assert.match(user.questions[0]?.text ?? '', /Remove the delegation “.*Web care.*”\?/);
    assert.deepEqual(await deletes(), [webCare]);
    assert.deepEqual(reports, []);
    assert.match(messages.texts[0] ?? '', /^Removed “.*Web care/);
  });

  it('of a customer, while the tree is grouped by customer', async () => {
    await extension.run('azureDelegations.groupByCustomer');
    const importers = await rowAt(extension.tree, 'Fabrikam', 'Wide World Importers');
    await extension.run('azureDelegations.removeAllDelegations', {}, importers);
    const [list] = lists.shown;
    assert.equal(list?.title, 'Remove Delegations of Wide World Importers');
    assert.ok(
      list.tickable.every((line) => line.includes('· Wide World Importers')),
      list.tickable.join(),
    );
    await extension.run('azureDelegations.ungroup');
  });

  it('sends nothing when nothing is ticked, when it is declined, and when another number is typed', async () => {
    const rows = await threeRows();
    lists.wants = () => false;
    await extension.run('azureDelegations.removeDelegation', {}, ...rows);
    lists.wants = () => true;
    await extension.run('azureDelegations.removeDelegation', {}, ...rows);
    await extension.run('azureDelegations.removeDelegation', { presses, types: '2' }, ...rows);
    assert.deepEqual(await deletes(), []);
    assert.deepEqual(reports, []);
  });

  it('of a managing tenant: what cannot be removed is there with the reason, and cannot be ticked', async () => {
    await extension.run('azureDelegations.removeAllDelegations', {}, await rowAt(extension.tree, 'Fabrikam'));
    const [list] = lists.shown;
    assert.equal(list?.title, 'Remove Delegations of Fabrikam');
    const cannot = list.lines.findIndex((line) => line.startsWith('Cannot be removed now'));
    const reasons = list.lines.slice(cannot + 1);
    assert.ok(
      reasons.some((line) => /^Just-in-time operations .*Activate the delete role/.test(line)),
      reasons.join('\n'),
    );
    assert.ok(!list.tickable.some((line) => line.startsWith('Just-in-time operations')));
    assert.ok(list.tickable.some((line) => /^Fabrikam Monitoring .*broad wildcard/.test(line)));
    // Seen through Contoso as a guest, too, and yet one delegation.
    assert.equal(list.lines.filter((line) => line.includes('Contoso Production')).length, 1);
    assert.deepEqual(await deletes(), []);
  });

  it('overlaps are told: within the chosen, and with those that stay', async () => {
    const core = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
    const both = await extension.run('azureDelegations.removeAllDelegations', {}, core);
    assert.match(both.questions[0]?.detail ?? '', /2 of the chosen share the delete role with each other/);

    const gold = await delegationRow('Adatum Core', 'Fabrikam Managed Services Gold');
    const others = [gold, await delegationRow('Contoso Web', 'Web care')];
    const one = await extension.run('azureDelegations.removeDelegation', {}, ...others);
    assert.match(one.questions[0]?.detail ?? '', /stay and may lose access with them: “.*Fabrikam Backup.*”/);
  });

  it('the delete role that goes with the first one is no reason to ask Azure for the second', async () => {
    const core = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
    await extension.run('azureDelegations.removeAllDelegations', { presses, types: '2' }, core);
    assert.equal((await deletes()).length, 1);
    assert.match(messages.texts[0] ?? '', /^1 of 2 delegations are gone · /);
  });

  describe('that want multifactor authentication', () => {
    let consent: Consent;
    beforeEach(async () => {
      consent = new Consent();
      await emulator.edit({
        put: {
          mfaPolicies: [{ id: 'everywhere', scope: '/', operations: ['delete'], answer: 'unauthorized' }],
        },
      });
    });
    afterEach(() => consent.stop());

    it('ask for it once, and go on', async () => {
      const tenant = await rowAt(extension.tree, 'Fabrikam');
      const before = (await there()).length;
      const asked = await fakeAuth.listen();
      await extension.run('azureDelegations.removeAllDelegations', { presses }, tenant);
      assert.equal(prompts(await asked()).length, 1);
      assert.ok(before - (await there()).length >= 5);
    });

    it('are not tried any more where it is declined, and nobody is asked again', async () => {
      const tenant = await rowAt(extension.tree, 'Fabrikam');
      const before = await there();
      consent.refuseNext();
      const asked = await fakeAuth.listen();
      await extension.run('azureDelegations.removeAllDelegations', { presses }, tenant);
      assert.deepEqual(prompts(await asked()), []);
      assert.deepEqual(await there(), before);
      assert.match(messages.texts[0] ?? '', /^0 of \d+ delegations are gone · failed: \d+$/);
      assert.deepEqual(messages.shown[0]?.buttons, ['Show Report', 'Retry Failed']);
    });
  });

  for (const [number, ticked] of [
    [20, 20],
    [21, 0],
    [2_000, 0],
  ] as const)
    it(`of ${number} in the list, ${ticked} are ticked beforehand`, async () => {
      const entries = Array.from({ length: number }, (_, index) => ({
        label: `Offer ${index}`,
        value: index,
      }));
      const list = { title: 'Many', heading: 'These', entries, otherHeading: 'Not these' };
      assert.equal((await tickSome({ ...list, others: [{ label: 'Another' }] })).length, number);
      assert.equal(lists.shown[0]?.tickedBeforehand, ticked);
      assert.equal(lists.shown[0].lines.at(-2), 'Not these · 1:');
      assert.equal(lists.shown[0].tickable.length, number);
    });

  it('asks the palette for whose', async () => {
    await extension.run('azureDelegations.removeAllDelegations', {
      picks: [/^Wide World Importers/],
      presses,
      types: '2',
    });
    assert.equal(lists.shown[0]?.title, 'Remove Delegations of Wide World Importers');
  });

  it('is refused while the extension only looks', async () => {
    const row = await rowAt(extension.tree, 'Fabrikam');
    await settings.set('azureDelegations.readOnly', true);
    await emulator.forgetRequests();
    await extension.run('azureDelegations.removeAllDelegations', {}, row);
    await extension.run('azureDelegations.removeUnusedOffers', {}, row);
    assert.deepEqual(await emulator.requests(), []);
    assert.deepEqual(
      messages.texts.map((text) => text.includes('Read Only')),
      [true, true],
    );
  });
});
