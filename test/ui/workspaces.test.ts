import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './test.ts';

test('The view works in a workspace of several folders that nobody has trusted, and in a second window at once', async ({
  workbench,
  page,
  host,
}) => {
  const root = mkdtempSync(join(tmpdir(), 'workspace-'));
  try {
    for (const name of ['one', 'two']) {
      mkdirSync(join(root, name, '.vscode'), { recursive: true });
      writeFileSync(
        join(root, name, '.vscode', 'settings.json'),
        JSON.stringify({ 'azureDelegations.readOnly': true, 'azureDelegations.authentication': 'azureCli' }),
      );
    }
    const file = join(root, 'both.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }));

    await test.step('the empty window', async () => {
      await workbench.openTree();
    });
    await test.step('several folders, untrusted: none of them changes a setting', async () => {
      await page.goto(`${host.url}?workspace=${encodeURIComponent(file)}`);
      await page.locator('.activitybar').getByRole('tab', { name: 'Azure Delegations' }).waitFor();
      await page.getByText('Restricted Mode is intended for safe code browsing').waitFor();
      await workbench.openTree();
      await workbench.expand(workbench.rowLabelled('Fabrikam'));
      await workbench.expand(workbench.row('Adatum Core'));
      expect(await workbench.contextMenuOf(workbench.row('Fabrikam Backup'))).toContain('Remove Delegation…');
    });
    await test.step('a second window shows the same, while the first goes on', async () => {
      const second = await page.context().newPage();
      await second.goto(host.url);
      await second.locator('.activitybar').getByRole('tab', { name: 'Azure Delegations' }).click();
      await expect(
        second.locator('.customview-tree [role="treeitem"]', { hasText: 'Fabrikam' }).first(),
      ).toBeVisible();
      await second.goto('about:blank');
      await second.close();
      await workbench.titleButton('Refresh').click();
      await expect(workbench.row('Fabrikam Backup')).toBeVisible();
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
