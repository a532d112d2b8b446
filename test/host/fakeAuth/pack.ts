// Bundles and packs the sign-in for tests.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');

/** The id of the packed extension. */
export const fakeAuthExtension = 'azure-delegations-test.fake-auth';

/** Builds the sign-in for tests and returns the folder of the unpacked extension. */
export async function buildFakeAuth(): Promise<string> {
  const folder = join(root, 'out', 'fakeAuth');
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, 'manifest.json'), join(folder, 'package.json'));
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, 'extension.ts')],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  return folder;
}

/** Packs the sign-in for tests and returns the path of the .vsix. */
export async function packFakeAuth(): Promise<string> {
  const file = join(root, 'out', 'fakeAuth.vsix');
  const flags = [
    '--no-dependencies',
    '--skip-license',
    '--allow-missing-repository',
    '--allow-star-activation',
  ];
  await promisify(execFile)(process.execPath, [vsce, 'package', ...flags, '--out', file], {
    cwd: await buildFakeAuth(),
  });
  return file;
}
