// Every test there is, from a fresh clone: installs what is missing, runs all stages whatever fails, and ends with
// the count.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from '../test/host/chromium.ts';
import { installHost } from '../test/host/install.ts';
import type { TestOutcome } from '../test/extensionHost/outcome.ts';

const root = join(import.meta.dirname, '..');
const out = join(root, 'out');
const unitReport = join(out, 'unit.json');
const hostReport = join(out, 'extensionHost.json');
const uiReport = join(out, 'ui.json');

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
const nothing: Count = { passed: 0, failed: 0, skipped: 0 };

let running: ChildProcess | undefined;
let interrupted = false;
// A stage that is interrupted once puts away what it started; a second time it would not.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    if (running === undefined) process.exit(1);
    running.on('close', () => process.exit(1)).kill('SIGINT');
  });

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number | null> {
  return new Promise((resolve, reject) => {
    running = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // Out of reach of the terminal's Ctrl+C, which comes here.
      detached: true,
    });
    running.on('error', reject);
    running.on('close', (code) => {
      running = undefined;
      resolve(code);
    });
  });
}

async function mustRun(...args: readonly string[]): Promise<Count> {
  const code = await run(args);
  if (code !== 0) throw new Error(`ended with ${String(code)}`);
  return nothing;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Runs a program that leaves a report, and counts a failure where it fails although its report has none. */
async function counted(code: Promise<number | null>, report: () => Count): Promise<Count> {
  const ended = await code;
  const count = report();
  return ended !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function unitAndContract(): Promise<Count> {
  interface Report {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numPendingTests: number;
    readonly numTodoTests: number;
    readonly testResults: readonly {
      readonly status: string;
      readonly assertionResults: readonly unknown[];
    }[];
  }
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  // Vitest colours what is no terminal, too.
  return counted(run(args, process.stdout.isTTY ? {} : { NO_COLOR: '1' }), () => {
    const report = read(unitReport) as Report;
    const unloadable = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloadable.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

function extensionHost(): Promise<Count> {
  return counted(run([join(root, 'test', 'extensionHost', 'run.ts'), '--report', hostReport]), () => {
    const outcomes = read(hostReport) as readonly TestOutcome[];
    const count = (state: TestOutcome['state']): number =>
      outcomes.filter((outcome) => outcome.state === state).length;
    return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  });
}

function userInterface(chromium: string): Promise<Count> {
  interface Report {
    readonly stats: { readonly expected: number; readonly unexpected: number; readonly skipped: number };
    readonly errors: readonly unknown[];
  }
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = join(root, 'test', 'ui', 'playwright.config.ts');
  const ended = run([playwright, 'test', '--config', config, '--reporter=list,json'], {
    CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: uiReport,
  });
  return counted(ended, () => {
    const { stats, errors } = read(uiReport) as Report;
    return { passed: stats.expected, failed: stats.unexpected + errors.length, skipped: stats.skipped };
  });
}

mkdirSync(out, { recursive: true });
for (const report of [unitReport, hostReport, uiReport]) rmSync(report, { force: true });
const hostInstalled = installHost();
const chromiumInstalled = ensureChromium();
// Whoever waits for them reports what went wrong.
for (const installed of [hostInstalled, chromiumInstalled]) installed.catch(() => undefined);

const stages: readonly (readonly [name: string, run: () => Promise<Count>])[] = [
  ['check', () => mustRun(join(root, 'scripts', 'check.ts'))],
  ['unit and contract', unitAndContract],
  ['package', () => mustRun(join(root, 'scripts', 'package.ts'))],
  [
    'extension host',
    async () => {
      await hostInstalled;
      process.env.CHROMIUM = await chromiumInstalled;
      return extensionHost();
    },
  ],
  [
    'user interface',
    async () => {
      await hostInstalled;
      return userInterface(await chromiumInstalled);
    },
  ],
];

const lines: string[] = [];
const counts: Count[] = [];
for (const [name, runStage] of stages) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  let count: Count;
  try {
    count = await runStage();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    count = { ...nothing, failed: 1 };
  }
  counts.push(count);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  lines.push(`${count.failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${words(count)} (${seconds} s)`);
}

const total = counts.reduce((sum, count) => ({
  passed: sum.passed + count.passed,
  failed: sum.failed + count.failed,
  skipped: sum.skipped + count.skipped,
}));
console.log(`\n${lines.join('\n')}\n`);
console.log(words(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function words({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
