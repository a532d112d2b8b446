// The tests of the extension host in the oldest editor that is supported, and on its Node. Arguments go to them, such as
//   npm run test:oldest -- --grep "Select Cloud"
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
process.env.TEST_EDITOR = 'oldest';
// Read the variable, so they come after it.
const { ensureChromium } = await import('../test/host/chromium.ts');
const { installHost } = await import('../test/host/install.ts');

const run = (...args: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

console.log('Getting the oldest supported editor ready (the first time this downloads some 100 MB) …');
await installHost();
process.env.CHROMIUM = await ensureChromium();
run('esbuild.mjs', '--production');
const report = join(root, 'out', 'extensionHostOldest.json');
run(join(root, 'test', 'extensionHost', 'run.ts'), '--report', report, ...process.argv.slice(2));
