import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { contextKeys } from '../../src/contextKeys.ts';
import type { TreeNode } from '../../src/tree/treeNode.ts';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { replaced } from './stage/replaced.ts';
import { type Row, rowAt, rowsBelow, texts, until } from './stage/rows.ts';
import { firstLevel, subscriptionId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

describe('The whole estate in the tree', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  let putBack: () => void;
  let filtered: unknown;
  beforeEach(async () => {
    await freshStart();
    const { executeCommand } = vscode.commands;
    putBack = replaced(vscode.commands, {
      executeCommand: (id: string, ...args: readonly unknown[]) => {
        if (id === 'setContext' && args[0] === contextKeys.filtered) filtered = args[1];
        return executeCommand<never>(id, ...args);
      },
    });
    extension = startExtension();
    await extension.load();
  });
  afterEach(async () => {
    extension.stop();
    putBack();
    await settings.restore();
  });

  const labels = (rows: readonly Row[]): readonly string[] => rows.map(({ label }) => label);
  const below = async (...path: readonly string[]): Promise<readonly Row[]> =>
    rowsBelow(extension.tree, path.length === 0 ? undefined : await rowAt(extension.tree, ...path));

  it('is counted once everything was read, each delegation once', async () => {
    await extension.run('azureDelegations.checkAll');
    const [fabrikam, proseware] = texts(await below());
    assert.equal(
      fabrikam,
      'Fabrikam | fabrikam.example · 11 customer subscriptions · manages 1 of your subscriptions · 13 delegations',
    );
    assert.match(proseware ?? '', /manages 1 of your subscriptions · 1 delegation$/);
    const core = (await below('Fabrikam')).find(({ label }) => label === 'Adatum Core');
    assert.equal(core?.description, 'Adatum · 2 delegations');
    // Nothing was opened. Who may read a resource group alone sees no offer in the graph: only that one was read.
    const read = await emulator.requests('GET', /registrationAssignments/);
    assert.deepEqual(
      read.map(({ url }) => url.split('/')[2]),
      [subscriptionId('Contoso Web')],
    );
  });

  describe('grouped by customer', () => {
    it('hangs subscriptions below customers, and customers below managing tenants, until it is ungrouped', async () => {
      const changed = nextChange(extension);
      await settings.set('azureDelegations.groupByCustomer', false);
      await extension.run('azureDelegations.groupByCustomer');
      await changed;
      assert.equal(settings.get('azureDelegations.groupByCustomer'), true);
      const customers = await below('Fabrikam');
      assert.deepEqual(texts(customers), [
        'Adatum | 2 subscriptions',
        'Contoso | 2 subscriptions',
        'Litware <b>Labs</b> & "Friends" | 2 subscriptions',
        'Tailwind Traders | 2 subscriptions',
        'Wide World Importers | 3 subscriptions',
      ]);
      assert.ok(customers.every(({ item }) => /\bcustomer\b/.test(item.contextValue ?? '')));
      assert.deepEqual(labels(await below('Fabrikam', 'Adatum')), ['Adatum Core', 'Adatum Dev']);
      assert.deepEqual(labels(await below('Fabrikam', 'Adatum', 'Adatum Core')), [
        'Fabrikam Managed Services Gold',
        'Fabrikam Backup',
      ]);

      const again = nextChange(extension);
      await extension.run('azureDelegations.ungroup');
      await again;
      assert.ok(labels(await below('Fabrikam')).includes('Adatum Core'));
    });

    it('knows for each row the one that it hangs below', async () => {
      const changed = nextChange(extension);
      await settings.set('azureDelegations.groupByCustomer', true);
      await changed;
      const row = await rowAt(
        extension.tree,
        ...['Fabrikam', 'Adatum', 'Adatum Core', 'Fabrikam Backup', 'MSP Operators'],
      );
      const above: string[] = [];
      for (
        let node: TreeNode | null | undefined = row.node;
        node;
        node = await extension.tree.getParent(node)
      )
        above.push(node.kind);
      assert.deepEqual(above, [
        ...['authorization', 'assignment', 'subscription', 'customer', 'managingTenant'],
      ]);
    });
  });

  describe('filtered', () => {
    const filterBy = (text: string): Promise<unknown> =>
      extension.run('azureDelegations.filter', { picks: [text] });

    it('shows what matches by customer or subscription, says so, and shows everything again by one click', async () => {
      await filterBy('adatum CORE');
      assert.equal(filtered, true);
      assert.match(extension.view.message, /^Filter “.*adatum CORE.*”: 1 of 13 subscriptions$/);
      assert.deepEqual(labels(await below('Fabrikam')), ['Adatum Core']);
      assert.ok(!labels(await below()).includes('Proseware Security'));

      await extension.run('azureDelegations.clearFilter');
      assert.equal(filtered, false);
      assert.equal(extension.view.message, '');
      assert.equal((await below('Fabrikam')).length, 12);
    });

    it('finds offers, principals and roles as soon as the graph has told them, and shows only those', async () => {
      await filterBy('fabrikam backup');
      await until(extension.tree, async () => labels(await below()).includes('Fabrikam'));
      assert.deepEqual(labels(await below('Fabrikam')), ['Adatum Core']);
      assert.deepEqual(labels(await below('Fabrikam', 'Adatum Core')), ['Fabrikam Backup']);
    });

    it('hides no trouble, and never looks as if there were nothing', async () => {
      await filterBy('no such thing');
      const rows = await below();
      assert.ok(labels(rows).includes('Northwind Operations'));
      assert.ok(rows.every(({ node }) => node.kind !== 'managingTenant'));
      assert.match(extension.view.message, /nothing that is known by now matches/);
    });

    it('ends where an empty text is given', async () => {
      await filterBy('adatum');
      await filterBy('  ');
      assert.equal(extension.view.message, '');
      assert.deepEqual(texts(await below()).slice(0, 2), firstLevel.slice(0, 2));
    });
  });

  describe('searched', () => {
    let shown: PromiseWithResolvers<vscode.QuickPick<vscode.QuickPickItem>>;
    /** Resolves when the picker has told that nothing more comes. */
    let calm: PromiseWithResolvers<undefined>;
    let noPickers: () => void;
    beforeEach(() => {
      shown = Promise.withResolvers();
      calm = Promise.withResolvers();
      const { createQuickPick } = vscode.window;
      noPickers = replaced(vscode.window, {
        createQuickPick: <T extends vscode.QuickPickItem>() => {
          const picker = createQuickPick<T>();
          Object.defineProperty(picker, 'busy', {
            set: (busy: boolean) => {
              if (!busy) calm.resolve(undefined);
            },
          });
          shown.resolve(picker);
          return picker;
        },
      });
    });
    afterEach(() => noPickers());

    /** Opens the search, types, and waits until everything was read. */
    async function search(text: string): Promise<{
      readonly picker: vscode.QuickPick<vscode.QuickPickItem>;
      readonly found: Promise<unknown>;
    }> {
      const found = extension.run('azureDelegations.findDelegation');
      const picker = await shown.promise;
      picker.value = text;
      await calm.promise;
      // Once more after what was set when nothing more came.
      await Promise.resolve();
      return { picker, found };
    }

    for (const [by, text, offers] of [
      ['its offer', 'threat watch', ['Proseware Threat Watch']],
      ['its customer and offer', 'adatum backup', ['Fabrikam Backup']],
      ['its subscription', 'tailwind retail', ['Just-in-time operations']],
      ['a principal', 'fabrikam automation', ['Fabrikam Managed Services Gold']],
      ['a role', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', ['Fabrikam Managed Services Gold']],
      ['nothing that is there', 'no such thing', []],
    ] as const)
      it(`finds a delegation by ${by}`, async () => {
        const { picker, found } = await search(text);
        assert.deepEqual([...new Set(picker.items.map(({ label }) => label))], offers);
        picker.hide();
        await found;
      });

    it('shows the one that is chosen in the tree, also where a filter would hide it', async () => {
      await extension.run('azureDelegations.filter', { picks: ['tailwind'] });
      const { picker, found } = await search('adatum backup');
      const [item] = picker.items;
      assert.match(item?.description ?? '', /^Adatum Core · subscription · Adatum$/);
      picker.activeItems = picker.items.slice(0, 1);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await found;
      assert.equal(extension.view.message, '');
      const [node] = extension.view.revealed;
      assert.equal(node?.kind === 'assignment' && node.row.subscription.displayName, 'Adatum Core');
    });

    it('says what could not be read', async () => {
      const { picker, found } = await search('');
      // Northwind wants a sign-in of its own.
      assert.match(picker.title ?? '', /1 tenant or subscription could not be read/);
      picker.hide();
      await found;
      assert.ok(tenantId('Northwind Operations'));
    });
  });
});

/** Resolves with the next change of everything. */
function nextChange({ tree }: StartedExtension): Promise<void> {
  return new Promise((resolve) => {
    const listening = tree.onDidChangeTreeData((node) => {
      if (node !== undefined) return;
      listening.dispose();
      resolve();
    });
  });
}
