import { expect } from '@playwright/test';
import { test } from './test.ts';

test('the walkthrough', async ({ workbench }) => {
  await workbench.runCommand('Azure Delegations: Open Walkthrough');
  const steps = workbench.page.locator('.getting-started-step');
  await expect(steps).toHaveCount(5);
  for (const [index, name] of ['sign-in', 'tree', 'check', 'undo', 'files'].entries()) {
    await steps.nth(index).click();
    await expect(steps.nth(index)).toHaveClass(/expanded/);
    await workbench.takePictures(`walkthrough-${name}`);
  }
});

const setting = 'azureDelegations.authentication';
for (const [mode, button] of [
  ['azureCli', /Install the Azure CLI|Sign In with az login/],
  ['environment', /Show Log/],
  ['managedIdentity', /Refresh/],
  ['default', /How to Sign In/],
] as const)
  test.describe(`without what "${mode}" needs`, () => {
    test.use({ settings: { [setting]: mode } });
    test('the view says so', async ({ workbench }) => {
      await workbench.openDelegations();
      await expect(workbench.welcome.getByRole('button', { name: button }).first()).toBeVisible();
      await workbench.widenSideBar();
      await workbench.takePictures(`welcome-${mode}`);
    });
  });

test('which cloud', async ({ workbench }) => {
  await workbench.runCommand('Azure Delegations: Select Cloud…');
  await expect(workbench.quickInput).toContainText('21Vianet');
  await workbench.page.screenshot({ path: 'out/screenshots/select-cloud.png' });
});
