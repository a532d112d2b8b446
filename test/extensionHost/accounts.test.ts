import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { AuthRequest } from '../host/fakeAuth/fakeAuthProvider.ts';
import { setClockAhead } from './stage/clock.ts';
import { Consent } from './stage/consent.ts';
import { emulator } from './stage/emulator.ts';
import { emulatorScope, fakeAuth, prompts } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { everyRow, type Row, rowAt, rowsBelow, texts, until } from './stage/rows.ts';
import { accountId, alex, robin, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const hour = 3_600_000;

describe('Accounts and their tokens', () => {
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    open = openEstate();
  });
  afterEach(() => open.close());

  it('are read side by side, and a subscription of two accounts is two rows that name their doors', async () => {
    fakeAuth.signIn({ account: robin });
    await open.load();
    const fabrikam = await rowAt(open.tree, 'Fabrikam');
    const twice = (await rowsBelow(open.tree, fabrikam)).filter(({ label }) => label === 'Adatum Core');
    assert.deepEqual(texts(twice).toSorted(), [
      `Adatum Core | Adatum · through Fabrikam (${alex})`,
      `Adatum Core | Adatum · through Fabrikam (${robin})`,
    ]);
    const doors = [alex, robin].map((account) => `/accounts/${accountId(account)}/tenants/`);
    assert.deepEqual(
      doors.map((door) => twice.filter(({ item }) => item.id?.startsWith(door)).length),
      [1, 1],
    );
    for (const row of twice) assert.equal((await rowsBelow(open.tree, row)).length, 2);
  });

  it('ask nobody to sign in while anything is read', async () => {
    const asked = await fakeAuth.listen();
    await open.load();
    await everyRow(open.tree);
    await open.estate.takeInventory(() => undefined, new AbortController().signal);
    await open.estate.refresh();
    assert.ok((await asked()).length > 0);
    assert.deepEqual(prompts(await asked()), []);
  });

  it('give a token until it expires, and are asked again when it does', async () => {
    await open.load();
    await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');

    const whileGood = await fakeAuth.listen();
    await rowAt(open.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    assert.deepEqual(forFabrikam(await whileGood()), []);

    const whenDue = await fakeAuth.listen();
    const setRight = setClockAhead(2 * hour);
    try {
      await rowAt(open.tree, 'Fabrikam', 'Contoso Web', 'Web care');
    } finally {
      setRight();
    }
    assert.notDeepEqual(forFabrikam(await whenDue()), []);
    assert.deepEqual(prompts(await whenDue()), []);
  });

  it('whose session dies leave a row that says so where it is noticed, beside everything else', async () => {
    fakeAuth.signIn({ account: robin });
    await open.load();
    const [ofAlex, ofRobin] = await coreRows(open);
    const before = texts(await rowsBelow(open.tree, ofAlex));
    await rowsBelow(open.tree, ofRobin);
    const asked = await fakeAuth.listen();

    fakeAuth.expire({ account: alex });
    const setRight = setClockAhead(2 * hour);
    try {
      for (const { node } of [ofAlex, ofRobin]) open.tree.closed(node);
      assert.deepEqual(texts(await rowsBelow(open.tree, ofAlex)), [
        'The delegations could not be read | sign-in needed',
        ...before,
      ]);
      assert.deepEqual(texts(await rowsBelow(open.tree, ofRobin)), before);
      assert.equal((await rowsBelow(open.tree)).length, 4);
      assert.deepEqual(prompts(await asked()), []);
    } finally {
      setRight();
    }
  });
});

describe('When accounts change', () => {
  let extension: StartedExtension;
  let messages: Messages;
  let consent: Consent;
  beforeEach(async () => {
    await freshStart();
    consent = new Consent();
    messages = new Messages();
    extension = startExtension();
  });
  afterEach(() => {
    extension.stop();
    messages.stop();
    consent.stop();
  });

  it('a session that died is a tenant to sign in to, and signing in brings it back', async () => {
    await extension.load();
    fakeAuth.expire({ account: alex });
    const setRight = setClockAhead(2 * hour);
    try {
      await extension.run('azureDelegations.refresh', {}, await rowAt(extension.tree, 'Fabrikam'));
    } finally {
      setRight();
    }
    const rows = await rowsBelow(extension.tree);
    const locked = rows.filter(({ item }) => item.contextValue === 'delegations;signInRequired');
    assert.deepEqual(
      texts(locked).toSorted(),
      ['Contoso', 'Fabrikam', 'Northwind Operations'].map(
        (tenant) => `${tenant} | sign in to this tenant · ${alex}`,
      ),
    );

    const fabrikam = locked.find(({ label }) => label === 'Fabrikam');
    assert.ok(fabrikam);
    await extension.run('azureDelegations.signInToTenant', {}, fabrikam);
    assert.equal((await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam'))).length, 12);
    assert.deepEqual(messages.texts, []);
  });

  it('the tree is empty as soon as the last has signed out, whatever Azure does', async () => {
    await extension.load();
    await emulator.fault({ never: true });
    await fakeAuth.signOut();
    await until(extension.tree, async () => (await rowsBelow(extension.tree)).length === 0);
    await emulator.mend();
  });

  it('one that signs in adds its rows to those that are there', async () => {
    await extension.load();
    fakeAuth.signIn({ account: robin });
    await until(extension.tree, async () => {
      const fabrikam = await rowAt(extension.tree, 'Fabrikam');
      const below = texts(await rowsBelow(extension.tree, fabrikam));
      assert.ok(below.some((text) => text.startsWith('Adatum Core | Adatum')));
      return below.includes(`Adatum Core | Adatum · through Fabrikam (${robin})`);
    });
  });

  it('one that signs out takes its rows along and leaves those of the others', async () => {
    fakeAuth.signIn({ account: robin });
    await extension.load();
    await fakeAuth.signOut({ account: robin });
    await until(extension.tree, async () => {
      const below = texts(await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam')));
      return below.includes('Adatum Core | Adatum');
    });
  });

  it('Sign In asks once, and fills the tree', async () => {
    await fakeAuth.signOut();
    assert.deepEqual(await rowsBelow(extension.tree), []);
    const asked = await fakeAuth.listen();
    await extension.run('azureDelegations.signIn');
    assert.deepEqual(
      prompts(await asked()).map(({ provider, scopes }) => ({ provider, scopes })),
      [
        {
          provider: 'microsoft-sovereign-cloud',
          scopes: [emulatorScope],
        },
      ],
    );
    assert.equal((await rowsBelow(extension.tree)).length, 4);
    assert.deepEqual(messages.texts, []);
  });

  for (const [where, decline] of [
    ['in the editor', () => consent.refuseNext()],
    ['on the page', () => fakeAuth.declineNext()],
  ] as const)
    it(`nothing is said to somebody who declines to sign in ${where}`, async () => {
      await fakeAuth.signOut();
      assert.deepEqual(await rowsBelow(extension.tree), []);
      decline();
      await extension.run('azureDelegations.signIn');
      assert.deepEqual(await rowsBelow(extension.tree), []);
      assert.deepEqual(messages.texts, []);
    });
});

/** What was asked of Alex's account for the tenant Fabrikam. */
function forFabrikam(asked: readonly AuthRequest[]): readonly AuthRequest[] {
  const scope = `VSCODE_TENANT:${tenantId('Fabrikam')}`;
  return asked.filter(({ account, scopes }) => account === alex && scopes.includes(scope));
}

/** The rows of Adatum Core, of Alex and of Robin. */
async function coreRows({ tree }: OpenEstate): Promise<readonly [Row, Row]> {
  const rows = await rowsBelow(tree, await rowAt(tree, 'Fabrikam'));
  const rowOf = (account: string): Row => {
    const row = rows.find(
      ({ label, description }) => label === 'Adatum Core' && description.includes(account),
    );
    assert.ok(row);
    return row;
  };
  return [rowOf(alex), rowOf(robin)];
}
