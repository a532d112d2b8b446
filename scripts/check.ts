// Types, lint, format and the architecture rule, side by side; prints only what is wrong.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const bin = (packageName: string, file: string): string =>
  join(import.meta.dirname, '..', 'node_modules', packageName, file);

const checks: readonly (readonly [name: string, file: string, ...args: string[]])[] = [
  ['types', bin('typescript', 'bin/tsc'), '--noEmit'],
  ['lint', bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'],
  ['format', bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  [
    'architecture',
    bin('dependency-cruiser', 'bin/dependency-cruise.mjs'),
    '--output-type',
    'err',
    'src',
    'test',
    'scripts',
  ],
  ['notices', join(import.meta.dirname, 'thirdPartyNotices.ts'), '--check'],
];

const failed = await Promise.all(
  checks.map(
    ([name, file, ...args]) =>
      new Promise<boolean>((done) => {
        const child = spawn(process.execPath, [file, ...args]);
        let output = '';
        child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
        child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
        child.on('close', (code) => {
          console.log(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output}`);
          done(code !== 0);
        });
      }),
  ),
);
process.exitCode = failed.some(Boolean) ? 1 : 0;
