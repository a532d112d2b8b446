// `npm run emulator`: starts the emulator, prints where it is as one line of JSON, and ends on SIGINT or SIGTERM.
import { parseArgs } from 'node:util';
import { readEstate } from './readEstate.ts';
import { startEmulator } from './server.ts';

const { values } = parseArgs({
  options: {
    estate: { type: 'string', default: 'small' },
    port: { type: 'string', default: '0' },
    latency: { type: 'string', default: '0' },
  },
});

const emulator = await startEmulator({
  world: readEstate(values.estate),
  port: wholeNumber('--port', values.port),
  latencyMs: wholeNumber('--latency', values.latency),
});
// Before it says where it is: somebody may end it at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void emulator.stop());
console.log(
  JSON.stringify({
    resourceManager: emulator.resourceManager,
    ca: emulator.caFile,
    token: emulator.tokenUrl,
  }),
);

function wholeNumber(option: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`${option} takes a whole number, not '${value}'.`);
  return Number(value);
}
