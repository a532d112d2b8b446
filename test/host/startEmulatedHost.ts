import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../emulator/server.ts';
import { approvedCloudSettings, emulatedSignIn, extensionId } from './emulatedCloud.ts';
import { askEditor } from './fakeAuth/askEditor.ts';
import { fakeAuthExtension } from './fakeAuth/pack.ts';
import { startHost } from './startHost.ts';
import type { Host, HostOptions } from './startHost.ts';

/** What a window finds when it opens. */
export interface WindowOptions {
  /** Whether the demo account is signed in from the start. */
  readonly signedIn: boolean;
  /** User settings beside those that make the emulator the cloud; `undefined` takes one of those away. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the extension finds again what it kept on disk; it does not unless told so. */
  readonly keepsStorage?: boolean;
}

/** A host whose cloud is an emulator, with a sign-in that can be steered. */
export interface EmulatedHost extends Host {
  /** Makes everything new for the next window: settings, sign-in, and what the extension keeps on disk. */
  readonly prepareWindow: (options: WindowOptions) => void;
  /** Changes user settings in the newest window, as its user would. */
  readonly changeSettings: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Runs a command in the newest window, `fakeAuth.…` among them, and returns what it returns. */
  readonly ask: <T>(command: string, ...args: readonly unknown[]) => Promise<T>;
}

/**
 * Starts a host for an emulator; `prepareWindow` comes before the first window. The extensions named in the options
 * have to include the sign-in for tests. The extension gets the sessions of both Microsoft providers unasked.
 */
export async function startEmulatedHost(
  emulator: Emulator,
  options: Omit<HostOptions, 'trustedExtensions' | 'apiProposals'>,
): Promise<EmulatedHost> {
  const setupFile = (root: string): string => join(root, 'signIn.json');
  const host = await startHost({
    ...options,
    env: (root) => ({
      ...options.env?.(root),
      NODE_EXTRA_CA_CERTS: emulator.caFile,
      FAKE_AUTH_SETUP: setupFile(root),
    }),
    trustedExtensions: { microsoft: [extensionId], 'microsoft-sovereign-cloud': [extensionId] },
    apiProposals: { [fakeAuthExtension]: ['authenticationChallenges'] },
  });
  let windows = 0;
  // One for each window: one that is closing may still answer on its own.
  const commandSocket = (): string => join(host.root, `window${windows}`);
  return {
    ...host,
    prepareWindow: ({ signedIn, settings, keepsStorage = false }) => {
      windows++;
      if (!keepsStorage) rmSync(join(host.globalStorage, extensionId), { recursive: true, force: true });
      host.writeSettings({ ...approvedCloudSettings(emulator), ...settings });
      const signIn = emulatedSignIn(emulator, { signedIn, commandSocket: commandSocket() });
      writeFileSync(setupFile(host.root), JSON.stringify(signIn));
    },
    changeSettings: (settings) => askEditor(commandSocket(), 'fakeAuth.writeSettings', settings),
    ask: (command, ...args) => askEditor(commandSocket(), command, ...args),
  };
}
