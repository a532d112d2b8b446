import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { prepareFolder } from './prepareFolder.ts';
import { test } from './test.ts';

const samples = join(import.meta.dirname, '..', 'unit', 'onboarding', 'fixtures', 'samples');
const sample = 'marketplace.parameters.json';
const folder = prepareFolder({});
copyFileSync(join(samples, sample), join(folder.path, sample));
writeFileSync(join(folder.path, 'other.json'), '{ "name": "something else" }');

// Small enough that the whole list is in sight.
test.use({ folder: folder.path, settings: { 'editor.fontSize': 8, 'editor.minimap.enabled': false } });
test.afterAll(() => folder.remove());

test('an onboarding file gets its way out, with help while it is written', async ({ workbench }) => {
  const { page } = workbench;
  const editor = page.locator('.editor-instance');
  const problem = page
    .locator('.markers-panel .monaco-list-row')
    .filter({ hasText: 'Nobody in the managing tenant can remove this delegation later' });
  const lens = editor.locator('.codelens-decoration').first();

  await test.step('the file is opened, and what it lacks is shown', async () => {
    await page.keyboard.press('Control+P');
    await workbench.quickInput.locator('input.input').fill(sample);
    await workbench.pick(sample);
    await expect(editor.locator('.squiggly-warning').first()).toBeVisible();
    await expect(lens).toContainText('no delete role');
    await workbench.runCommand('Problems: Focus on Problems View');
    await expect(problem).toBeVisible();
  });

  await test.step('the lightbulb has the way out', async () => {
    await problem.dblclick();
    await expect(editor.locator('.monaco-editor.focused')).toBeVisible();
    await page.keyboard.press('Control+.');
    const menu = page.locator('.action-widget').first();
    await expect(menu).toBeVisible();
    await menu
      .locator('.monaco-list-row', { hasText: /delete role/i })
      .first()
      .click();
    await expect(problem).toHaveCount(0);
    await expect(lens).toContainText('delete role: ');
    await expect(editor.locator('.squiggly-warning')).toHaveCount(0);
  });

  await test.step('a role is told by its id', async () => {
    await page.keyboard.press('Escape');
    await workbench.runCommand('View: Toggle Panel Visibility');
    await editor.getByText('91c1777a-f3dc-4fae-b103-61d183457e46').first().hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Lets users of the managing tenant remove' });
    await expect(hover).toContainText('Azure Lighthouse supports this role');
    await expect(hover.getByRole('link', { name: 'Azure built-in roles' })).toBeVisible();
  });

  await test.step('and found by its name', async () => {
    await editor.getByText('91c1777a-f3dc-4fae-b103-61d183457e46').first().click();
    await page.keyboard.press('Control+Space');
    const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: 'Monitoring Reader' });
    await expect(suggestion).toBeVisible();
    await suggestion.click();
    await expect(editor).toContainText('43d0d8ad-25c7-4714-9337-8ba259a9fe05');
    await expect(lens).toContainText('no delete role');
    await page.keyboard.press('Control+Z');
    await expect(lens).toContainText('delete role: ');
  });

  await test.step('the workspace is checked as a whole', async () => {
    await workbench.runCommand('Azure Delegations: Check Onboarding Files in Workspace');
    await expect(workbench.toast('Onboarding files: 1.')).toBeVisible();
  });
});
