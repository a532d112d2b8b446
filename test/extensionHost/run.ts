// Runs the tests of this folder in a real extension host: in VS Code, downloaded where that can be done, or else in
// code-server with a browser. The extension is what dist/ holds.
//   node test/extensionHost/run.ts [--report FILE] [--grep PATTERN]
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { readEstate } from '../emulator/readEstate.ts';
import { startEmulator } from '../emulator/server.ts';
import { buildFakeAuth } from '../host/fakeAuth/pack.ts';
import { canDownloadEditor } from './canDownloadEditor.ts';
import type { TestOutcome } from './outcome.ts';
import { runInCodeServer } from './runInCodeServer.ts';
import { runInVSCode } from './runInVSCode.ts';

const root = join(import.meta.dirname, '..', '..');
const out = join(root, 'out', 'extensionHost');
const { values } = parseArgs({ options: { report: { type: 'string' }, grep: { type: 'string' } } });
const outcomesFile = values.report ?? join(root, 'out', 'extensionHost.json');
// Ending here, and not by the signal itself, takes the host along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

rmSync(out, { recursive: true, force: true });
rmSync(outcomesFile, { force: true });
await esbuild.build({
  entryPoints: ['index.ts'],
  // One bundle for all, so that what they share of the extension is loaded once.
  stdin: {
    contents: globSync('**/*.test.ts', { cwd: import.meta.dirname })
      .sort()
      .map((file) => `import './${file.replaceAll(sep, '/')}';`)
      .join('\n'),
    resolveDir: import.meta.dirname,
    sourcefile: 'all.test.ts',
  },
  absWorkingDir: import.meta.dirname,
  outdir: out,
  entryNames: '[name]',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // As the extension itself is bundled.
  mainFields: ['module', 'main'],
  conditions: ['import', 'module', 'node'],
  alias: { '@vscode/extension-telemetry': join(root, 'src', 'commands', 'noTelemetry.ts') },
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
});
const emulator = await startEmulator({ world: readEstate('small') });
try {
  const runSuite = (await canDownloadEditor()) ? runInVSCode : runInCodeServer;
  await runSuite({
    path: join(out, 'index.cjs'),
    extensions: [root, await buildFakeAuth()],
    emulator,
    env: {
      EMULATOR_URL: emulator.resourceManager,
      EXTENSION_HOST_OUTCOMES: outcomesFile,
      AZURE_CLI: `"${process.execPath}" "${join(root, 'test', 'host', 'azureCli.ts')}"`,
      ...(values.grep === undefined ? {} : { EXTENSION_HOST_GREP: values.grep }),
    },
    outcomesFile,
  });
} finally {
  await emulator.stop();
}

const outcomes = JSON.parse(readFileSync(outcomesFile, 'utf8')) as readonly TestOutcome[];
for (const { title, state, error } of outcomes) {
  const mark = { passed: '✓', failed: '✗', skipped: '-' }[state];
  console.log(`  ${mark} ${title}${error === undefined ? '' : `\n${error.replaceAll(/^/gm, '      ')}`}`);
}
process.exitCode = outcomes.some(({ state }) => state === 'failed') ? 1 : 0;
