// Pictures of what is wrong with onboarding files, and of what can be done about it, in three themes: out/screenshots.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { prepareFolder } from './prepareFolder.ts';
import { test } from './test.ts';

const samples = ['marketplace.parameters.json', 'subscription.parameters.json'] as const;
const folder = prepareFolder({});
for (const sample of samples)
  copyFileSync(
    join(import.meta.dirname, '..', 'unit', 'onboarding', 'fixtures', 'samples', sample),
    join(folder.path, sample),
  );
test.afterAll(() => folder.remove());
test.use({ folder: folder.path });

test('problems, hovers and quick fixes', async ({ workbench }) => {
  const { page } = workbench;
  const open = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+P');
    await workbench.quickInput.locator('input.input').fill(name);
    await workbench.pick(name);
    await expect(page.locator('.editor-instance .squiggly-warning').first()).toBeVisible();
  };
  await open(samples[0]);
  await page.keyboard.press('Control+Shift+M');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'noDeleteRole' });
  await problem.dblclick();
  const menu = page.locator('.action-widget').first();
  await workbench.takePictures('onboarding-quickfix', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect(menu).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await workbench.takePictures('onboarding-problem', async () => {
    await page.mouse.move(1000, 780);
    await page.locator('.editor-instance .squiggly-warning').first().hover({ force: true });
    await expect(page.locator('.monaco-hover', { hasText: 'only the customer' })).toBeVisible();
  });
  await page.mouse.move(1000, 780);
  await open(samples[1]);
  await workbench.takePictures('onboarding-hints');
});
