// Pictures of everything that people see, in three themes, for somebody to look at: out/screenshots.
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readWorld } from '../emulator/readWorld.ts';
import { WorldBuilder } from '../emulator/worldBuilder.ts';
import { subscriptionId } from './azure.ts';
import { test } from './test.ts';

/** Where the README's pictures go: to the README only where that is asked for. */
const root = join(import.meta.dirname, '..', '..');
const readme = join(root, process.env.README_PICTURES === undefined ? 'out/screenshots' : 'media/readme');

test('the tree, its menu, a tooltip, the question and the answer', async ({ workbench, emulator }) => {
  const { page } = workbench;
  await workbench.openTree();
  await workbench.widenSideBar();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  for (const row of ['Adatum Core', 'Tailwind Retail', 'WWI Shipping', '🚀'])
    await workbench.expand(workbench.row(row));
  for (const row of ['Fabrikam Backup', 'Just-in-time operations'])
    await workbench.expand(workbench.row(row));
  await expect(workbench.row('up to 30 min')).toBeVisible();
  const nowhere = (): Promise<void> => page.mouse.move(1000, 780);
  await workbench.takePictures('tree', nowhere);

  await workbench.takePictures('tooltip', async () => {
    await nowhere();
    await workbench.row('Two lines').locator('.label-name').hover();
    await expect(page.locator('.monaco-hover', { hasText: 'Grants the delete role' })).toBeVisible();
  });
  await nowhere();

  await workbench.openContextMenu(workbench.row('Fabrikam Backup'));
  await workbench.takePictures('menu');
  await workbench.chooseFromMenu('Remove Delegation…');
  await expect(workbench.dialog).toContainText('Backup Contributor');
  await workbench.takePictures('confirmation-overlap');
  await workbench.dialog.getByRole('button', { name: 'View Full Impact' }).click();
  await expect(workbench.preview.getByRole('heading', { name: 'Who loses what' })).toBeVisible();
  await workbench.takePictures('impact');
  await workbench.pick('Go On with the Removal…');
  await workbench.confirmRemoval('Fabrikam Backup');
  await expect(workbench.toast(/Removed/)).toBeVisible();
  await workbench.takePictures('removed');

  for (const [subscription, delegation, name] of [
    ['Tailwind Logistics', 'Fabrikam Security', 'confirmation'],
    ['Adatum Dev', 'Fabrikam Monitoring', 'confirmation-perhaps'],
    ['Tailwind Retail', 'Just-in-time', 'no-permission'],
  ] as const) {
    const row = workbench.row(delegation);
    if (!(await row.isVisible())) await workbench.expand(workbench.row(subscription));
    await workbench.chooseFromContextMenu(row, 'Remove Delegation…');
    await expect(workbench.dialog).toContainText(/remove the delegation/i);
    await workbench.takePictures(name);
    await workbench.dialog.getByRole('button', { name: 'Cancel' }).click();
  }
  await workbench.row('Adatum Dev').locator('.monaco-tl-twistie').click();

  emulator.faults.add({
    path: subscriptionId(emulator, 'Adatum Dev'),
    status: 500,
    code: 'InternalServerError',
  });
  await workbench.expand(workbench.row('Adatum Dev'));
  await expect(workbench.row('could not be read')).toBeVisible();
  await workbench.expand(workbench.row('WWI Ledger'));
  const gold = workbench.row('Fabrikam Managed Services Gold');
  await expect(gold).toHaveCount(3);
  await workbench.chooseFromContextMenu(gold.nth(1), 'Remove Delegation…');
  await workbench.confirmRemoval();
  await expect(workbench.toast(/still there/)).toBeVisible();
  await workbench.takePictures('errors');
});

test.describe('the pictures of the README', () => {
  test('are of the tree and of the question', async ({ workbench, emulator }) => {
    const { page } = workbench;
    // Names as most are; what strange ones look like is in the other pictures.
    const { subscriptions, tenants } = emulator.world.current;
    emulator.world.edit({
      put: {
        subscriptions: subscriptions
          .filter(({ displayName }) => !/^[A-Z]/.test(displayName))
          .map((each, index) => ({ ...each, displayName: `Litware ${index + 1}` })),
        tenants: tenants
          .filter(({ displayName = '' }) => displayName.startsWith('Litware'))
          .map((each) => ({ ...each, displayName: 'Litware' })),
      },
    });
    await workbench.openTree();
    await workbench.widenSideBar();
    await workbench.expand(workbench.rowLabelled('Fabrikam'));
    for (const row of ['Adatum Core', 'Tailwind Retail']) await workbench.expand(workbench.row(row));
    for (const row of ['Fabrikam Backup', 'Just-in-time operations'])
      await workbench.expand(workbench.row(row));
    await expect(workbench.row('up to 30 min')).toBeVisible();
    await page.mouse.move(1000, 780);
    await page.screenshot({
      path: join(readme, 'tree.png'),
      clip: { x: 4, y: 30, width: 640, height: 600 },
      animations: 'disabled',
    });
    await workbench.chooseFromContextMenu(workbench.row('Fabrikam Backup'), 'Remove Delegation…');
    await expect(workbench.dialog).toContainText('Backup Contributor');
    await workbench.dialog.screenshot({ path: join(readme, 'confirmation.png'), animations: 'disabled' });
  });
});

test.describe('signed out', () => {
  test.use({ signedIn: false });
  test('the welcome', async ({ workbench }) => {
    await workbench.openDelegations();
    await expect(workbench.welcome).toContainText('See which tenants hold access');
    await workbench.takePictures('signed-out');
  });
});

test('nothing found', async ({ workbench, emulator }) => {
  const lonely = new WorldBuilder();
  lonely.user('alex', lonely.tenant('Fabrikam'));
  emulator.world.become(readWorld(lonely.build()));
  await workbench.openDelegations();
  await expect(workbench.welcome).toContainText('No delegation was found');
  await workbench.takePictures('nothing-found');
});

test('offline', async ({ workbench, emulator }) => {
  emulator.faults.add({ reset: true });
  await workbench.openDelegations();
  await expect(workbench.welcome).toContainText('could not be reached', { timeout: 45_000 });
  await workbench.takePictures('offline');
});

test.describe('a custom cloud', () => {
  test.use({ settings: { 'azureDelegations.trustedResourceManagers': [] } });
  test('that was not approved, and the question', async ({ workbench }) => {
    await workbench.openDelegations();
    const connect = workbench.welcome.getByRole('button', { name: 'Review and Connect…' });
    await expect(connect).toBeVisible();
    await workbench.takePictures('unapproved-cloud');
    await connect.click();
    await expect(workbench.dialog).toContainText('https://127.0.0.1');
    await workbench.takePictures('cloud-question');
  });
});

test.describe('a custom cloud that is half set', () => {
  test.use({ settings: { 'microsoft-sovereign-cloud.customEnvironment': { name: 'Half' } } });
  test('is a problem of its own', async ({ workbench }) => {
    await workbench.openDelegations();
    await expect(workbench.welcome).toContainText('cannot be used');
    await workbench.takePictures('cloud-problem');
  });
});
