import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { deletesSent } from './azure.ts';
import { test } from './test.ts';

const backup = 'Fabrikam Backup';

test('a window that is closed in the middle of a removal; the next tells how it ended, and the history restores it', async ({
  workbench,
  emulator,
  host,
}) => {
  const { page, dialog, quickInput } = workbench;
  const folder = mkdtempSync(join(tmpdir(), 'saved-'));
  mkdirSync(join(folder, 'listed'));

  await test.step('the window is closed while Azure is at work', async () => {
    const slow = { polls: 1_000, takesEffect: 'whenDone' } as const;
    emulator.world.edit({ put: { service: { deletion: slow } } });
    await workbench.runCommand('Azure Delegations: Remove Delegation…');
    await workbench.pick('Adatum Core');
    await workbench.pick(backup);
    await workbench.confirmRemoval(backup);
    await expect(workbench.toast('Azure is at work')).toBeVisible();
    await page.goto('about:blank');
    emulator.operations.finish();
  });

  await test.step('the next window tells that it was removed', async () => {
    host.prepareWindow({ signedIn: true, keepsStorage: true });
    await page.goto(host.url);
    const told = workbench.toast('A removal was interrupted when the editor closed');
    await expect(told).toContainText(/Removed .*Fabrikam Backup.* from .*Adatum Core/);
    await expect(told.getByRole('button', { name: 'Save Onboarding Template…' })).toBeVisible();
    expect(deletesSent(emulator)).toHaveLength(1);
  });

  await test.step('the record can be read', async () => {
    await workbench.runCommand('Azure Delegations: Removal History…');
    await expect(quickInput).toContainText('removed');
    await workbench.pick(backup);
    await workbench.pick('Open Record');
    const record = page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');
    await expect(record).toContainText('Removal of “Fabrikam Backup”');
    await expect(record).toContainText('Backup Contributor');
    await expect(record).toContainText('Azure reported that its operation succeeded.');
  });

  await test.step('and restored from', async () => {
    await workbench.runCommand('Azure Delegations: Removal History…');
    await workbench.pick(backup);
    await workbench.pick('Save Onboarding Template…');
    await quickInput.locator('input.input').fill(`${folder}/`);
    // The dialog takes what it has listed.
    await expect(quickInput).toContainText('listed');
    await quickInput.getByRole('button', { name: 'Save Here' }).click();
    await expect(dialog).toContainText('name people and groups of other organisations');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(workbench.toast('Saved the onboarding template')).toBeVisible();
    const [saved] = readdirSync(folder).filter((name) => name.startsWith('delegation-fabrikam-backup'));
    expect(readdirSync(join(folder, saved ?? ''))).toContain('delegation.template.json');
    rmSync(folder, { recursive: true });
  });
});
