import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { extensionId } from '../host/emulatedCloud.ts';
import { freshStart } from './stage/freshStart.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { type Row, rowAt, rowsBelow, until } from './stage/rows.ts';

describe('A row can be found from below', () => {
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    open = openEstate();
    await open.load();
  });
  afterEach(() => open.close());

  it('since each knows the row that it hangs below', async () => {
    const compare = async (parent?: Row): Promise<number> => {
      const rows = await rowsBelow(open.tree, parent);
      const below = rows.map(async (row) => {
        const known = open.tree.getParent(row.node);
        assert.equal(known && open.tree.getTreeItem(known).id, parent?.item.id, row.item.id);
        return compare(row);
      });
      return (await Promise.all(below)).reduce((sum, count) => sum + count, rows.length);
    };
    assert.ok((await compare()) > 60);
  });

  it('and revealed in the editor, which opens everything above it', async () => {
    const grant = await rowAt(
      open.tree,
      ...['Fabrikam', 'Tailwind Retail', 'Just-in-time operations', 'MSP Operators'],
    );
    // The editor loses sight of a row that it looks for while the tree is drawn again.
    await until(open.tree, () => open.estate.roleNames.size > 0);
    // The view belongs to whoever made it last, and showing it makes the extension's own.
    await vscode.extensions.getExtension(extensionId)?.activate();
    const view = vscode.window.createTreeView('azureDelegations.delegations', {
      treeDataProvider: open.tree,
    });
    try {
      await view.reveal(grant.node, { select: true });
      assert.deepEqual(view.selection, [grant.node]);
      assert.equal(view.visible, true);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      view.dispose();
    }
  });
});
