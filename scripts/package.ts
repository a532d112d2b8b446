// Builds dist/azure-delegations.vsix: production bundles, and nothing but what runs.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (...args: readonly string[]): void => {
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
};

const vsix = join(root, 'dist', 'azure-delegations.vsix');
run('esbuild.mjs', '--production');
run(
  join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  vsix,
);
console.log(vsix);
