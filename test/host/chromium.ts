// The browser that tests drive: one that is installed, or on Debian and its kin, where we may, one that we install.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** How it is started: it asks nobody for anything, and whatever a page asks for beyond this machine does not exist. */
export const chromiumArguments: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** The path of an installed Chromium: the one that the environment variable CHROMIUM names, or the first found. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') return named;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find(isExecutable);
}

/** The path of a Chromium, installed now where there is none. Throws, saying what to install, where it cannot. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  const debian = isExecutable('/usr/bin/apt-get');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  if (debian && (await run([...asRoot, 'true'])).ok) {
    const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '--quiet', '--yes'];
    // The fonts show the emoji and right-to-left names that occur in the emulator's worlds.
    const packages = ['chromium', 'fonts-noto-color-emoji', 'fonts-noto-core'];
    await run([...apt, 'update']);
    const installed = await run([...apt, 'install', '--no-install-recommends', ...packages]);
    const chromium = findChromium();
    if (chromium !== undefined) return chromium;
    throw new Error(`apt-get could not install Chromium:\n${installed.output}`);
  }
  throw new Error(
    'The tests drive Chromium, and none was found. Install it (on Debian: apt-get install chromium ' +
      'fonts-noto-color-emoji fonts-noto-core), or name one with the environment variable CHROMIUM.',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run([command = '', ...args]: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
