import type { AccessToken, TokenCredential } from '@azure/core-auth';
import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { readTokenClaims } from './accessToken.ts';
import type { IdentityAbsence, IdentityMode } from './authenticationMode.ts';
import type { Cloud } from './cloud.ts';
import type { Account, CredentialSource } from './credentialSource.ts';
import { identityAdvice } from './identityAdvice.ts';
import type { IdentityAnswer, IdentityTokens } from './identityTokens.ts';
import { refuseForeignAudience } from './refuseForeignAudience.ts';

/** How many tokens are asked for at a time: each may start a process of the Azure CLI. */
const asksAtATime = 4;

/**
 * The one account of an identity outside of the editor, in one cloud: who the Azure CLI is signed in as, the service
 * principal of the environment, or the machine's managed identity. Its tokens never prompt; where one is missing, the
 * error says what to do about it.
 */
export class IdentityAccount implements CredentialSource {
  readonly #mode: IdentityMode;
  readonly #cloud: Cloud;
  readonly #onAbsent: (absence: IdentityAbsence, said: string) => void;
  readonly #underWay = new Map<string, Promise<IdentityAnswer>>();
  readonly #slots = Array.from({ length: asksAtATime }, () => Promise.resolve());
  #tokens: Promise<IdentityTokens> | undefined;
  #home: string | undefined;
  #absence: IdentityAbsence | undefined;

  /** @param onAbsent hears what is said where there is no token, which may name people and tenants */
  constructor(
    mode: IdentityMode,
    cloud: Cloud,
    onAbsent: (absence: IdentityAbsence, said: string) => void = () => undefined,
  ) {
    this.#mode = mode;
    this.#cloud = cloud;
    this.#onAbsent = onAbsent;
  }

  /** Why {@link accounts} found none the last time. */
  get absence(): IdentityAbsence | undefined {
    return this.#absence;
  }

  /** Rejects with an ArmError where the sign-in service refused the identity, or could not be reached. */
  async accounts(): Promise<readonly Account[]> {
    this.#absence = undefined;
    const answer = await this.#ask(undefined);
    if ('absence' in answer) {
      this.#absence = answer.absence;
      return [];
    }
    const { name, tenantId } = readTokenClaims(answer.token.token);
    this.#home = tenantId;
    return [{ id: `${this.#mode}:${(name ?? '').toLowerCase()}`, label: name ?? this.#mode }];
  }

  credential(_account: Account, tenantId: string | undefined): TokenCredential {
    return {
      getToken: async (_scopes, { claims } = {}) => {
        if (claims !== undefined) throw this.#claimsNotMet(tenantId, claims);
        const token = await this.#token(tenantId);
        refuseForeignAudience(this.#cloud, token.token);
        this.#refuseForeignTenant(tenantId, token.token);
        return token;
      },
    };
  }

  homeTenant(): Promise<string | undefined> {
    return Promise.resolve(this.#home);
  }

  /** One question a tenant at a time; who asks meanwhile gets its answer. */
  #ask(tenantId: string | undefined): Promise<IdentityAnswer> {
    const key = tenantId ?? '';
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const asking = this.#inTurn(() => this.#askNow(tenantId)).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asking);
    return asking;
  }

  async #askNow(tenantId: string | undefined): Promise<IdentityAnswer> {
    this.#tokens ??= import('./identityTokens.ts').then(({ identityTokens }) =>
      identityTokens(this.#mode, this.#cloud),
    );
    const answer = await (await this.#tokens)(tenantId);
    if ('absence' in answer) this.#onAbsent(answer.absence, answer.said);
    return answer;
  }

  async #token(tenantId: string | undefined): Promise<AccessToken> {
    // A managed identity, which the CLI may be signed in as, takes no name of a tenant, not even of its own.
    const answer = await this.#ask(tenantId === this.#home ? undefined : tenantId);
    if ('token' in answer) return answer.token;
    throw new ArmError(identityAdvice(answer.absence, tenantId), {
      reason: 'signInRequired',
      ...(tenantId !== undefined && { scope: `/tenants/${tenantId}` }),
    });
  }

  async #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const slot = this.#slots.shift() ?? Promise.resolve();
    const turn = slot.then(task);
    this.#slots.push(
      turn.then(
        () => undefined,
        () => undefined,
      ),
    );
    return turn;
  }

  #claimsNotMet(tenantId: string | undefined, claims: string): ArmError {
    const challenge = Buffer.from(claims).toString('base64');
    const tenant = tenantId === undefined ? '' : ` --tenant ${tenantId}`;
    return new ArmError(
      this.#mode === 'azureCli'
        ? vscode.l10n.t(
            'Run "{0}" in a terminal, and try again.',
            `az login${tenant} --claims-challenge ${challenge}`,
          )
        : vscode.l10n.t(
            'Only a person can give a stronger sign-in, such as multifactor authentication: set azureDelegations.authentication to "vscode" to sign in with an account of the editor.',
          ),
      { reason: 'signInRequired', code: 'interaction_required' },
    );
  }

  /** An identity that works in one tenant alone gives its token whatever tenant it is asked for. */
  #refuseForeignTenant(tenantId: string | undefined, token: string): void {
    const issuer = readTokenClaims(token).tenantId;
    if (tenantId === undefined || issuer === undefined || issuer === tenantId.toLowerCase()) return;
    throw new ArmError(
      vscode.l10n.t('The identity works in the tenant {0}, and not in {1}.', issuer, tenantId),
      { reason: 'forbidden', scope: `/tenants/${tenantId}` },
    );
  }
}
