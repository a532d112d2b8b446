import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, ensureChromium } from '../host/chromium.ts';
import { installHost } from '../host/install.ts';
import { startEmulatedHost } from '../host/startEmulatedHost.ts';
import type { Suite } from './suite.ts';

const limitMs = 300_000;

/** Runs the suite in code-server with a headless browser; rejects with all logs when it ends without outcomes. */
export async function runInCodeServer({
  path,
  extensions,
  emulator,
  env,
  outcomesFile,
}: Suite): Promise<void> {
  await installHost();
  const executablePath = await ensureChromium();
  const host = await startEmulatedHost(emulator, {
    developmentExtensions: extensions,
    extensionTestsPath: path,
    env: (root) => ({ ...env, EDITOR_LOGS: join(root, 'data', 'logs') }),
  });
  const printed: string[] = [];
  try {
    host.prepareWindow({ signedIn: true });
    const browser = await chromium.launch({
      executablePath,
      args: [...chromiumArguments],
    });
    try {
      const page = await browser.newPage();
      await new Promise<void>((resolve, reject) => {
        const limit = setTimeout(
          () => reject(new Error(`The tests did not end within ${limitMs / 60_000} minutes`)),
          limitMs,
        );
        // The workbench calls these two when it runs tests: with the lines that they print, and at their end.
        const expose = Promise.all([
          page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
            printed.push(args.join(' '));
          }),
          page.exposeFunction('codeAutomationExit', () => {
            clearTimeout(limit);
            if (existsSync(outcomesFile)) resolve();
            else reject(new Error('The tests could not be run'));
          }),
        ]);
        expose.then(() => page.goto(host.url)).catch(reject);
      });
    } finally {
      await browser.close();
    }
  } catch (error) {
    throw new Error([String(error), ...printed, host.logs()].join('\n'), { cause: error });
  } finally {
    await host.stop();
  }
}
