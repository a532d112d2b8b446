import { expect } from '@playwright/test';
import { test } from './test.ts';

test('look', async ({ workbench }) => {
  await workbench.openDelegations();
  await workbench.row('Fabrikam').first().waitFor();
  await workbench.takePictures('tree-root');
  await workbench.expand(workbench.row('Fabrikam').first());
  await workbench.row('Adatum Core').waitFor();
  await workbench.expand(workbench.row('Adatum Core'));
  await expect(workbench.row('Fabrikam Backup')).toBeVisible();
  await workbench.expand(workbench.row('Fabrikam Backup'));
  await workbench.takePictures('tree-four');
});
