// Runs inside the extension host: VS Code calls `run` of this module when it starts for tests.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mocha from 'mocha';
import type { TestOutcome } from './outcome.ts';

// Bundled as CommonJS, the import is the module's namespace, which holds the class as its default.
const { default: Mocha = mocha } = mocha as typeof mocha & { readonly default?: typeof mocha };

/** Runs the tests in the bundle beside this one, those that match EXTENSION_HOST_GREP where that is there, and leaves the outcomes in the file EXTENSION_HOST_OUTCOMES. */
export async function run(): Promise<void> {
  const outcomesFile = process.env.EXTENSION_HOST_OUTCOMES;
  if (outcomesFile === undefined) throw new Error('EXTENSION_HOST_OUTCOMES names no file');
  const { EXTENSION_HOST_GREP: grep } = process.env;
  const suite = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    color: false,
    forbidOnly: true,
    ...(grep === undefined ? {} : { grep }),
  });
  // esbuild's name for what it bundles from its standard input.
  suite.addFile(join(__dirname, 'stdin.cjs'));

  const outcomes: TestOutcome[] = [];
  const failures = await new Promise<number>((done) => {
    suite
      .run(done)
      .on('pass', (test) => outcomes.push({ title: test.fullTitle(), state: 'passed' }))
      .on('pending', (test) => outcomes.push({ title: test.fullTitle(), state: 'skipped' }))
      .on('fail', (test, error: Error) =>
        outcomes.push({ title: test.fullTitle(), state: 'failed', error: error.stack ?? String(error) }),
      );
  });
  writeFileSync(outcomesFile, JSON.stringify(outcomes));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
