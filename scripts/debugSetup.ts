// What F5 needs beside the editor: an emulated Azure on a port of its own, and a sign-in for it in out/. Prints one
// line of JSON when both are there, and ends on SIGINT or SIGTERM. The launch configuration names the same files.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEstate } from '../test/emulator/readEstate.ts';
import { startEmulator } from '../test/emulator/server.ts';
import { emulatedCloudSettings, emulatedSignIn } from '../test/host/emulatedCloud.ts';
import { buildFakeAuth } from '../test/host/fakeAuth/pack.ts';

/** Always the same, so that the extension asks only once whether tokens may go there. */
const port = 8643;

const fakeAuth = await buildFakeAuth();
const emulator = await startEmulator({ world: readEstate('small'), port });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void emulator.stop());
// An Extension Development Host shares the settings of the editor that started it, or has a profile of its own that
// is empty: so the sign-in writes them when it starts.
const setup = emulatedSignIn(emulator, { signedIn: true, userSettings: emulatedCloudSettings(emulator) });
writeFileSync(join(fakeAuth, 'signIn.json'), JSON.stringify(setup));
copyFileSync(emulator.caFile, join(fakeAuth, 'ca.pem'));
console.log(JSON.stringify({ resourceManager: emulator.resourceManager }));
