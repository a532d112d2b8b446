import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { replaced } from './stage/replaced.ts';
import { type Row, rowAt, rowOf, rowsBelow, texts, type Tree, until } from './stage/rows.ts';
import { delegationIds, subscriptionId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const remove = 'azureDelegations.removeDelegation';
const permissionsRead = /\/providers\/Microsoft\.Authorization\/permissions\?/i;

const words = ({ item }: Row): readonly string[] => item.contextValue?.split(';') ?? [];
const icon = ({ item }: Row): string => (item.iconPath as vscode.ThemeIcon).id;
const plain = (text = ''): string => text.replace(/[\u2068\u2069]/g, '');

/** The row, once it says this of the user's permission. */
async function judged(tree: Tree, row: Row, word: string): Promise<Row> {
  let now = row;
  await until(tree, async () => {
    now = await rowOf(tree, row.node);
    return words(now).includes(word);
  });
  return now;
}

/** The terms of a delegation, without what a test takes away. */
async function withoutRoles(subscription: string, role: RegExp): Promise<void> {
  const ids = delegationIds(subscription);
  const { registrationAssignments, registrationDefinitions } = await emulator.world();
  const used = registrationAssignments
    .filter(({ id }) => ids.includes(id))
    .map(({ properties }) => properties.registrationDefinitionId);
  await emulator.edit({
    put: {
      registrationDefinitions: registrationDefinitions
        .filter(({ id }) => used.includes(id))
        .map((definition) => ({
          ...definition,
          properties: {
            ...definition.properties,
            authorizations: definition.properties.authorizations.filter(
              ({ roleDefinitionId }) => !role.test(roleDefinitionId),
            ),
          },
        })),
    },
  });
}

const contributor = /b24988ac-6180-42a0-ab88-20f7382dd24c/;

describe('Whether the user may remove a delegation', () => {
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    open = openEstate();
    await open.load();
  });
  afterEach(() => open.close());

  it('shows in each row of a delegation: its words for menus, its icon, and what a screen reader says', async () => {
    for (const [path, word, codicon, spoken] of [
      [['Adatum Core', 'Fabrikam Backup'], 'allowed', 'link', 'you can remove it'],
      [['Adatum Dev', 'Fabrikam Monitoring'], 'perhapsAllowed', 'unverified', 'perhaps you can remove it'],
      [
        ['Tailwind Retail', 'Just-in-time operations'],
        'activatable',
        'clock',
        'activate your role to remove it',
      ],
    ] as const) {
      const row = await judged(open.tree, await rowAt(open.tree, 'Fabrikam', ...path), word);
      assert.ok(words(row).includes('removable'));
      assert.equal(icon(row), codicon);
      assert.ok(row.item.accessibilityInformation?.label.endsWith(spoken));
    }
    await withoutRoles('WWI Ledger', /91c1777a-f3dc-4fae-b103-61d183457e46|b24988ac/);
    const ledger = await rowAt(open.tree, 'Fabrikam', 'WWI Ledger', 'Fabrikam Managed Services Gold');
    assert.equal(icon(await judged(open.tree, ledger, 'notAllowed')), 'lock');
  });

  it('is told in the tooltip, with the role that is missing', async () => {
    await withoutRoles('Adatum Dev', contributor);
    const row = await rowAt(open.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
    await judged(open.tree, row, 'notAllowed');
    const { tooltip } = open.tree.resolveTreeItem(row.item, row.node) as { tooltip: vscode.MarkdownString };
    assert.match(
      tooltip.value.replaceAll('\\', ''),
      /You cannot remove it: you lack the role “Managed Services Registration assignment Delete Role”/,
    );
  });

  it('is looked up after the rows are there, once for a scope, and waits for nobody', async () => {
    await emulator.fault({ path: '/permissions$', latencyMs: 1_000 });
    const rows = await rowsBelow(open.tree, await rowAt(open.tree, 'Fabrikam', 'Adatum Core'));
    assert.equal(rows.length, 2);
    for (const row of rows)
      assert.deepEqual(words(row), ['delegations', 'assignment', 'resource', 'removable']);
    for (const row of rows) await judged(open.tree, row, 'allowed');
    assert.equal((await open.requests('GET', permissionsRead)).length, 1);
    await rowsBelow(open.tree, await rowAt(open.tree, 'Fabrikam', 'Adatum Core'));
    assert.equal((await open.requests('GET', permissionsRead)).length, 1);
  });

  it('draws the rows of delegations alone, and only where they look different', async () => {
    // Names of roles come with the first subscription, and draw rows too.
    const ledger = await rowAt(open.tree, 'Fabrikam', 'WWI Ledger', 'Fabrikam Managed Services Gold');
    await judged(open.tree, ledger, 'allowed');
    await until(open.tree, () => open.estate.roleNames.size > 0);
    const subscription = await rowAt(open.tree, 'Fabrikam', 'Adatum Core');
    const drawn: (string | undefined)[] = [];
    const listening = open.tree.onDidChangeTreeData((node) => drawn.push(node?.kind));
    const rows = await rowsBelow(open.tree, subscription);
    for (const row of rows) await judged(open.tree, row, 'allowed');
    // A reading with the same result.
    const asked = (await open.requests('GET', permissionsRead)).length;
    open.permissions.forget(subscriptionId('Adatum Core'));
    await open.permissions.judge(...placed(rows[0]));
    assert.equal((await open.requests('GET', permissionsRead)).length, asked + 1);
    listening.dispose();
    assert.deepEqual(
      drawn.filter((kind) => kind !== 'managingTenant'),
      ['assignment', 'assignment'],
    );
  });

  it('is said to be unknown where it cannot be read, and read again when the subscription is opened again', async () => {
    await emulator.fault({ path: '/permissions$', status: 403, code: 'AuthorizationFailed', count: 1 });
    const row = await rowAt(open.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    const unknown = await judged(open.tree, row, 'unknownIfAllowed');
    assert.ok(unknown.item.accessibilityInformation?.label.endsWith('not known whether you can remove it'));
    const { tooltip } = open.tree.resolveTreeItem(row.item, row.node) as { tooltip: vscode.MarkdownString };
    assert.match(tooltip.value, /permissions could not be read/);
    await rowsBelow(open.tree, await rowAt(open.tree, 'Fabrikam', 'Adatum Core'));
    await judged(open.tree, row, 'allowed');
  });
});

function placed(row: Row | undefined) {
  assert.ok(row?.node.kind === 'assignment');
  return [row.node.row, row.node.delegation] as const;
}

describe('Without permission, Remove Delegation…', () => {
  let extension: StartedExtension;
  let messages: Messages;
  let opened: string[];
  let putBack: () => void;
  beforeEach(async () => {
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    opened = [];
    putBack = replaced(vscode.env, {
      openExternal: (uri: vscode.Uri) => {
        opened.push(uri.toString(true));
        return Promise.resolve(true);
      },
    });
    messages = new Messages();
    extension = startExtension();
  });
  afterEach(() => {
    extension.stop();
    messages.stop();
    putBack();
  });

  const deletes = async (): Promise<number> => (await emulator.requests('DELETE')).length;
  const monitoring = async (): Promise<Row> => {
    await withoutRoles('Adatum Dev', contributor);
    await extension.load();
    return rowAt(extension.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring');
  };

  it('says which role is missing where, and who can act; nothing is sent', async () => {
    const user = await extension.run(remove, {}, await monitoring());
    const [question] = user.questions;
    assert.equal(user.questions.length, 1);
    assert.equal(plain(question?.text), 'You cannot remove the delegation “Fabrikam Monitoring”.');
    assert.deepEqual(plain(question?.detail).split('\n\n'), [
      'Scope: subscription Adatum Dev',
      'You cannot remove it: you lack the role “Managed Services Registration assignment Delete Role” on its scope.',
      'The delegation grants that role to nobody, so only the customer can remove it.',
    ]);
    assert.deepEqual(question?.buttons, ['Copy Request for Customer', 'Open Documentation', 'Try Anyway']);
    assert.equal(await deletes(), 0);
    assert.deepEqual(messages.texts, []);
  });

  it('copies a message with which the customer finds and removes it', async () => {
    await extension.run(remove, { presses: 'Copy Request for Customer' }, await monitoring());
    const [id = ''] = delegationIds('Adatum Dev');
    const lines = plain(await vscode.env.clipboard.readText()).split('\n');
    for (const said of [
      'Delegation: Fabrikam Monitoring',
      'Scope: subscription Adatum Dev',
      `Managing tenant: Fabrikam (${tenantId('Fabrikam')})`,
      `Customer: Adatum (${tenantId('Adatum')})`,
      `Resource ID: ${id}`,
      `az managedservices assignment delete --assignment "${id}"`,
      '- MSP Operators: Reader',
    ])
      assert.ok(lines.includes(said), `${said}\n${lines.join('\n')}`);
    const [link = ''] = lines.filter((line) => line.includes('ServiceProvidersBladeV2'));
    assert.ok(link.includes(`/#@${tenantId('Adatum')}/view/`), link);
    assert.equal(await deletes(), 0);
  });

  it('opens the documentation', async () => {
    await extension.run(remove, { presses: 'Open Documentation' }, await monitoring());
    assert.deepEqual(opened, ['https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation']);
    assert.equal(await deletes(), 0);
  });

  it('asks and tries where the user wants that, and tells what Azure says', async () => {
    const user = await extension.run(
      remove,
      { presses: ['Try Anyway', 'Remove Delegation'] },
      await monitoring(),
    );
    assert.match(user.questions[1]?.detail ?? '', /You cannot remove it: you lack the role/);
    assert.equal(await deletes(), 1);
    assert.match(messages.texts[0] ?? '', /is still there\..*AuthorizationFailed/);
  });

  it('sends somebody with an eligible role to its activation, and goes on when it was activated', async () => {
    await extension.load();
    const row = await rowAt(extension.tree, 'Fabrikam', 'Tailwind Retail', 'Just-in-time operations');
    const user = await extension.run(remove, { presses: 'Activate in Azure Portal' }, row);
    assert.equal(
      plain(user.questions[0]?.text),
      'You cannot remove the delegation “Just-in-time operations” yet.',
    );
    assert.match(plain(user.questions[0]?.detail), /Those who can activate it are: MSP Operators\./);
    assert.equal(opened.length, 1);
    assert.ok(
      opened[0]?.endsWith(
        `/#@${tenantId('Fabrikam')}/view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/azurerbac`,
      ),
      opened[0],
    );
    assert.equal(await deletes(), 0);

    const { registrationDefinitions } = await emulator.world();
    await emulator.edit({
      put: {
        registrationDefinitions: registrationDefinitions
          .filter(({ id }) => id.includes(subscriptionId('Tailwind Retail')))
          .map((definition) => ({
            ...definition,
            properties: {
              ...definition.properties,
              eligibleAuthorizations: (definition.properties.eligibleAuthorizations ?? []).map((each) => ({
                ...each,
                active: true,
              })),
            },
          })),
      },
    });
    await extension.run(remove, { presses: 'Remove Delegation' }, row);
    assert.equal(await deletes(), 1);
    assert.match(messages.texts.join(), /Removed “|accepted the removal of “/);
  });

  it('tells a guest of the customer that an owner can, and what to ask that one for', async () => {
    await extension.load();
    const provider = await rowAt(extension.tree, 'Fabrikam');
    const doors = await rowsBelow(extension.tree, provider);
    const asGuest = doors.find(
      ({ label, description }) => label === 'Contoso Production' && description.startsWith('through Contoso'),
    );
    assert.ok(asGuest, texts(doors).join('\n'));
    const [row] = await rowsBelow(extension.tree, asGuest);
    assert.ok(row);
    const user = await extension.run(remove, { presses: 'Copy Request for Owner' }, row);
    assert.match(
      plain(user.questions[0]?.detail),
      /a role on its scope that may assign roles, such as “Owner”/,
    );
    assert.match(await vscode.env.clipboard.readText(), /az managedservices assignment delete/);
    assert.equal(await deletes(), 0);
  });

  it('asks nevertheless where permissions cannot be read, and says that it is not known', async () => {
    await extension.load();
    await emulator.fault({ path: '/permissions$', status: 500, code: 'InternalServerError' });
    const row = await rowAt(
      extension.tree,
      'Fabrikam',
      'Tailwind Logistics',
      'Fabrikam Security (Marketplace)',
    );
    const user = await extension.run(remove, {}, row);
    assert.match(plain(user.questions[0]?.text), /^Remove the delegation/);
    assert.match(
      user.questions[0]?.detail ?? '',
      /not known whether you can remove it: your permissions could not be read/,
    );
    assert.match(user.questions[0]?.detail ?? '', /Marketplace/);
    assert.equal(await deletes(), 0);
  });
});
