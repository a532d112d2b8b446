// Pictures of the history of removals and of what an interrupted removal has to say, in three themes: out/screenshots.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './test.ts';

test('the history, a record, an onboarding template, and the message after an interruption', async ({
  workbench,
  emulator,
  host,
}) => {
  const { page, dialog, quickInput } = workbench;
  const history = 'Azure Delegations: Removal History…';
  const remove = async (subscription: string, offer: string, typed?: string): Promise<void> => {
    await workbench.runCommand('Azure Delegations: Remove Delegation…');
    await expect(quickInput).toContainText('Adatum Core');
    await quickInput.locator('input.input').fill(subscription);
    await workbench.pick(subscription);
    await workbench.pick(offer);
    await workbench.confirmRemoval(typed);
  };
  emulator.world.edit({
    put: {
      service: { broadWildcardMayDelete: true, deletion: { answer: 'ok' } },
      // So that the first removal takes no access that the second needs.
      lostAuthorizations: [],
    },
  });
  await remove('WWI Ledger', 'Gold');
  await expect(workbench.toast('is still there')).toBeVisible();
  await remove('Adatum Dev', 'Fabrikam Monitoring');
  await expect(workbench.toast(/Removed/)).toBeVisible();
  await workbench.takePictures('removed-offers-template');

  emulator.world.edit({ put: { service: { deletion: { answer: 'asyncOperation', polls: 1_000 } } } });
  await remove('Adatum Core', 'Fabrikam Backup', 'Fabrikam Backup');
  await expect(workbench.toast('Azure is at work')).toBeVisible();
  await page.goto('about:blank');
  emulator.operations.finish();
  host.prepareWindow({
    signedIn: true,
    keepsStorage: true,
    settings: { 'workbench.colorTheme': 'Dark Modern' },
  });
  await page.goto(host.url);
  await expect(workbench.toast('interrupted')).toBeVisible();
  await workbench.takePictures('interrupted');

  await workbench.runCommand(history);
  await expect(quickInput).toContainText('still there');
  await workbench.takePictures('history');
  await workbench.pick('Fabrikam Backup');
  await expect(quickInput).toContainText('Open Record');
  await workbench.takePictures('history-record-menu');
  await workbench.pick('Open Record');
  const document = page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');
  await expect(document).toContainText('Backup Contributor');
  await workbench.takePictures('history-record');

  await workbench.runCommand(history);
  await workbench.pick('Fabrikam Backup');
  await workbench.pick('Save Onboarding Template…');
  const folder = mkdtempSync(join(tmpdir(), 'saved-'));
  mkdirSync(join(folder, 'listed'));
  await quickInput.locator('input.input').fill(`${folder}/`);
  await expect(quickInput).toContainText('listed');
  await quickInput.getByRole('button', { name: 'Save Here' }).click();
  await expect(dialog).toContainText('other organisations');
  await workbench.takePictures('export-warning');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const saved = workbench.toast('Saved the onboarding template');
  await expect(saved).toBeVisible();
  await workbench.takePictures('template-saved');
  await saved.getByRole('button', { name: 'Open README' }).click();
  await expect(document.last()).toContainText('Restore an Azure Lighthouse delegation');
  await workbench.takePictures('template-readme');

  await workbench.runCommand('Azure Delegations: Erase Removal History…');
  await expect(dialog).toContainText('Erase the history');
  await workbench.takePictures('erase-history');
});
