// Answers about everything at once: the audit, on rows and as a document, and what is exported.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect } from '@playwright/test';
import { test } from './test.ts';

const folder = mkdtempSync(join(tmpdir(), 'exports-'));

test.describe('in a folder', () => {
  test.use({ folder, settings: { 'files.simpleDialog.enable': true } });

  test('the whole estate is audited and exported', async ({ workbench }) => {
    const { page } = workbench;
    await workbench.openTree();
    await workbench.expand(workbench.rowLabelled('Fabrikam'));
    await workbench.expand(workbench.row('Adatum Dev'));
    const row = workbench.row('Fabrikam Monitoring');
    await expect(row).toBeVisible();

    await test.step('findings are a document, and marks on the rows', async () => {
      await workbench.runCommand('Azure Delegations: Audit Delegations');
      await expect(workbench.toast(/The audit found \d+ things/)).toBeVisible();
      const preview = page
        .locator('iframe.webview.ready')
        .last()
        .contentFrame()
        .frameLocator('iframe#active-frame');
      await expect(preview.getByRole('heading', { name: 'Audit of delegations' })).toBeVisible();
      await expect(preview.getByText('Nobody in the managing tenant can remove it').first()).toBeVisible();
      await expect(
        row.locator('[class*="monaco-decoration-badge"], [class*="itemBadge"]').first(),
      ).toBeVisible();
    });

    await test.step('the report is saved as SARIF, after a warning', async () => {
      await workbench
        .toast(/The audit found/)
        .getByRole('button', { name: 'Export as SARIF…' })
        .click();
      await expect(workbench.dialog).toContainText('other organisations');
      await workbench.dialog.getByRole('button', { name: 'Continue' }).click();
      await workbench.quickInput.getByRole('button', { name: 'OK' }).click();
      await expect(workbench.toast(/Exported to .*\.sarif/)).toBeVisible();
      const [name = ''] = readdirSync(folder);
      const log = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        readonly runs: readonly [{ readonly results: readonly unknown[] }];
      };
      expect(log.runs[0].results.length).toBeGreaterThan(5);
    });

    await test.step('the inventory is saved as CSV that a stranger reads', async () => {
      await workbench.runCommand('Azure Delegations: Export Inventory…');
      await workbench.pick('a row for each authorization');
      await workbench.quickInput.getByRole('button', { name: 'OK' }).click();
      await expect(workbench.toast(/Exported to .*\.csv/)).toBeVisible();
      const name = readdirSync(folder).find((each) => each.endsWith('.csv')) ?? '';
      const rows = parse(readFileSync(join(folder, name)), { bom: true, columns: true }) as readonly Readonly<
        Record<string, string>
      >[];
      expect(rows.some(({ subscriptionName }) => subscriptionName === 'Adatum Dev')).toBe(true);
      expect(rows.some(({ offer }) => offer === 'Two\nlines\tand a tab')).toBe(true);
    });
  });
});
