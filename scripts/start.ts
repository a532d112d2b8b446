// The first minute: an editor with the extension in your browser, and an emulated Azure to try it on.
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { readEstate } from '../test/emulator/readEstate.ts';
import { startEmulator } from '../test/emulator/server.ts';
import { packFakeAuth } from '../test/host/fakeAuth/pack.ts';
import { installHost } from '../test/host/install.ts';
import { startEmulatedHost } from '../test/host/startEmulatedHost.ts';

const usage = `npm start -- [--estate small|large|FILE] [--port N] [--latency MS]

  --estate   the emulated Azure: small (default), large, or a world of your own as a JSON file
  --port     where the editor listens on 127.0.0.1 (default 8642)
  --latency  milliseconds that every answer of the emulated Azure takes (default 0)`;

const started: { readonly stop: () => Promise<void> }[] = [];
let stopping: Promise<void> | undefined;
// A terminal's Ctrl+C comes twice: to this process, and once more from the one that started it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void (stopping ??= stop(0)));

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

async function stop(exitCode: number): Promise<void> {
  for (const each of started.toReversed()) await each.stop();
  process.exit(exitCode);
}

async function start(): Promise<void> {
  const { values } = parseArgs({
    options: {
      estate: { type: 'string', default: 'small' },
      port: { type: 'string', default: '8642' },
      latency: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = wholeNumber('--port', values.port);
  const latencyMs = wholeNumber('--latency', values.latency);
  const world = readEstate(values.estate);
  await assertFree(port);

  console.log('Getting the editor ready (the first time this downloads some 100 MB) …');
  await installHost();
  console.log('Building the extension …');
  const vsix = [await packExtension(), await packFakeAuth()];
  console.log('Starting the emulated Azure and the editor …');
  const emulator = await startEmulator({ world, latencyMs });
  started.push(emulator);
  const host = await startEmulatedHost(emulator, { vsix, port });
  started.push(host);
  host.prepareWindow({ signedIn: true });
  console.log(`
  Open  ${host.url}

  ${world.demoAccount} is signed in: click the lighthouse in the activity bar.
  Ctrl+C stops everything.
`);
}

async function packExtension(): Promise<string> {
  const script = join(import.meta.dirname, 'package.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return stdout.trim();
}

/** Says so now, and not after a minute of preparations, where the port cannot be had. */
function assertFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = new Error(`Port ${port} is in use. Choose another one: npm start -- --port ${port + 1}`);
      reject(error.code === 'EADDRINUSE' ? inUse : error);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

function wholeNumber(option: string, value: string): number {
  if (!/^\d{1,6}$/.test(value))
    throw new Error(`${option} takes a whole number, not '${value}'.\n\n${usage}`);
  return Number(value);
}
