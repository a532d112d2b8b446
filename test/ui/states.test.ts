import { expect } from '@playwright/test';
import { readWorld } from '../emulator/readWorld.ts';
import { WorldBuilder } from '../emulator/worldBuilder.ts';
import { delegationIds, subscriptionId } from './azure.ts';
import { test } from './test.ts';

test.describe('signed out', () => {
  test.use({ signedIn: false });

  test('the view says so and signs in; a sign-in that is declined leaves it as it was, without a word', async ({
    workbench,
    host,
  }) => {
    const { welcome, dialog } = workbench;
    await workbench.openDelegations();
    const signIn = welcome.getByRole('button', { name: 'Sign In' });
    await expect(welcome).toContainText('See which tenants hold access');

    await signIn.click();
    await expect(welcome).toContainText('Signing in…');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(signIn).toBeVisible();

    await host.ask('fakeAuth.declineNext');
    await signIn.click();
    await dialog.getByRole('button', { name: 'Allow' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(signIn).toBeVisible();
    expect(await host.ask('fakeAuth.accounts')).toEqual([]);
    await expect(workbench.toasts).toHaveCount(0);

    await signIn.click();
    await dialog.getByRole('button', { name: 'Allow' }).click();
    await expect(workbench.rowLabelled('Fabrikam')).toBeVisible();
    await expect(welcome).toBeHidden();
    await expect(workbench.toasts).toHaveCount(0);
  });
});

test('a tenant that wants a sign-in of its own is a row that signs in, and then one that opens', async ({
  workbench,
}) => {
  await workbench.openDelegations();
  const northwind = workbench.rowLabelled('Northwind Operations');
  await expect(northwind).toContainText('sign in to this tenant');

  await northwind.click();
  await workbench.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(northwind).toContainText('sign in to this tenant');
  await expect(workbench.toasts).toHaveCount(0);

  await northwind.click();
  await workbench.dialog.getByRole('button', { name: 'Allow' }).click();
  await workbench.expand(northwind);
  await workbench.expand(workbench.row('Adatum Shared'));
  await expect(workbench.row('Northwind Network Watch')).toBeVisible();
});

test('where nothing is delegated, the view says what to check', async ({ workbench, emulator }) => {
  const lonely = new WorldBuilder();
  lonely.user('alex', lonely.tenant('Fabrikam'));
  emulator.world.become(readWorld(lonely.build()));

  await workbench.openDelegations();
  await expect(workbench.welcome).toContainText('No delegation was found');
  await expect(workbench.welcome).toContainText('Reader role');
  for (const name of ['Sign In to Tenant…', 'Check All Subscriptions', 'Refresh'])
    await expect(workbench.welcome.getByRole('button', { name })).toBeVisible();

  emulator.world.reset();
  await workbench.welcome.getByRole('button', { name: 'Refresh' }).click();
  await expect(workbench.rowLabelled('Fabrikam')).toBeVisible();
});

test('an Azure that cannot be reached is no empty list, and Retry fills the view once it can be', async ({
  workbench,
  emulator,
}) => {
  emulator.faults.add({ reset: true });
  await workbench.openDelegations();
  await expect(workbench.welcome).toContainText('Azure could not be reached', { timeout: 45_000 });
  await expect(workbench.welcome.getByRole('button', { name: 'Show Log' })).toBeVisible();

  emulator.faults.clear();
  await workbench.welcome.getByRole('button', { name: 'Retry' }).click();
  await expect(workbench.rowLabelled('Fabrikam')).toBeVisible();
  await expect(workbench.welcome).toBeHidden();
});

test('while Azure has not answered, the view shows progress; a tenant that fails is a row beside the others', async ({
  workbench,
  emulator,
}) => {
  const answers = Promise.withResolvers<undefined>();
  // The subscriptions of the home tenant are asked for first, and those of Contoso once the tenants are known.
  const home = emulator.requests.next('GET', /^\/subscriptions\?/);
  const letAllPass = emulator.requests.onRequest(async ({ url }) => {
    await answers.promise;
    if (url.startsWith('/tenants?')) await home;
  });
  emulator.faults.add({
    path: '^/subscriptions$',
    skip: 1,
    count: 1,
    status: 403,
    code: 'AuthorizationFailed',
  });

  await workbench.openDelegations();
  await expect(workbench.progress).toBeVisible();
  await expect(workbench.rows).toHaveCount(0);
  await expect(workbench.welcome).toBeHidden();

  answers.resolve(undefined);
  await expect(workbench.rowLabelled('Fabrikam')).toBeVisible();
  const contoso = workbench.rowLabelled('Contoso');
  await expect(contoso).toContainText('access denied');
  await expect(workbench.progress).toBeHidden();
  letAllPass();

  await contoso.click();
  await expect(contoso).toHaveCount(0);
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  await expect(workbench.row(/Contoso Production.*through Contoso/)).toBeVisible();
});

test('what goes wrong below a subscription stays there', async ({ workbench, emulator }) => {
  await workbench.openDelegations();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));

  await test.step('it cannot be read', async () => {
    const path = `${subscriptionId(emulator, 'Adatum Core')}/.*registrationAssignments$`;
    emulator.faults.add({ path, status: 403, code: 'AuthorizationFailed' });
    const problem = workbench.row('The delegations could not be read');
    await workbench.expand(workbench.row('Adatum Core'));
    await expect(problem).toContainText('access denied');
    await expect(workbench.row('Adatum Dev')).toBeVisible();

    emulator.faults.clear();
    await problem.click();
    await expect(workbench.row('Fabrikam Backup')).toBeVisible();
    await expect(problem).toHaveCount(0);
  });

  await test.step('it has no delegation any more', async () => {
    const gold = delegationIds(emulator, 'Contoso Production', 'Fabrikam Managed Services Gold');
    emulator.world.edit({ remove: gold });
    await workbench.expand(workbench.row(/Contoso Production.*through Contoso/));
    await expect(workbench.row('No delegation')).toContainText('that you can see');
  });

  await test.step('it is gone itself', async () => {
    const scope = `/subscriptions/${subscriptionId(emulator, 'Adatum Core')}`;
    const { registrationAssignments, registrationDefinitions } = emulator.world.current;
    const within = [...registrationAssignments, ...registrationDefinitions]
      .map(({ id }) => id)
      .filter((id) => id.startsWith(`${scope}/`));
    emulator.world.edit({ remove: [subscriptionId(emulator, 'Adatum Core'), ...within] });
    await workbench.titleButton('Refresh').click();
    await expect(workbench.row('Adatum Core')).toHaveCount(0);
    await expect(workbench.row('Adatum Dev')).toBeVisible();
    await expect(workbench.toasts).toHaveCount(0);
  });
});

test('a session that ends takes the rows with it', async ({ workbench, host, emulator }) => {
  const signIn = workbench.welcome.getByRole('button', { name: 'Sign In' });
  await workbench.openDelegations();
  // Both of the account's tenants that answer have done so.
  await expect(workbench.row('Resource groups not checked')).toContainText('2 of your subscriptions');

  await test.step('signed out elsewhere in the editor', async () => {
    emulator.requests.clear();
    await host.ask('fakeAuth.signOut');
    await expect(signIn).toBeVisible();
    await expect(workbench.rows).toHaveCount(0);
    expect(emulator.requests.all).toEqual([]);

    await host.ask('fakeAuth.signIn');
    await workbench.expand(workbench.rowLabelled('Fabrikam'));
  });

  await test.step('dead, as a password that was changed leaves it', async () => {
    emulator.tokens.clear();
    await host.ask('fakeAuth.expire');
    await workbench.expand(workbench.row('Adatum Core'));
    await expect(workbench.row('The delegations could not be read')).toContainText('sign-in needed');
    await expect(workbench.row('Adatum Dev')).toBeVisible();

    await workbench.titleButton('Refresh').click();
    await signIn.click();
    await workbench.dialog.getByRole('button', { name: 'Allow' }).click();
    await workbench.expand(workbench.rowLabelled('Fabrikam'));
    await workbench.expand(workbench.row('Adatum Core'));
    await expect(workbench.row('Fabrikam Backup')).toBeVisible();
  });
});
