import { expect } from '@playwright/test';
import { test } from './test.ts';

test('many at once: the list, the question, the impact and the report', async ({ workbench }) => {
  const { page, quickInput } = workbench;
  await workbench.openTree();
  await workbench.chooseFromContextMenu(workbench.rowLabelled('Fabrikam'), 'Remove All Delegations…');
  await expect(quickInput).toContainText('Can be removed');
  await workbench.takePictures('many-list');
  await quickInput.getByRole('listbox').hover();
  await page.mouse.wheel(0, 2_000);
  await workbench.takePictures('many-list-below');
  await quickInput.getByRole('button', { name: 'OK' }).click();

  await expect(workbench.dialog).toContainText('delegations of');
  await workbench.takePictures('many-confirmation');
  await workbench.dialog.getByRole('button', { name: 'View Full Impact' }).click();
  await expect(quickInput).toContainText('Go On with the Removal…');
  await workbench.takePictures('many-impact');
  await workbench.pick('Go On with the Removal…');
  await workbench.dialog.getByRole('button', { name: 'Remove Delegations…' }).click();
  await workbench.takePictures('many-typing');
  const number = (await quickInput.locator('input.input').getAttribute('placeholder')) ?? '';
  await quickInput.locator('input.input').fill(number);
  await page.keyboard.press('Enter');
  await expect(workbench.toast('Removing')).toContainText('of 12');
  await expect(workbench.dialog.getByRole('button', { name: 'Allow' })).toBeVisible();
  await workbench.takePictures('many-progress');
  await workbench.dialog.getByRole('button', { name: 'Allow' }).click();
  await expect(workbench.toast('delegations are gone')).toBeVisible();
  await workbench.takePictures('many-report');
});
