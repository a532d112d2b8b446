import { expect } from '@playwright/test';
import { test } from './test.ts';

test('several delegations are ticked, confirmed by their number, reported, and what failed is tried again', async ({
  workbench,
  emulator,
}) => {
  const { page, quickInput } = workbench;
  const deletes = (): number => emulator.requests.matching('DELETE', /registrationAssignments/i).length;
  const subscriptions = ['Contoso Web', 'WWI Archive', 'WWI Ledger'];
  emulator.world.edit({ put: { service: { deletion: { answer: 'ok' } } } });
  await workbench.openTree();
  await workbench.widenSideBar();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  for (const subscription of subscriptions) await workbench.expand(workbench.row(subscription));

  await test.step('select', async () => {
    const webCare = workbench.row('Web care');
    const gold = workbench.row('Fabrikam Managed Services Gold');
    await webCare.locator('.monaco-icon-label').click();
    // The click opens the row, too, and what is below moves.
    await expect(workbench.row('Managed Services Registration assignment Delete Role')).toBeVisible();
    for (const row of [gold.nth(0), gold.nth(1)]) {
      await row.locator('.monaco-icon-label').click({ modifiers: ['ControlOrMeta'] });
      await expect(row).toHaveAttribute('aria-selected', 'true');
    }
    await workbench.chooseFromContextMenu(webCare, 'Remove Delegation…');
  });

  await test.step('tick', async () => {
    await expect(quickInput).toContainText('Can be removed · 3');
    for (const subscription of subscriptions) await expect(quickInput).toContainText(subscription);
    await expect(quickInput.locator('input.input')).toHaveAttribute('placeholder', '3 of 3 chosen');
    await quickInput.getByRole('button', { name: 'OK' }).click();
  });

  await test.step('confirm by typing', async () => {
    await expect(workbench.dialog).toContainText('Remove 3 delegations of 3 subscriptions?');
    await workbench.dialog.getByRole('button', { name: 'Remove Delegations…' }).click();
    await quickInput.locator('input.input').fill('2');
    await page.keyboard.press('Enter');
    await expect(quickInput).toContainText('to go on');
    expect(deletes()).toBe(0);
    await quickInput.locator('input.input').fill('3');
    await page.keyboard.press('Enter');
  });

  const report = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await test.step('the report', async () => {
    await expect(workbench.toast('1 of 3 delegations are gone')).toContainText('failed: 2');
    await expect(report.getByRole('heading', { name: 'Removal of 3 delegations' })).toBeVisible();
    const rows = report.getByRole('row');
    await expect(rows.filter({ hasText: 'ScopeLocked' })).toContainText('WWI Ledger');
    await expect(rows.filter({ hasText: 'ReadOnlyDisabledSubscription' })).toContainText('WWI Archive');
    await expect(rows.filter({ hasText: 'Web care' })).toContainText('Contoso');
    await expect(workbench.row('Contoso Web')).toHaveCount(0);
    expect(deletes()).toBe(3);
  });

  await test.step('retry what failed', async () => {
    const { locks, subscriptions: all } = emulator.world.current;
    emulator.world.edit({
      remove: locks.map(({ id }) => id),
      put: { subscriptions: all.map((each) => ({ ...each, state: 'Enabled' as const })) },
    });
    await workbench.toast('1 of 3').getByRole('button', { name: 'Retry Failed' }).click();
    await expect(quickInput).toContainText('Can be removed · 2');
    await quickInput.getByRole('button', { name: 'OK' }).click();
    await workbench.dialog.getByRole('button', { name: 'Remove Delegations…' }).click();
    await quickInput.locator('input.input').fill('2');
    await page.keyboard.press('Enter');
    await expect(workbench.toast(/2 delegations are gone|all 2 delegations/)).toBeVisible();
    await expect(workbench.row('WWI Ledger')).toHaveCount(0);
    expect(deletes()).toBe(5);
  });
});
