// Builds dist/azure-delegations.vsix: production bundles, and nothing but what runs. Fails where vsce has something to
// say against it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  process.stderr.write(stdout + stderr);
  if (status !== 0) process.exit(status ?? 1);
  return stdout + stderr;
};

const vsix = join(root, 'dist', 'azure-delegations.vsix');
run('esbuild.mjs', '--production');
const said = run(
  join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  vsix,
);
if (/warning/i.test(said)) {
  console.error('vsce warns, see above.');
  process.exit(1);
}
console.log(vsix);
