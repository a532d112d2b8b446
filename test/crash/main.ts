// The crash matrix: the extension host is killed at every step of a removal that can be held from outside; the next
// window has to report the truth, and may only read.
//   node test/crash/main.ts [-g TEXT]     only the steps whose names hold the text
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { readEstate } from '../emulator/readEstate.ts';
import { startEmulator } from '../emulator/server.ts';
import { chromiumArguments, ensureChromium } from '../host/chromium.ts';
import { packFakeAuth } from '../host/fakeAuth/pack.ts';
import { installHost } from '../host/install.ts';
import { startEmulatedHost } from '../host/startEmulatedHost.ts';
import { cells } from './cells.ts';
import { runCell } from './runCell.ts';

const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g', default: '' } } });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

execFileSync(process.execPath, [join(root, 'scripts', 'package.ts')], {
  stdio: 'ignore',
});
await installHost();
const executablePath = await ensureChromium();
const emulator = await startEmulator({ world: readEstate('small') });
const host = await startEmulatedHost(emulator, {
  vsix: [join(root, 'dist', 'azure-delegations.vsix'), await packFakeAuth()],
});
const browser = await chromium.launch({
  executablePath,
  args: [...chromiumArguments],
});

const widths = [Math.max(...cells.map(({ step }) => step.length)), 11, 10, 28];
const row = (...columns: readonly string[]): void =>
  console.log(columns.map((text, index) => text.padEnd(widths[index] ?? 0)).join('  '));

row('killed …', 'in Azure', 'DELETEs', 'recorded', '');
row('', '', '+ recovery', '', '');
let passed = 0;
let failed = 0;
try {
  for (const cell of cells.filter(({ step }) => step.includes(values.grep))) {
    try {
      const { isThere, deletesBefore, deletesAfter, recorded, reported, problems } = await runCell(cell, {
        browser,
        host,
        emulator,
      });
      if (problems.length === 0) passed++;
      else failed++;
      row(
        cell.step,
        isThere ? 'still there' : 'gone',
        `${deletesBefore} + ${deletesAfter - deletesBefore}`,
        recorded ?? 'nothing',
        problems.length === 0 ? 'ok' : `FAILED: ${problems.join('; ')}`,
      );
      if (reported !== undefined) console.log(`    ${reported}`);
    } catch (error) {
      failed++;
      row(cell.step, '', '', '', `FAILED: ${error instanceof Error ? error.message : String(error)}`);
      for (const context of browser.contexts()) await context.close();
    }
  }
} finally {
  await browser.close();
  await host.stop();
  await emulator.stop();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
