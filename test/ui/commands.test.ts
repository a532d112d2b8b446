import { expect } from '@playwright/test';
import { delegationIds, deletesSent, subscriptionId, tenantId } from './azure.ts';
import { test } from './test.ts';

const backup = 'Fabrikam Backup';
const gold = 'Fabrikam Managed Services Gold';

test('each row offers what can be done with it', async ({ workbench, emulator }) => {
  emulator.faults.add({ path: `${subscriptionId(emulator, 'Adatum Dev')}/`, status: 403, code: 'Denied' });
  await workbench.openTree();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  const ours = workbench.row(/Contoso Production.*through Contoso/);
  await ours.waitFor();
  emulator.world.edit({ remove: delegationIds(emulator, 'Contoso Production', gold) });
  await workbench.expand(ours);
  await workbench.expand(workbench.row('Adatum Dev'));
  await workbench.expand(workbench.row('Adatum Core'));
  await workbench.expand(workbench.row(backup));

  const open = ['View Properties', 'Open in Azure Portal', 'Show Activity', 'Export Inventory…'];
  const copy = 'Copy Resource ID';
  const empty = 'Remove All Delegations…';
  for (const [row, inline, menu] of [
    [
      workbench.rowLabelled('Fabrikam'),
      ['Refresh'],
      [...open, copy, empty, 'Remove Unused Offers…', 'Refresh'],
    ],
    [workbench.row('Adatum Core'), ['Refresh'], [...open, copy, empty, 'Refresh']],
    [
      workbench.row(backup),
      ['Remove Delegation…'],
      [
        'View Details',
        ...open,
        copy,
        'Copy as Azure CLI Command',
        'Copy as PowerShell Command',
        'Save Onboarding Template…',
        'Remove Delegation…',
      ],
    ],
    [workbench.row('The delegations could not be read'), ['Refresh'], ['Refresh', 'Show Log']],
    [workbench.row('No delegation'), ['Refresh'], ['Refresh']],
  ] as const) {
    expect(await workbench.buttonsOf(row)).toEqual(inline);
    expect(await workbench.contextMenuOf(row)).toEqual(menu);
  }
  // These have no menu: selecting them does the one thing that there is to do.
  for (const [row, inline] of [
    [workbench.row('Northwind Operations'), ['Sign In to Tenant…']],
    [workbench.row('Resource groups not checked'), ['Check All Subscriptions for Delegated Resource Groups']],
    [workbench.row('Backup Contributor'), []],
  ] as const)
    expect(await workbench.buttonsOf(row)).toEqual(inline);
});

test('what a row is can be copied, read as JSON, and seen in the portal', async ({ workbench, emulator }) => {
  const { page, dialog } = workbench;
  await workbench.openTree();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  await workbench.expand(workbench.row('Adatum Core'));
  const [backupId = '', goldId = ''] = [backup, gold].flatMap((offer) =>
    delegationIds(emulator, 'Adatum Core', offer),
  );
  const [scope, name] = backupId.split('/providers/Microsoft.ManagedServices/registrationAssignments/');

  await test.step('as a command line', async () => {
    await workbench.chooseFromContextMenu(workbench.row(backup), 'Copy as Azure CLI Command');
    await expect
      .poll(() => workbench.clipboard())
      .toBe(`az managedservices assignment delete --assignment "${backupId}"`);
    await workbench.chooseFromContextMenu(workbench.row(backup), 'Copy as PowerShell Command');
    await expect
      .poll(() => workbench.clipboard())
      .toBe(`Remove-AzManagedServicesAssignment -Name ${name} -Scope "${scope}"`);
  });

  await test.step('in the portal, in the directory that it was reached through', async () => {
    const directory = `https://portal.emulator.example/#@${tenantId(emulator, 'Fabrikam')}`;
    for (const [row, url] of [
      [
        workbench.row('Adatum Core'),
        `${directory}/resource/subscriptions/${subscriptionId(emulator, 'Adatum Core')}/overview`,
      ],
      [workbench.row(backup), `${directory}/view/Microsoft_Azure_CustomerHub/MyCustomersBladeV2`],
    ] as const) {
      await workbench.chooseFromContextMenu(row, 'Open in Azure Portal');
      await expect(dialog).toContainText(url);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog).toHaveCount(0);
    }
  });

  await test.step('as JSON that cannot be changed', async () => {
    await workbench.chooseFromContextMenu(workbench.row(backup), 'View Properties');
    const lines = page.locator('.editor-instance .view-lines');
    await expect(lines).toContainText('"registrationDefinitionName": "Fabrikam Backup"');
    await lines.click();
    await page.keyboard.type('x');
    await expect(page.getByRole('paragraph')).toHaveText('Cannot edit in read-only editor');
  });

  await test.step('or all rows that are selected, which the button of each works on, too', async () => {
    await workbench.row(gold).locator('.label-name').click();
    // The click opens the row, too, and what is below moves.
    await expect(workbench.row('Managed Services Registration assignment Delete Role')).toBeVisible();
    await workbench
      .row(backup)
      .locator('.label-name')
      .click({ modifiers: ['Control'] });
    await workbench.chooseFromContextMenu(workbench.row(backup), 'Copy Resource ID');
    await expect
      .poll(async () => (await workbench.clipboard()).split('\n').toSorted())
      .toEqual([goldId, backupId].toSorted());

    await workbench.row(backup).getByRole('button', { name: 'Remove Delegation…' }).click();
    for (const offer of [backup, gold])
      await expect(workbench.quickInput.locator('.monaco-list-row', { hasText: offer })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(workbench.quickInput).toBeHidden();
  });
});

test('where the extension only looks, nothing offers to remove', async ({ workbench, host }) => {
  const remove = 'Remove Delegation…';
  await workbench.openTree();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  await workbench.expand(workbench.row('Adatum Core'));
  const row = workbench.row(backup);
  expect(await workbench.buttonsOf(row)).toEqual([remove]);
  expect(await workbench.contextMenuOf(row)).toContain(remove);
  const palette = (): Promise<readonly string[]> => workbench.paletteOf('Azure Delegations: Remov');
  expect(await palette()).toContain(`Azure Delegations: ${remove}`);

  await host.changeSettings({ 'azureDelegations.readOnly': true });
  await expect.poll(() => workbench.buttonsOf(row)).toEqual([]);
  expect(await workbench.contextMenuOf(row)).not.toContain(remove);
  expect((await palette()).filter((entry) => /remove/i.test(entry))).toEqual([]);
});

test('everything is there for who uses keys alone', async ({ workbench, emulator }) => {
  const { page, dialog } = workbench;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const run = async (command: string): Promise<void> => {
    await press('F1');
    await page.keyboard.type(command);
    await expect(workbench.quickInput.locator('.monaco-list-row.focused')).toContainText(command);
    await press('Enter');
  };

  await run('View: Show Azure Delegations');
  // Both of the account's tenants that answer have done so, and no row moves any more.
  await expect(workbench.row('Resource groups not checked')).toContainText('2 of your subscriptions');
  await run('Focus on Delegations View');

  await test.step('rows are opened', async () => {
    for (const row of [workbench.rowLabelled('Fabrikam'), workbench.row('Adatum Core')]) {
      await workbench.focusByKeys(row);
      await press('ArrowRight');
      await expect(row).toHaveAttribute('aria-expanded', 'true');
    }
    await expect(workbench.row(backup)).toBeVisible();
  });

  await test.step('a delegation is removed', async () => {
    await workbench.focusByKeys(workbench.row(backup));
    await press('Shift+F10');
    const focused = page.locator('.monaco-menu .action-item.focused');
    await expect(async () => {
      await press('ArrowUp');
      await expect(focused).toContainText('Remove Delegation…', { timeout: 1_000 });
    }).toPass();
    await press('Enter');
    await expect(dialog.getByRole('button', { name: 'Remove Delegation' })).toBeFocused();
    await press('Enter');
    await expect(workbench.quickInput.locator('input.input')).toBeFocused();
    await page.keyboard.type(backup);
    await press('Enter');
    await expect(workbench.row(backup)).toHaveCount(0);
    expect(deletesSent(emulator)).toHaveLength(1);
  });

  await test.step('and a click closes all', async () => {
    await workbench.titleButton('Collapse All').click();
    await expect(workbench.row('Adatum Core')).toHaveCount(0);
    await expect(workbench.rowLabelled('Fabrikam')).toHaveAttribute('aria-expanded', 'false');
  });
});
