// Pictures of what people see, taken in the packaged extension: out/screenshots. Arguments go to Playwright, such as
//   npm run pictures -- removal -g "signed out"
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium } from '../test/host/chromium.ts';

const root = join(import.meta.dirname, '..');

function run(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

process.env.CHROMIUM = await ensureChromium();
process.env.PICTURES = '1';
run(join(root, 'scripts', 'package.ts'));
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
run(
  playwright,
  'test',
  '--config',
  join(root, 'test', 'ui', 'playwright.config.ts'),
  ...process.argv.slice(2),
);
