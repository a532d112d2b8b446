// Pictures of the reports, in three themes, for somebody to look at: out/screenshots.
import { expect, type FrameLocator, type Page } from '@playwright/test';
import { test } from './test.ts';

const preview = (page: Page): FrameLocator =>
  page.locator('iframe.webview.ready').last().contentFrame().frameLocator('iframe#active-frame');

test('details, audit, activity, and the marks on rows', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.openTree();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  await workbench.expand(workbench.row('Adatum Core'));
  await workbench.expand(workbench.row('Tailwind Retail'));

  await workbench.chooseFromContextMenu(workbench.row('Just-in-time operations'), 'View Details');
  await expect(preview(page).getByRole('heading', { name: 'Links' })).toBeVisible();
  await workbench.takePictures('details');

  await workbench.runCommand('Azure Delegations: Audit Delegations');
  await expect(preview(page).getByRole('heading', { name: 'Rules that were asked' })).toBeAttached();
  await expect(workbench.toast(/The audit found/)).toBeVisible();
  await workbench.takePictures('audit');

  await workbench.chooseFromContextMenu(workbench.row('Tailwind Retail'), 'Show Activity');
  await expect(preview(page).getByText('morgan@tailwindtraders.example')).toBeVisible();
  await workbench.takePictures('activity');

  await workbench.chooseFromContextMenu(workbench.rowLabelled('Fabrikam'), 'Show Activity');
  await expect(preview(page).getByText('Monitoring Reader at the root scope')).toBeVisible();
  await workbench.takePictures('activity-forbidden');
});
