import { expect } from '@playwright/test';
import type { AuthRequest } from '../host/fakeAuth/fakeAuthProvider.ts';
import type { EmulatedHost } from '../host/startEmulatedHost.ts';
import { prepareFolder } from './prepareFolder.ts';
import { startStranger } from './startStranger.ts';
import type { Stranger } from './startStranger.ts';
import { test as base } from './test.ts';
import type { Workbench } from './workbench.ts';

const environment = 'microsoft-sovereign-cloud.environment';
const customEnvironment = 'microsoft-sovereign-cloud.customEnvironment';
const trusted = 'azureDelegations.trustedResourceManagers';

interface Choices {
  /** What the opened folder calls its cloud, and whom its tokens are for; no folder is opened without it. */
  readonly folderCloud: { readonly name: string; readonly managementEndpointUrl: string } | undefined;
  /** The cloud of the user's own settings. */
  readonly userCloud: 'emulator' | 'public';
}

const test = base.extend<Choices>({
  folderCloud: [undefined, { option: true }],
  userCloud: ['emulator', { option: true }],
  settings: async ({ userCloud }, use) => {
    // The page on which folders are trusted is a tab, and not in front of everything else.
    const editor = { 'workbench.editor.useModal': 'off' };
    const publicCloud = {
      [environment]: undefined,
      [customEnvironment]: undefined,
      'http.proxy': `http://${proxy.host}`,
    };
    await use(userCloud === 'public' ? { ...editor, ...publicCloud } : editor);
  },
  folder: async ({ folderCloud }, use) => {
    if (folderCloud === undefined) {
      await use(undefined);
      return;
    }
    const origin = `https://${stranger.host}`;
    const folder = prepareFolder({
      [environment]: 'custom',
      [customEnvironment]: {
        ...folderCloud,
        portalUrl: origin,
        resourceManagerEndpointUrl: origin,
        activeDirectoryEndpointUrl: origin,
        activeDirectoryResourceId: folderCloud.managementEndpointUrl,
      },
      [trusted]: [origin],
    });
    await use(folder.path);
    folder.remove();
  },
});

/** The resource manager that the opened folder would like to have tokens sent to. */
let stranger: Stranger;
/** The way to the internet, which leads nowhere. */
let proxy: Stranger;

test.beforeEach(async () => {
  [stranger, proxy] = await Promise.all([startStranger(), startStranger()]);
});
test.afterEach(() => {
  stranger.stop();
  proxy.stop();
});

const warning = 'The opened folder names an Azure cloud of its own';

/** Trusts the opened folder, which the editor does not do by itself. */
async function trustFolder({ page }: Workbench): Promise<void> {
  await page.getByText('Restricted Mode is intended for safe code browsing').waitFor();
  await page.locator('.part.banner').getByText('Manage').click();
  await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
  await expect(page.locator('.part.banner')).toBeHidden();
}

/** Whose tokens were asked for: each provider with the scope of its resource. */
async function tokensAskedFor(host: EmulatedHost): Promise<readonly string[]> {
  const log = await host.ask<readonly AuthRequest[]>('fakeAuth.log');
  const resources = log.flatMap(({ provider, scopes }) =>
    scopes[0] === undefined ? [] : [`${provider} ${scopes[0]}`],
  );
  return [...new Set(resources)];
}

for (const [what, folderCloud] of [
  [
    'calls itself AzureCloud and wants public tokens',
    { name: 'AzureCloud', managementEndpointUrl: 'https://management.core.windows.net/' },
  ],
  [
    'wants tokens of its own',
    { name: 'Contoso Stack', managementEndpointUrl: 'https://management.stranger.example/' },
  ],
] as const)
  test.describe(`a folder whose settings name a cloud that ${what}`, () => {
    test.use({ folderCloud });

    test('gets no token of the user’s own custom cloud, trusted or not, and the user is told', async ({
      workbench,
      host,
      emulator,
    }) => {
      await workbench.openDelegations();
      await expect(workbench.rowLabelled('Fabrikam')).toBeVisible();
      await trustFolder(workbench);
      await expect(workbench.toast(warning)).toBeVisible();
      await workbench.expand(workbench.rowLabelled('Fabrikam'));
      await workbench.expand(workbench.row('Adatum Core'));
      await expect(workbench.row('Fabrikam Backup')).toBeVisible();

      expect(await tokensAskedFor(host)).toEqual([`microsoft-sovereign-cloud ${emulator.audience}.default`]);
      expect(stranger.visits).toEqual([]);
    });

    test.describe('while the user’s cloud is the public one', () => {
      test.use({ userCloud: 'public' });

      test('gets no token, trusted or not, and the user is told', async ({ workbench, host }) => {
        await host.ask('fakeAuth.signIn', { provider: 'microsoft' });
        await workbench.openDelegations();
        await workbench.welcome.getByText('Azure could not be reached').waitFor();
        await trustFolder(workbench);
        await expect(workbench.toast(warning)).toBeVisible();
        proxy.forget();
        await workbench.titleButton('Refresh').click();
        // The token goes where it belongs, or would if there were a way.
        await expect
          .poll(() => proxy.visits)
          .toContainEqual(expect.stringContaining('CONNECT management.azure.com:443'));

        expect(await tokensAskedFor(host)).toEqual([
          'microsoft https://management.core.windows.net/.default',
        ]);
        expect(stranger.visits).toEqual([]);
      });
    });
  });

test.describe('a custom cloud of the user’s settings', () => {
  test.use({ settings: { [trusted]: undefined } });

  test('is asked about by its origin; nothing is sent before, and then the view fills', async ({
    workbench,
    host,
    emulator,
  }) => {
    const { welcome, dialog } = workbench;
    const review = welcome.getByRole('button', { name: 'Review and Connect…' });
    await workbench.openDelegations();
    await review.click();
    await expect(dialog).toContainText(`Connect to the custom Azure cloud at ${emulator.resourceManager}?`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(review).toBeVisible();
    expect(emulator.requests.all).toEqual([]);
    expect(await tokensAskedFor(host)).toEqual([]);

    await review.click();
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect(workbench.rowLabelled('Fabrikam')).toBeVisible();
    await expect(workbench.toasts).toHaveCount(0);
  });
});

test.describe('a custom cloud that is described by half', () => {
  test.use({ settings: { [customEnvironment]: { name: 'Half' } } });

  test('is a problem of the settings, and the log says which', async ({ workbench, emulator }) => {
    await workbench.openDelegations();
    await expect(workbench.welcome).toContainText('The cloud in your settings cannot be used');
    await expect(workbench.welcome.getByRole('button', { name: 'Open Settings' })).toBeVisible();
    await workbench.welcome.getByRole('button', { name: 'Show Log' }).click();
    await expect(workbench.page.locator('.part.panel .view-lines')).toContainText(
      'resourceManagerEndpointUrl is no https:// address',
    );
    expect(emulator.requests.all).toEqual([]);
  });
});
