// `npm run emulator`: starts the emulator, prints where it is as one line of JSON, and ends on SIGINT or SIGTERM.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startEmulator } from './server.ts';
import type { WorldDocument } from './world.ts';
import { largeWorld } from './worlds/large.ts';
import { smallWorld } from './worlds/small.ts';

const { values } = parseArgs({
  options: {
    estate: { type: 'string', default: 'small' },
    port: { type: 'string', default: '0' },
    latency: { type: 'string', default: '0' },
  },
});

const emulator = await startEmulator({
  world: await estate(values.estate),
  port: wholeNumber('--port', values.port),
  latencyMs: wholeNumber('--latency', values.latency),
});
console.log(
  JSON.stringify({
    resourceManager: emulator.resourceManager,
    ca: emulator.caFile,
    token: emulator.tokenUrl,
  }),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.stop());

async function estate(name: string): Promise<WorldDocument> {
  if (name === 'small') return smallWorld();
  if (name === 'large') return largeWorld({ managingTenants: 3, subscriptions: 5000 });
  return JSON.parse(await readFile(name, 'utf8')) as WorldDocument;
}

function wholeNumber(option: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`${option} takes a whole number, not '${value}'.`);
  return Number(value);
}
