import type { TokenCredential } from '@azure/core-auth';
import * as vscode from 'vscode';
import { readTokenClaims } from './accessToken.ts';
import type { Cloud } from './cloud.ts';
import type { Account, CredentialSource, Interaction } from './credentialSource.ts';
import { SessionCredential, sessionScopes } from './sessionCredential.ts';

/** The accounts that are signed in to the editor and may be used by this extension, in one cloud. */
export class EditorAccounts implements CredentialSource {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  async accounts(): Promise<readonly Account[]> {
    const known = await vscode.authentication.getAccounts(this.#cloud.authenticationProvider);
    const sessions = await Promise.all(known.map((account) => this.#silentSession(account)));
    return known.filter((_, index) => sessions[index] !== undefined);
  }

  credential(account: Account, tenantId: string | undefined, interaction: Interaction): TokenCredential {
    return new SessionCredential(this.#cloud, account, tenantId, interaction);
  }

  async homeTenant(account: Account): Promise<string | undefined> {
    const session = await this.#silentSession(account);
    return session && readTokenClaims(session.accessToken).tenantId;
  }

  /** Asks the user to choose or add an account. Rejects when the user declines. */
  async signIn(): Promise<void> {
    await vscode.authentication.getSession(
      this.#cloud.authenticationProvider,
      sessionScopes(this.#cloud, undefined),
      { createIfNone: true, clearSessionPreference: true },
    );
  }

  /** Asks the user for a session of an account in one tenant. Rejects when the user declines. */
  async signInToTenant(account: Account, tenantId: string): Promise<void> {
    await vscode.authentication.getSession(
      this.#cloud.authenticationProvider,
      sessionScopes(this.#cloud, tenantId),
      { createIfNone: true, account },
    );
  }

  #silentSession(account: Account): Thenable<vscode.AuthenticationSession | undefined> {
    return vscode.authentication.getSession(
      this.#cloud.authenticationProvider,
      sessionScopes(this.#cloud, undefined),
      { account, silent: true },
    );
  }
}
