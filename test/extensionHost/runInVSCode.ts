import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { editorSettings } from '../host/editorSettings.ts';
import { approvedCloudSettings, emulatedSignIn, extensionId } from '../host/emulatedCloud.ts';
import { fakeAuthExtension } from '../host/fakeAuth/pack.ts';
import type { Suite } from './suite.ts';

/** Runs the suite in the VS Code that Microsoft publishes; rejects when it does not come to an end. */
export async function runInVSCode({ path, extensions, emulator, env }: Suite): Promise<void> {
  const vscodeExecutablePath = await downloadAndUnzipVSCode(
    process.env.TEST_EDITOR === 'oldest' ? oldestVersion() : 'stable',
  );
  trustExtension(vscodeExecutablePath);
  const folder = mkdtempSync(join(tmpdir(), 'azure-delegations-'));
  try {
    const setupFile = join(folder, 'signIn.json');
    writeFileSync(setupFile, JSON.stringify(emulatedSignIn(emulator, { signedIn: true })));
    const user = join(folder, 'data', 'User');
    mkdirSync(user, { recursive: true });
    const settings = { ...editorSettings, ...approvedCloudSettings(emulator) };
    writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: [...extensions],
      extensionTestsPath: path,
      extensionTestsEnv: {
        ...env,
        EDITOR_LOGS: join(folder, 'data', 'logs'),
        NODE_EXTRA_CA_CERTS: emulator.caFile,
        FAKE_AUTH_SETUP: setupFile,
      },
      launchArgs: [
        `--user-data-dir=${join(folder, 'data')}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
        '--disable-extension=vscode.microsoft-authentication',
        `--enable-proposed-api=${fakeAuthExtension}`,
        '--disable-workspace-trust',
        '--skip-welcome',
        '--skip-release-notes',
      ],
    });
  } catch (error) {
    // The outcomes say which tests failed.
    if (!(error instanceof TestRunFailedError)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The oldest VS Code that the manifest allows. */
function oldestVersion(): string {
  const file = join(import.meta.dirname, '..', '..', 'package.json');
  const { engines } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly engines: { readonly vscode: string };
  };
  return engines.vscode.replace('^', '');
}

/** Lets the extension use sessions without the consent dialog, which would be a modal in a test. */
function trustExtension(executable: string): void {
  const [found] = globSync(
    ['resources/app/product.json', '*/resources/app/product.json', '../Resources/app/product.json'],
    {
      cwd: dirname(executable),
    },
  );
  if (found === undefined) throw new Error(`No product.json beside ${executable}`);
  const file = join(dirname(executable), found);
  const product = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const trusted = { microsoft: [extensionId], 'microsoft-sovereign-cloud': [extensionId] };
  writeFileSync(file, JSON.stringify({ ...product, trustedExtensionAuthAccess: trusted }));
}
