import { chromium, type Page } from '@playwright/test';
import { startEmulator, type EmulatorOptions } from '../emulator/server.ts';
import { chromiumArguments, ensureChromium } from '../host/chromium.ts';
import { installHost } from '../host/install.ts';
import { startEmulatedHost } from '../host/startEmulatedHost.ts';
import type { Packages } from './packages.ts';
import type { ProbeCommands } from './probe/extension.ts';

/** An open window of the editor, with an extension host of its own. */
export interface BenchWindow {
  readonly page: Page;
  /** Has something measured in the extension host. */
  readonly ask: <Name extends keyof ProbeCommands>(
    name: Name,
    ...args: Parameters<ProbeCommands[Name]>
  ) => Promise<Awaited<ReturnType<ProbeCommands[Name]>>>;
}

/** Opens a window with the demo account signed in, and closes it after use. */
export type OpenWindow = <T>(use: (window: BenchWindow) => Promise<T>) => Promise<T>;

/** Starts an emulator, and an editor with the packaged extension; ends everything after use. */
export async function inEditor<T>(
  { product, others }: Packages,
  emulated: EmulatorOptions,
  use: (openWindow: OpenWindow) => Promise<T>,
): Promise<T> {
  await installHost();
  const executablePath = await ensureChromium();
  const emulator = await startEmulator(emulated);
  try {
    const host = await startEmulatedHost(emulator, { vsix: [product, ...others] });
    try {
      const browser = await chromium.launch({
        executablePath,
        args: [...chromiumArguments],
      });
      try {
        return await use(async (inWindow) => {
          host.prepareWindow({ signedIn: true });
          // A new page is a new profile: views and rows that were open before are not.
          const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
          await page.goto(host.url);
          await page.locator('.activitybar').waitFor();
          const result = await inWindow({ page, ask: (name, ...args) => host.ask(`bench.${name}`, ...args) });
          // Leaving the page ends the window's extension host; closing it alone would let it wait for a return.
          await page.goto('about:blank');
          await page.close();
          return result;
        });
      } finally {
        await browser.close();
      }
    } finally {
      await host.stop();
    }
  } finally {
    await emulator.stop();
  }
}
