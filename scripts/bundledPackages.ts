import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';

/** A package of which code is in the bundles. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** Absolute. */
  readonly folder: string;
}

const root = join(import.meta.dirname, '..');

/** The packages whose code is shipped, by esbuild's own account, in the order of their names. */
export async function bundledPackages(): Promise<readonly BundledPackage[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'esbuild.mjs'), '--production', '--analyze'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const { outputs } = JSON.parse(stdout) as Metafile;
  const used = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = new Set(
    used.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [...folders]
    .map((folder) => describe(join(root, folder)))
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function describe(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  if (manifest.license === undefined) throw new Error(`${manifest.name} names no license`);
  return { name: manifest.name, version: manifest.version, license: manifest.license, folder };
}
