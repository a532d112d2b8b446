import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { readEstate } from '../emulator/readEstate.ts';
import { startEmulator } from '../emulator/server.ts';
import type { Emulator } from '../emulator/server.ts';
import { packFakeAuth } from '../host/fakeAuth/pack.ts';
import { installHost } from '../host/install.ts';
import { startEmulatedHost } from '../host/startEmulatedHost.ts';
import type { EmulatedHost, WindowOptions } from '../host/startEmulatedHost.ts';
import { themes, Workbench } from './workbench.ts';

const vsix = join(import.meta.dirname, '..', '..', 'dist', 'azure-delegations.vsix');

/** What a test may choose with `test.use`. */
interface Choices {
  /** Whether the demo account is signed in when the window opens; it is unless told otherwise. */
  readonly signedIn: boolean;
  /** User settings beside those that make the emulator the cloud; `undefined` takes one of those away. */
  readonly settings: NonNullable<WindowOptions['settings']>;
  /** The folder that the window opens, none unless given. */
  readonly folder: string | undefined;
}

interface Fixtures {
  /** The open window. */
  readonly workbench: Workbench;
}

interface WorkerFixtures {
  /** The world of the emulator: `small` unless told otherwise. */
  readonly estate: string;
  /** The emulator, as it was at the start when a test begins. */
  readonly emulator: Emulator;
  /** The editor, with the packaged extension installed. */
  readonly host: EmulatedHost;
}

/** A test in the editor with the packaged extension; each opens a window of its own on a world of its own. */
export const test = base.extend<Choices & Fixtures, WorkerFixtures>({
  signedIn: [true, { option: true }],
  settings: [{}, { option: true }],
  folder: [undefined, { option: true }],
  estate: ['small', { option: true, scope: 'worker' }],

  emulator: [
    async ({ estate }, use) => {
      const emulator = await startEmulator({ world: readEstate(estate) });
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],

  host: [
    async ({ emulator }, use) => {
      if (!existsSync(vsix)) throw new Error(`There is no ${vsix}: run "npm run package" first`);
      await installHost();
      const host = await startEmulatedHost(emulator, {
        vsix: [vsix, await packFakeAuth()],
        workspaceTrust: true,
      });
      await use(host);
      await host.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  workbench: async ({ page, emulator, host, signedIn, settings, folder }, use, testInfo) => {
    emulator.reset();
    const allSettings = { 'workbench.colorTheme': themes.dark.id, ...settings };
    host.prepareWindow({ signedIn, settings: allSettings });
    await page.goto(folder === undefined ? host.url : host.urlOfFolder(folder));
    // Its icon comes with everything else that the extension brings to the editor.
    await page.locator('.activitybar').getByRole('tab', { name: 'Azure Delegations' }).waitFor();
    await use(new Workbench(page, (id) => host.changeSettings({ 'workbench.colorTheme': id })));
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('host.log', { body: host.logs(), contentType: 'text/plain' });
    // Leaving the page ends the window's extension host; closing the browser alone would let it wait for a return.
    await page.goto('about:blank');
  },
});
