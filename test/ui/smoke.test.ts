import { expect } from '@playwright/test';
import { test } from './test.ts';

test('the icon in the activity bar opens the view', async ({ workbench }) => {
  await workbench.openDelegations();
  await expect(workbench.page.getByRole('heading', { name: /Azure Delegations/ })).toBeVisible();
});

test('the demo account is signed in', async ({ workbench, host }) => {
  await workbench.openDelegations();
  expect(await host.ask('fakeAuth.accounts')).toHaveLength(1);
});
