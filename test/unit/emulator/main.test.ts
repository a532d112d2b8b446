import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { makeMsp } from './msp.ts';

const script = join(import.meta.dirname, '..', '..', 'emulator', 'main.ts');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(...options: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The child has no stdout.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}

describe('npm run emulator', () => {
  it('says where it is, in its first line, and leaves nothing behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'world-'));
    const file = join(folder, 'world.json');
    await writeFile(file, JSON.stringify(makeMsp().build()));
    const child = start('--estate', file, '--latency', '5');
    const place = JSON.parse(await firstLine(child)) as Record<string, string>;
    expect(Object.keys(place)).toEqual(['resourceManager', 'ca', 'token']);
    expect(place.resourceManager).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(place.token).toBe(`${String(place.resourceManager)}/__emulator/token`);
    const ca = String(place.ca);
    expect((await stat(ca)).mode & 0o777).toBe(0o600);

    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(existsSync(dirname(ca))).toBe(false);
    await rm(folder, { recursive: true });
  });

  it('says what is wrong with its options', async () => {
    const child = start('--port', 'many');
    const ended = once(child, 'exit');
    expect(await ended).toEqual([1, null]);
  });
});
