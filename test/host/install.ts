// Installs the host in test/host/node_modules, once for each state of its lock file.
//   node test/host/install.ts
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const here = import.meta.dirname;
const codeServer = join(here, 'node_modules', 'code-server');
const vscodeServer = join(codeServer, 'lib', 'vscode');
const stamp = join(here, 'node_modules', '.installed');

/** The program of the host, run by this Node. */
export const codeServerEntry = join(codeServer, 'out', 'node', 'entry.js');

/** Native modules that come as C++ source, and what takes their place. */
const standIns = [
  { replaces: '@vscode/spdlog', source: join(here, 'standIns', 'spdlog.ts') },
  { replaces: '@vscode/native-watchdog', source: join(here, 'standIns', 'nativeWatchdog.ts') },
];

/**
 * Installs the host when it is missing or older than what this folder describes; otherwise returns at once.
 * No install script of any package runs. Throws with npm's output when npm fails.
 */
export async function installHost(): Promise<void> {
  const described = [join(here, 'package-lock.json'), import.meta.filename, ...standIns.map((s) => s.source)];
  const hash = createHash('sha256');
  for (const file of described) hash.update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  await npmInstall(here);
  // The server keeps its own dependencies in a lock file inside the package. That lock lacks an unmet peer, which
  // `npm ci` refuses without --legacy-peer-deps.
  await npmInstall(vscodeServer);
  for (const { replaces, source } of standIns) {
    await esbuild.build({
      entryPoints: [source],
      outfile: join(vscodeServer, 'node_modules', replaces, 'index.js'),
      allowOverwrite: true,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    });
  }
  writeFileSync(stamp, wanted);
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
