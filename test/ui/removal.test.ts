import { expect } from '@playwright/test';
import type { Emulator } from '../emulator/server.ts';
import { test } from './test.ts';
import type { Workbench } from './workbench.ts';

/** The DELETEs that reached Azure. */
const deletes = (emulator: Emulator): readonly string[] =>
  emulator.requests.matching('DELETE', /registrationAssignments/i).map(({ url }) => url);

/** Whether the world still has an assignment of the offer at a subscription. */
const exists = (emulator: Emulator, offer: string): boolean => {
  const { registrationAssignments, registrationDefinitions } = emulator.world.current;
  const definitions = registrationDefinitions
    .filter(({ properties }) => properties.registrationDefinitionName === offer)
    .map(({ id }) => id.toLowerCase());
  return registrationAssignments.some(({ properties }) =>
    definitions.includes(properties.registrationDefinitionId.toLowerCase()),
  );
};

/** Opens the tree down to the delegations of a subscription. */
const openSubscription = async (workbench: Workbench, subscription: string): Promise<void> => {
  await workbench.openTree();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  await workbench.expand(workbench.row(subscription));
};

test('a delegation is removed from its context menu', async ({ workbench, emulator }) => {
  await openSubscription(workbench, 'Adatum Core');
  await workbench.expand(workbench.row('Fabrikam Backup'));
  await expect(workbench.row('Backup Contributor')).toBeVisible();

  await workbench.chooseFromContextMenu(workbench.row('Fabrikam Backup'), 'Remove Delegation…');
  await expect(workbench.dialog).toContainText('Remove the delegation');
  await expect(workbench.dialog).toContainText('Adatum Core');
  await expect(workbench.dialog).toContainText('Backup Contributor');
  await expect(workbench.dialog).toContainText(
    /⚠ .*Fabrikam Managed Services Gold.* grants the same and may lose it too/,
  );

  await test.step('the whole impact is a document, beside which the question waits', async () => {
    await workbench.dialog.getByRole('button', { name: 'View Full Impact' }).click();
    const { preview } = workbench;
    await expect(
      preview.getByRole('heading', { name: /^What removing .*Fabrikam Backup.* takes away$/ }),
    ).toBeVisible();
    await expect(preview.getByRole('row', { name: /^MSP Operators Backup Contributor/ })).toBeVisible();
    await expect(
      preview.getByRole('heading', { name: 'Fabrikam Managed Services Gold (subscription)' }),
    ).toBeVisible();
    await expect(preview.locator('a, img')).toHaveCount(0);
    await workbench.pick('Go On with the Removal…');
    await expect(workbench.dialog).toContainText('Remove the delegation');
  });

  await test.step('another name than the one that is asked for does nothing', async () => {
    await workbench.confirmRemoval('Fabrikam');
    await expect(workbench.quickInput).toContainText('Type “Fabrikam Backup” to go on.');
    expect(deletes(emulator)).toHaveLength(0);
    await workbench.quickInput.locator('input.input').fill('Fabrikam Backup');
    await workbench.page.keyboard.press('Enter');
  });

  await expect(workbench.toast(/Removed .*Fabrikam Backup/)).toBeVisible();
  await expect(workbench.row('Fabrikam Backup')).toHaveCount(0);
  await expect(workbench.row('Fabrikam Managed Services Gold')).toBeVisible();
  expect(deletes(emulator)).toHaveLength(1);
  expect(exists(emulator, 'Fabrikam Backup')).toBe(false);
});

test('a delegation is removed from the palette', async ({ workbench, emulator }) => {
  await workbench.runCommand('Azure Delegations: Remove Delegation…');
  await workbench.pick('Adatum Dev');
  await workbench.pick('Fabrikam Monitoring');
  // Contributor's broad wildcard is all that speaks for this deletion.
  emulator.world.edit({ put: { service: { broadWildcardMayDelete: true } } });
  await workbench.confirmRemoval();

  await expect(workbench.toast(/accepted the removal of .*Fabrikam Monitoring/)).toBeVisible();
  expect(exists(emulator, 'Fabrikam Monitoring')).toBe(false);
});

test('nothing is sent when the question is answered with Cancel, nor where the user may not remove it', async ({
  workbench,
  emulator,
}) => {
  await openSubscription(workbench, 'Adatum Core');
  const row = workbench.row('Fabrikam Backup');
  await row.hover();
  await row.getByRole('button', { name: 'Remove Delegation…' }).click();
  await workbench.dialog.getByRole('button', { name: 'Cancel' }).click();

  await expect(workbench.dialog).toHaveCount(0);
  await expect(row).toBeVisible();
  expect(deletes(emulator)).toHaveLength(0);
  expect(exists(emulator, 'Fabrikam Backup')).toBe(true);

  await workbench.expand(workbench.row('Tailwind Retail'));
  const eligible = workbench.row('Just-in-time operations');
  await expect(eligible).toHaveAttribute('aria-label', /activate your role to remove it/);
  await workbench.chooseFromContextMenu(eligible, 'Remove Delegation…');
  await expect(workbench.dialog).toContainText('You cannot remove the delegation');
  await expect(workbench.dialog.getByRole('button', { name: 'Activate in Azure Portal' })).toBeVisible();
  await workbench.dialog.getByRole('button', { name: 'Copy Request for Customer' }).click();
  await expect.poll(() => workbench.clipboard()).toContain('az managedservices assignment delete');
  await expect(workbench.dialog).toHaveCount(0);
  expect(deletes(emulator)).toHaveLength(0);
});

test('a refusal by Azure is told with its code, and the row stays', async ({ workbench, emulator }) => {
  await openSubscription(workbench, 'WWI Ledger');
  const row = workbench.row('Fabrikam Managed Services Gold');
  await workbench.chooseFromContextMenu(row, 'Remove Delegation…');
  await workbench.confirmRemoval();

  await expect(workbench.toast(/still there/)).toContainText('ScopeLocked');
  await expect(row).toBeVisible();
  expect(deletes(emulator)).toHaveLength(1);
});

test('a stronger sign-in is asked for in the middle; the end of one’s own access is told as accepted, not as removed', async ({
  workbench,
  emulator,
}) => {
  await openSubscription(workbench, 'Tailwind Logistics');
  await workbench.chooseFromContextMenu(workbench.row('Marketplace'), 'Remove Delegation…');
  await expect(workbench.dialog).toContainText('Marketplace');
  await workbench.confirmRemoval();
  await workbench.dialog.getByRole('button', { name: 'Allow' }).click();

  await expect(workbench.toast(/no longer visible to you/)).toBeVisible();
  await expect(workbench.row('Tailwind Logistics')).toHaveCount(0);
  expect(exists(emulator, 'Fabrikam Security (Marketplace)')).toBe(false);
});
