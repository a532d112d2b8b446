import { expect } from '@playwright/test';
import { test } from './test.ts';

test('the whole estate is counted, grouped, filtered and searched', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.openTree();
  await workbench.widenSideBar();
  const fabrikam = workbench.rowLabelled('Fabrikam');

  await test.step('Check All asks the graph, and the tree counts', async () => {
    await workbench.row('Resource groups not checked').click();
    await expect(fabrikam).toContainText('13 delegations');
    await expect(workbench.row('Resource groups not checked')).toHaveCount(0);
    await expect(workbench.row('Tailspin Hosting')).toBeVisible();
  });

  await test.step('grouped by customer, by one button', async () => {
    await workbench.expand(fabrikam);
    await workbench.titleButton('Group by Customer').click();
    const customer = workbench.row(/Wide World Importers.*3 subscriptions/);
    await expect(customer).toBeVisible();
    await workbench.expand(customer);
    await expect(workbench.row('WWI Ledger')).toBeVisible();
    await workbench.takePictures('groupedByCustomer');
    await workbench.titleButton('Ungroup').click();
    await expect(customer).toHaveCount(0);
    await expect(workbench.row('Adatum Core')).toBeVisible();
  });

  await test.step('filtered by a word, which the view shows and one click clears', async () => {
    await workbench.titleButton('Filter…').click();
    await workbench.quickInput.locator('input.input').fill('backup');
    await page.keyboard.press('Enter');
    await expect(page.locator('.pane-body .message')).toContainText('backup');
    await expect(workbench.row('Adatum Core')).toBeVisible();
    await expect(workbench.row('WWI Ledger')).toHaveCount(0);
    await workbench.takePictures('filtered');
    await workbench.titleButton('Clear Filter').click();
    await expect(workbench.row('WWI Ledger')).toBeVisible();
    await expect(page.locator('.pane-body .message')).toBeHidden();
  });

  await test.step('searched, and what is found is shown and selected', async () => {
    await workbench.titleButton('Find Delegation…').click();
    await workbench.quickInput.locator('input.input').fill('retail operators');
    await expect(workbench.quickInput.locator('.monaco-list-row').first()).toContainText(
      'Just-in-time operations',
    );
    await workbench.takePictures('find');
    await workbench.pick('Just-in-time operations');
    const found = workbench.rowLabelled('Just-in-time operations');
    await expect(found).toBeVisible();
    await expect(found).toHaveAttribute('aria-selected', 'true');
  });
});
