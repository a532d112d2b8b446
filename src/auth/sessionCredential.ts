import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { toAccessToken } from './accessToken.ts';
import type { Cloud } from './cloud.ts';
import type { Interaction } from './credentialSource.ts';
import { refuseForeignAudience } from './refuseForeignAudience.ts';
import { silentSession } from './silentSession.ts';

/** One prompt at a time: a second step-up waits for the first, and usually finds its token. */
let prompting: Promise<unknown> = Promise.resolve();

/**
 * Tokens of an account session of the editor, asked for anew whenever the pipeline needs one: the editor keeps
 * and renews them, so a session that ended is noticed at once.
 */
export class SessionCredential implements TokenCredential {
  readonly #cloud: Cloud;
  readonly #account: vscode.AuthenticationSessionAccountInformation;
  readonly #tenantId: string | undefined;
  readonly #interaction: Interaction;

  constructor(
    cloud: Cloud,
    account: vscode.AuthenticationSessionAccountInformation,
    tenantId: string | undefined,
    interaction: Interaction,
  ) {
    this.#cloud = cloud;
    this.#account = account;
    this.#tenantId = tenantId;
    this.#interaction = interaction;
  }

  /**
   * A token for the cloud's resource manager; the scopes of the request do not matter, a credential is made for
   * one cloud. With `claims` (the decoded JSON of a claims challenge) the user is asked to step up.
   */
  async getToken(_scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const session = options.claims === undefined ? await this.#silent() : await this.#stepUp(options.claims);
    // Whoever answers for another account must not act through this one's door.
    if (session?.account.id !== this.#account.id) throw this.#signInRequired();
    refuseForeignAudience(this.#cloud, session.accessToken);
    return toAccessToken(session.accessToken);
  }

  #silent(): Promise<vscode.AuthenticationSession | undefined> {
    const scopes = sessionScopes(this.#cloud, this.#tenantId);
    return silentSession(this.#cloud.authenticationProvider, scopes, this.#account);
  }

  async #stepUp(claims: string): Promise<vscode.AuthenticationSession | undefined> {
    if (this.#interaction === 'silent') return undefined;
    const challenge: vscode.AuthenticationWwwAuthenticateRequest = {
      wwwAuthenticate: `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
      fallbackScopes: sessionScopes(this.#cloud, this.#tenantId),
    };
    const ask = (): Thenable<vscode.AuthenticationSession | undefined> =>
      vscode.authentication.getSession(this.#cloud.authenticationProvider, challenge, {
        account: this.#account,
        createIfNone: {
          detail: vscode.l10n.t('Azure asks for a stronger sign-in, such as multifactor authentication.'),
        },
      });
    const answer = prompting.then(ask, ask);
    prompting = answer.catch(() => undefined);
    return answer;
  }

  #signInRequired(): ArmError {
    const tenant = this.#tenantId === undefined ? 'its home tenant' : `the tenant ${this.#tenantId}`;
    return new ArmError(`${this.#account.label} has to sign in to ${tenant}.`, {
      reason: 'signInRequired',
      ...(this.#tenantId === undefined ? {} : { scope: `/tenants/${this.#tenantId}` }),
    });
  }
}

/**
 * The scopes of a session: the resource manager's, and the editor's own word for the tenant, as the built-in
 * Microsoft authentication provider reads it.
 */
export function sessionScopes(cloud: Cloud, tenantId: string | undefined): readonly string[] {
  return tenantId === undefined ? [cloud.tokenScope] : [cloud.tokenScope, `VSCODE_TENANT:${tenantId}`];
}
