import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { serveCommands } from './serveCommands.ts';
import { FakeAuthProvider } from './fakeAuthProvider.ts';
import type { AuthRequest } from './fakeAuthProvider.ts';
import type { FakeAuthSetup, ProviderId } from './setup.ts';

/** Which account of which provider a command is about; the sovereign cloud's unless named. */
interface Target {
  readonly provider?: ProviderId;
  /** The account's label. */
  readonly account?: string;
}

/** What the extension gives to tests in its own host. */
export type FakeAuthProviders = Readonly<Record<ProviderId, FakeAuthProvider>>;

/** Registers both providers, and the commands with which tests steer them. */
export function activate(context: vscode.ExtensionContext): FakeAuthProviders {
  const setupFile = process.env.FAKE_AUTH_SETUP;
  if (setupFile === undefined) throw new Error('FAKE_AUTH_SETUP names no file');
  const setup = JSON.parse(readFileSync(setupFile, 'utf8')) as FakeAuthSetup;

  const requests: AuthRequest[] = [];
  const providers = {
    microsoft: new FakeAuthProvider('microsoft', setup, requests),
    'microsoft-sovereign-cloud': new FakeAuthProvider('microsoft-sovereign-cloud', setup, requests),
  };
  const options = { supportsMultipleAccounts: true, supportsChallenges: true };
  const { registerAuthenticationProvider } = vscode.authentication;
  context.subscriptions.push(
    ...Object.values(providers),
    registerAuthenticationProvider('microsoft', 'Microsoft', providers.microsoft, options),
    registerAuthenticationProvider(
      'microsoft-sovereign-cloud',
      'Microsoft Sovereign Cloud',
      providers['microsoft-sovereign-cloud'],
      options,
    ),
  );

  const command = (name: string, run: (provider: FakeAuthProvider, account: string | undefined) => unknown) =>
    vscode.commands.registerCommand(`fakeAuth.${name}`, (target: Target = {}) =>
      run(providers[target.provider ?? 'microsoft-sovereign-cloud'], target.account),
    );
  context.subscriptions.push(
    command('signIn', (provider, account) => provider.signIn(account)),
    command('signOut', (provider, account) => provider.signOut(account)),
    command('expire', (provider, account) => provider.expire(account)),
    command('nextIs', (provider, account) => {
      if (account !== undefined) provider.nextIs(account);
    }),
    command('declineNext', (provider) => provider.declineNext()),
    command('holdNext', (provider) => provider.holdNext()),
    command('accounts', (provider) => provider.accounts),
    vscode.commands.registerCommand('fakeAuth.log', () => requests),
    vscode.commands.registerCommand('fakeAuth.processId', () => process.pid),
  );
  context.subscriptions.push(vscode.commands.registerCommand('fakeAuth.writeSettings', writeSettings));
  void writeSettings(setup.userSettings ?? {});
  if (setup.commandSocket !== undefined) context.subscriptions.push(serveCommands(setup.commandSocket));
  return providers;
}

async function writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  for (const [name, value] of Object.entries(settings))
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}
