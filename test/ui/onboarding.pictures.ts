// Pictures of what helps with onboarding files, in three themes: out/screenshots.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { prepareFolder } from './prepareFolder.ts';
import { test } from './test.ts';

const folder = prepareFolder({});
test.afterAll(() => folder.remove());
test.use({ folder: folder.path });

const group = '6d1f0c62-7a1b-4c55-9d62-0f4f5b0c9a11';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
writeFileSync(
  join(folder.path, 'onboarding.parameters.json'),
  `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "mspOfferName": { "value": "Fabrikam Managed Services" },
    "managedByTenantId": { "value": "0b1f6471-1bf0-4dda-aec3-111122223333" },
    "authorizations": {
      "value": [
        {
          "principalId": "${group}",
          "principalIdDisplayName": "MSP Operators",
          "roleDefinitionId": "${reader}"
        },
        {
          "principalId": "${group}",
          "principalIdDisplayName": "MSP Operators",
          "roleDefinitionId": "91c1777a-f3dc-4fae-b103-61d183457e46"
        },
        {
          "principalId": "${group}",
          "principalIdDisplayName": "MSP Operators",
          "roleDefinitionId": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
        }
      ]
    }
  }
}
`,
);
writeFileSync(
  join(folder.path, 'onboarding.bicepparam'),
  `using './onboarding.bicep'

param managedByTenantId = '0b1f6471-1bf0-4dda-aec3-111122223333'

param authorizations = [
  {
    principalId: '${group}'
    principalIdDisplayName: 'MSP Operators'
    roleDefinitionId: '${reader}'
  }
]
`,
);

test('hover, completion, inlay hints, CodeLens, and the form', async ({ workbench }) => {
  const { page } = workbench;
  const editor = page.locator('.editor-instance');
  const openFile = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+P');
    await workbench.quickInput.locator('input.input').fill(name);
    await workbench.pick(name);
    await expect(editor).toContainText('MSP Operators');
  };
  await openFile('onboarding.parameters.json');
  await expect(editor.locator('.codelens-decoration', { hasText: '1 principal' })).toBeVisible();
  await workbench.takePictures('onboarding-json');
  await workbench.takePictures('onboarding-hover', async () => {
    await page.mouse.move(1000, 780);
    await editor.getByText(reader).first().hover();
    await expect(page.locator('.monaco-hover', { hasText: 'Views all resources' })).toBeVisible();
  });
  await workbench.takePictures('onboarding-hover-unsupported', async () => {
    await page.mouse.move(1000, 780);
    await editor.getByText('b7e6dc6d').first().hover();
    await expect(page.locator('.monaco-hover', { hasText: 'data actions' })).toBeVisible();
  });
  await page.mouse.move(1000, 780);
  await editor.getByText('b7e6dc6d').first().click();
  await workbench.takePictures('onboarding-completion', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await expect(page.locator('.suggest-widget .monaco-list-row').nth(3)).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await openFile('onboarding.bicepparam');
  await expect(editor.locator('.codelens-decoration', { hasText: 'no delete role' })).toBeVisible();
  await workbench.takePictures('onboarding-bicep');
  await editor.getByText('}', { exact: true }).last().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await workbench.takePictures('onboarding-bicep-completion', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await expect(page.locator('.suggest-widget .monaco-list-row').nth(2)).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await workbench.runCommand('Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'Nobody in the managing' });
  await problem.dblclick();
  await workbench.takePictures('onboarding-lightbulb', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect(page.locator('.action-widget').first()).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await workbench.runCommand('Azure Delegations: Check Onboarding Files in Workspace');
  await expect(workbench.toast('Onboarding files: ')).toBeVisible();
  await workbench.takePictures('onboarding-checked');
  await workbench.toast('Onboarding files: ').getByRole('button', { name: 'Show Report' }).click();
  await page
    .locator('.editor-instance')
    .getByText('Onboarding files of the workspace')
    .or(page.locator('iframe.webview').first())
    .first()
    .waitFor();
  await workbench.takePictures('onboarding-report');
  await workbench.runCommand('Azure Delegations: New Onboarding Template…');
  await workbench.pick('ARM template');
  await expect(workbench.quickInput.locator('.monaco-list-row', { hasText: 'Fabrikam' })).toBeVisible();
  await workbench.takePictures('onboarding-form-tenant');
});
