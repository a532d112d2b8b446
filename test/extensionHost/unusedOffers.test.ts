import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { rowAt } from './stage/rows.ts';
import { delegationIds } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { TickedLists } from './stage/tickedLists.ts';

describe('Remove Unused Offers…', () => {
  const corporate = delegationIds('Fabrikam Corporate');
  const [threatWatch = '', hosting = ''] = corporate;
  let extension: StartedExtension;
  let messages: Messages;
  let lists: TickedLists;
  beforeEach(async () => {
    await freshStart();
    messages = new Messages();
    lists = new TickedLists();
    extension = startExtension();
    await extension.load();
  });
  afterEach(() => {
    extension.stop();
    lists.stop();
    messages.stop();
  });

  const offers = async (): Promise<readonly (string | undefined)[]> =>
    (await emulator.world()).registrationDefinitions
      .map(({ properties }) => properties.registrationDefinitionName)
      .filter((name) => /^(Proseware|Tailspin)/.test(name ?? ''));

  it('says so where every offer is in use, and sends nothing', async () => {
    await extension.run('azureDelegations.removeUnusedOffers');
    assert.deepEqual(lists.shown, []);
    assert.match(messages.texts[0] ?? '', /^Every offer is in use/);
    assert.deepEqual(await emulator.requests('DELETE'), []);
  });

  it('finds what delegations left behind, also where the provider has none left, asks, and removes it', async () => {
    await emulator.edit({ remove: corporate });
    const user = await extension.run('azureDelegations.removeUnusedOffers', { presses: 'Remove Offers' });
    assert.deepEqual(
      lists.shown[0]?.tickable.map((line) => line.split(' | ').slice(0, 2).join(' | ')),
      [
        'Proseware Threat Watch | Proseware Security · Fabrikam Corporate',
        'Tailspin Intranet Hosting | Tailspin Hosting · Fabrikam Corporate',
      ],
    );
    assert.equal(user.questions[0]?.text, 'Remove 2 unused offers?');
    assert.match(user.questions[0].detail ?? '', /Nobody loses access/);
    assert.equal(user.wanted[0]?.name, '2');
    assert.deepEqual(await offers(), []);
    assert.deepEqual(messages.texts, ['2 unused offers are gone.']);
  });

  it('of a provider shows those of that one alone', async () => {
    const provider = await rowAt(extension.tree, 'Proseware Security');
    await emulator.edit({ remove: [threatWatch, hosting] });
    await extension.run('azureDelegations.removeUnusedOffers', { presses: 'Remove Offer' }, provider);
    assert.deepEqual(await offers(), ['Tailspin Intranet Hosting']);
    assert.match(messages.texts[0] ?? '', /^Removed the offer “.*Proseware Threat Watch.*”\.$/);
  });

  it('removes nothing that is declined', async () => {
    await emulator.edit({ remove: [threatWatch] });
    await extension.run('azureDelegations.removeUnusedOffers');
    assert.deepEqual(await emulator.requests('DELETE'), []);
    assert.deepEqual(messages.texts, []);
  });

  it('tells a refusal', async () => {
    await emulator.edit({ remove: [threatWatch] });
    await emulator.fault({ method: 'DELETE', status: 409, code: 'ScopeLocked', message: 'It is locked.' });
    await extension.run('azureDelegations.removeUnusedOffers', { presses: 'Remove Offer' });
    assert.match(
      messages.texts[0] ?? '',
      /^The offer “.*Proseware Threat Watch.*” is still there\..*\(ScopeLocked\)/,
    );
    assert.deepEqual(messages.shown[0]?.buttons, ['Show Log']);
    assert.equal((await offers()).length, 2);
  });
});
