import * as vscode from 'vscode';
import type { FakeAuthProviders } from '../../host/fakeAuth/extension.ts';
import type { AuthRequest, FakeAuthProvider } from '../../host/fakeAuth/fakeAuthProvider.ts';
import type { FakeAccount, ProviderId } from '../../host/fakeAuth/setup.ts';

/** The scope of tokens for the emulator. */
export const emulatorScope = 'https://management.emulator.example/.default';

/** Whom something is about: everybody, or the next, where nobody is named; of the sovereign cloud unless named. */
interface Target {
  readonly account?: string;
  readonly provider?: ProviderId;
}

/** The sign-in for tests. */
export const fakeAuth = {
  provider(id: ProviderId = 'microsoft-sovereign-cloud'): FakeAuthProvider {
    const extension = vscode.extensions.getExtension<FakeAuthProviders>('azure-delegations-test.fake-auth');
    if (!extension) throw new Error('The sign-in for tests is not there');
    return extension.exports[id];
  },

  signIn: ({ account, provider }: Target = {}): void => fakeAuth.provider(provider).signIn(account),
  signOut: ({ account, provider }: Target = {}): Promise<void> =>
    fakeAuth.provider(provider).signOut(account),
  /** Signs the first account in to a tenant as well, as another extension may ask it to. */
  async signInTo(tenantId: string): Promise<void> {
    const [account] = fakeAuth.accounts();
    if (!account) throw new Error('Nobody is signed in');
    await fakeAuth.provider().createSession([emulatorScope, `VSCODE_TENANT:${tenantId}`], { account });
  },

  /** Lets an account get no token silently any more, and says nothing: as a session dies. */
  expire: ({ account }: Target): void => fakeAuth.provider().expire(account),
  /** Lets the next interactive sign-in be declined on its page. */
  declineNext: (): void => fakeAuth.provider().declineNext(),
  accounts: ({ provider }: Target = {}): readonly FakeAccount[] => fakeAuth.provider(provider).accounts,
  /** Every access token that was handed out since the start. */
  issued: (): ReadonlySet<string> => fakeAuth.provider().issued,
  /** Issues tokens for this audience, whatever is asked; as asked without one. */
  issueFor: (audience?: string): void => fakeAuth.provider().issueFor(audience),

  /** Starts to listen; what comes back tells what the editor asked since. */
  async listen(): Promise<() => Promise<readonly AuthRequest[]>> {
    const log = await vscode.commands.executeCommand<readonly AuthRequest[]>('fakeAuth.log');
    const { length } = log;
    return () => Promise.resolve(log.slice(length));
  },
};

/** Of what was asked, what somebody saw: a page to sign in. */
export function prompts(asked: readonly AuthRequest[]): readonly AuthRequest[] {
  return asked.filter(({ method }) => method === 'createSession');
}
