import type { TokenCredential } from '@azure/core-auth';
import * as vscode from 'vscode';
import { readTokenClaims } from './accessToken.ts';
import type { Cloud } from './cloud.ts';
import type { Account, CredentialSource, Interaction } from './credentialSource.ts';
import { SessionCredential, sessionScopes } from './sessionCredential.ts';
import { silentSession } from './silentSession.ts';

/** The accounts that are signed in to the editor and may be used by this extension, in one cloud. */
export class EditorAccounts implements CredentialSource {
  readonly #cloud: Cloud;
  /** As the sessions of {@link accounts} told them. */
  #homeTenants: ReadonlyMap<string, string | undefined> = new Map();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  async accounts(): Promise<readonly Account[]> {
    const known = await vscode.authentication.getAccounts(this.#cloud.authenticationProvider);
    const sessions = await Promise.all(known.map((account) => this.#silentSession(account)));
    this.#homeTenants = new Map(
      sessions.flatMap((session) =>
        session ? [[session.account.id, readTokenClaims(session.accessToken).tenantId] as const] : [],
      ),
    );
    return known.filter((_, index) => sessions[index] !== undefined);
  }

  credential(account: Account, tenantId: string | undefined, interaction: Interaction): TokenCredential {
    return new SessionCredential(this.#cloud, account, tenantId, interaction);
  }

  homeTenant(account: Account): Promise<string | undefined> {
    return Promise.resolve(this.#homeTenants.get(account.id));
  }

  /** Asks the user to choose or add an account. Rejects with a CancellationError when the user declines. */
  async signIn(): Promise<void> {
    await this.#ask(undefined, { createIfNone: true, clearSessionPreference: true });
  }

  /** Asks the user for a session of an account in one tenant. Rejects as {@link signIn}. */
  async signInToTenant(account: Account, tenantId: string): Promise<void> {
    await this.#ask(tenantId, { createIfNone: true, account });
  }

  async #ask(
    tenantId: string | undefined,
    options: vscode.AuthenticationGetSessionOptions & { readonly createIfNone: true },
  ): Promise<void> {
    const { authenticationProvider } = this.#cloud;
    const scopes = sessionScopes(this.#cloud, tenantId);
    try {
      await vscode.authentication.getSession(authenticationProvider, scopes, options);
    } catch (error) {
      throw isDeclined(error) ? new vscode.CancellationError() : error;
    }
  }

  #silentSession(account: Account): Promise<vscode.AuthenticationSession | undefined> {
    return silentSession(this.#cloud.authenticationProvider, sessionScopes(this.#cloud, undefined), account);
  }
}

/** Whether the editor tells by an error, the same in every language, that the user declined to sign in. */
function isDeclined(error: unknown): boolean {
  // Answered with No in the editor's own question; or given up on the page of the provider, whose CancellationError
  // comes from another process and keeps only its name.
  return (
    error instanceof Error &&
    (error.message === 'User did not consent to login.' || error.name === 'Canceled')
  );
}
