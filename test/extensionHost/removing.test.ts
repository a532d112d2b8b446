import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { type Row, rowAt, rowOf, rowsBelow, texts, until } from './stage/rows.ts';
import { delegationIds, subscriptionId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

const presses = 'Remove Delegation';

describe('Remove Delegation…', () => {
  const settings = new UserSettings();
  const [, backup = ''] = delegationIds('Adatum Core');
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

  const backupRow = (): Promise<Row> => rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
  const rowsOf = async (subscription: string): Promise<readonly string[]> =>
    texts(await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam', subscription)));
  const isInAzure = async (id: string): Promise<boolean> =>
    (await emulator.world()).registrationAssignments.some((each) => each.id === id);

  it('asks the palette for subscription and delegation, confirms, and takes away that one alone', async () => {
    const user = await extension.run('azureDelegations.removeDelegation', {
      picks: [/^Adatum Core/, /^Fabrikam Backup/],
      presses,
    });
    assert.equal(user.questions.length, 1);
    assert.match(user.questions[0]?.text ?? '', /Remove the delegation “.*Fabrikam Backup.*”\?/);
    const detail = user.questions[0]?.detail ?? '';
    for (const said of ['Adatum Core', 'Customer: \u2068Adatum', 'Managing tenant: \u2068Fabrikam'])
      assert.ok(detail.includes(said), detail);
    assert.match(detail, /MSP Operators.*: Reader; Backup Contributor; Managed Services Registration/);

    const deletes = await emulator.requests('DELETE');
    assert.deepEqual(
      deletes.map(({ url }) => new URL(url, emulator.origin).pathname),
      [backup],
    );
    assert.equal(await isInAzure(backup), false);
    assert.deepEqual(await rowsOf('Adatum Core'), ['Fabrikam Managed Services Gold | subscription']);
    assert.equal(messages.shown.length, 1);
    assert.match(messages.texts[0] ?? '', /^Removed “.*Fabrikam Backup.*” from .*Adatum Core/);
  });

  it('removes what it was clicked on, without asking for it', async () => {
    await extension.run('azureDelegations.removeDelegation', { presses }, await backupRow());
    assert.equal(await isInAzure(backup), false);
  });

  it('sends nothing and says nothing when it is declined', async () => {
    await extension.run('azureDelegations.removeDelegation', {}, await backupRow());
    await extension.run('azureDelegations.removeDelegation', { picks: [/^Adatum Core/, /^Fabrikam Backup/] });
    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.deepEqual(messages.texts, []);
    await backupRow();
  });

  it('marks the row while it is at work, and does not begin a second time', async () => {
    const row = await backupRow();
    await emulator.fault({ method: 'DELETE', latencyMs: 1_500 });
    const isBeingRemoved = until(extension.tree, async () => {
      const { description, item } = await rowOf(extension.tree, row.node);
      if (description !== 'being removed…') return false;
      assert.equal(item.contextValue, 'delegations;assignment;resource');
      return true;
    });
    const removal = extension.run('azureDelegations.removeDelegation', { presses }, row);
    await isBeingRemoved;
    await extension.run('azureDelegations.removeDelegation', {}, row);
    assert.match(messages.texts.join(), /^“.*Fabrikam Backup.*” is being removed already\.$/);
    await removal;
    assert.equal((await emulator.requests('DELETE')).length, 1);
    assert.equal(await isInAzure(backup), false);
  });

  it('takes the subscription along when its last delegation goes, and reads what is left', async () => {
    await extension.run('azureDelegations.removeDelegation', {
      picks: [/^Adatum Dev/, /^Fabrikam Monitoring/],
    });
    await emulator.edit({ put: { service: { broadWildcardMayDelete: true } } });
    await extension.run('azureDelegations.removeDelegation', {
      picks: [/^Adatum Dev/, /^Fabrikam Monitoring/],
      presses,
    });
    const rows = texts(await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam')));
    assert.ok(!rows.some((text) => text.startsWith('Adatum Dev')));
    assert.ok(rows.some((text) => text.startsWith('Adatum Core')));
  });

  for (const [subscription, code] of [
    ['WWI Ledger', 'ScopeLocked'],
    ['WWI Archive', 'ReadOnlyDisabledSubscription'],
  ] as const)
    it(`tells why Azure refuses (${code}), and keeps the row`, async () => {
      const picks = [new RegExp(`^${subscription}`), /Gold/];
      await extension.run('azureDelegations.removeDelegation', { picks, presses });
      assert.equal(messages.shown[0]?.severity, 'error');
      assert.match(messages.shown[0].text, new RegExp(`is still there\\..*\\(${code}\\)`));
      assert.deepEqual(messages.shown[0].buttons, ['Show Log']);
      assert.deepEqual(await rowsOf(subscription), ['Fabrikam Managed Services Gold | subscription']);
    });

  it('sends nothing when somebody else was faster, and says so', async () => {
    const row = await backupRow();
    await emulator.edit({ remove: [backup] });
    await extension.run('azureDelegations.removeDelegation', {}, row);
    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.match(messages.texts[0] ?? '', /was already gone\. Nothing was sent\./);
    assert.deepEqual(await rowsOf('Adatum Core'), ['Fabrikam Managed Services Gold | subscription']);
  });

  it('sends nothing when it goes while the question is open', async () => {
    const row = await backupRow();
    await emulator.fault({ path: 'registrationAssignments/', count: 1, then: { remove: [backup] } });
    await extension.run('azureDelegations.removeDelegation', { presses }, row);
    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.match(messages.texts[0] ?? '', /was already gone\. Nothing was sent\./);
  });

  it('tells that somebody else was faster than its DELETE', async () => {
    const row = await backupRow();
    await emulator.fault({ path: 'registrationAssignments/', skip: 1, count: 1, then: { remove: [backup] } });
    await extension.run('azureDelegations.removeDelegation', { presses }, row);
    assert.equal((await emulator.requests('DELETE')).length, 1);
    assert.match(messages.texts[0] ?? '', /is gone: somebody else removed it first\./);
    assert.deepEqual(await rowsOf('Adatum Core'), ['Fabrikam Managed Services Gold | subscription']);
  });

  it('does not touch a delegation that the customer made anew under the same id', async () => {
    const row = await backupRow();
    const { registrationAssignments } = await emulator.world();
    const anew = registrationAssignments
      .filter(({ id }) => id === backup)
      .map((each) => ({ ...each, systemData: { ...each.systemData, createdAt: '2026-02-03T04:05:06Z' } }));
    await emulator.edit({ put: { registrationAssignments: anew } });
    await extension.run('azureDelegations.removeDelegation', {}, row);
    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.match(messages.texts[0] ?? '', /was delegated anew in the meantime/);
    assert.equal(await isInAzure(backup), true);
  });

  it('sends nothing when the delegation cannot be read again', async () => {
    const row = await backupRow();
    await emulator.fault({
      path: `${subscriptionId('Adatum Core')}/`,
      status: 403,
      code: 'AuthorizationFailed',
    });
    await extension.run('azureDelegations.removeDelegation', {}, row);
    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.match(messages.texts[0] ?? '', /could not be read again, so nothing was removed/);
  });

  it('is refused while the extension only looks', async () => {
    const row = await backupRow();
    await settings.set('azureDelegations.readOnly', true);
    await emulator.forgetRequests();
    const user = await extension.run('azureDelegations.removeDelegation', {}, row);
    assert.deepEqual(user.questions, []);
    assert.deepEqual(await emulator.requests(), []);
    assert.equal(messages.shown[0]?.severity, 'error');
    assert.match(messages.shown[0].text, /Read Only/);
  });

  it('says that nobody is signed in, where nobody is', async () => {
    await fakeAuth.signOut();
    await until(extension.tree, async () => (await rowsBelow(extension.tree)).length === 0);
    await extension.run('azureDelegations.removeDelegation');
    assert.deepEqual(messages.texts, ['Nobody is signed in. Sign in first.']);
  });
});
