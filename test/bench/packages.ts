// Packs what the editors of the benchmark install, in out/bench: dist/ stays as it is.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { packFakeAuth } from '../host/fakeAuth/pack.ts';

const root = join(import.meta.dirname, '..', '..');
const out = join(root, 'out', 'bench');
const execute = promisify(execFile);

/** Paths of .vsix files. */
export interface Packages {
  /** The extension as it is published, but that it is activated when it is asked to be and not soon after the start. */
  readonly product: string;
  /** The sign-in for tests, an extension that does nothing, and the one that measures. */
  readonly others: readonly string[];
}

/** The id of the extension that does nothing. */
export const emptyExtension = 'azure-delegations-test.empty';

/** Packs all of them. Rejects with the output of what fails. */
export async function makePackages(): Promise<Packages> {
  mkdirSync(out, { recursive: true });
  const product = await packProduct();
  return { product, others: [await packFakeAuth(), await packOwn('empty'), await packOwn('probe')] };
}

/** Runs scripts/package.ts in a copy of the project. */
async function packProduct(): Promise<string> {
  const copy = join(out, 'project');
  const left = new Set(['.git', 'node_modules', 'dist', 'out', 'test']);
  rmSync(copy, { recursive: true, force: true });
  for (const name of readdirSync(root).filter((each) => !left.has(each)))
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as object;
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  const { stdout } = await execute(process.execPath, [join(copy, 'scripts', 'package.ts')]);
  return stdout.trim();
}

async function packOwn(name: 'empty' | 'probe'): Promise<string> {
  const folder = join(out, name);
  const file = join(out, `${name}.vsix`);
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, name, 'manifest.json'), join(folder, 'package.json'));
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, name, 'extension.ts')],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', file];
  await execute(process.execPath, [vsce, 'package', ...flags], { cwd: folder });
  return file;
}
