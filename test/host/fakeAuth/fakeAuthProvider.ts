import * as vscode from 'vscode';
import { emulatorToken, worthlessToken } from './tokens.ts';
import type { Token, TokenRequest } from './tokens.ts';
import type { FakeAccount, FakeAuthSetup, ProviderId } from './setup.ts';

/** One question that the editor asked, in the words of VS Code's AuthenticationProvider. */
export interface AuthRequest {
  readonly provider: ProviderId;
  readonly method: 'getSessions' | 'createSession';
  readonly scopes: readonly string[];
  readonly account?: string;
  /** The decoded claims of a challenge. */
  readonly claims?: string;
}

/** The proposed API `authenticationChallenges`, as far as it is used here. */
interface Challenges {
  readonly challenges: readonly { readonly params: Readonly<Record<string, string>> }[];
  readonly fallbackScopes?: readonly string[];
}

const emulatorProvider: ProviderId = 'microsoft-sovereign-cloud';

/**
 * Behaves as the editor's Microsoft sign-in does towards extensions: a session for each account, tokens by audience
 * and tenant, silent where it can be and interactive where a tenant or a challenge wants it. Nobody is shown a page:
 * an interactive sign-in succeeds at once, unless it was to be declined.
 */
export class FakeAuthProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #id: ProviderId;
  readonly #setup: FakeAuthSetup;
  readonly #requests: AuthRequest[];
  readonly #changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  /** A new map whenever they are dropped, so that one that is on its way is dropped too. */
  #tokens = new Map<string, Token>();
  readonly #issued = new Set<string>();
  /** The doors (account and tenant) at which somebody signed in interactively. */
  readonly #interactive = new Set<string>();
  readonly #multifactor = new Set<string>();
  /** Accounts whose tokens are not renewed until they sign in again. */
  readonly #expired = new Set<string>();
  #signedIn: readonly FakeAccount[];
  #next: string | undefined;
  #declines = 0;
  #holds = 0;
  #audience: string | undefined;

  readonly onDidChangeSessions = this.#changed.event;

  /** @param requests where every question is noted. */
  constructor(id: ProviderId, setup: FakeAuthSetup, requests: AuthRequest[]) {
    this.#id = id;
    this.#setup = setup;
    this.#requests = requests;
    this.#signedIn = (setup.signedIn[id] ?? []).map((label) => this.#known(label));
  }

  /** Those who are signed in. */
  get accounts(): readonly FakeAccount[] {
    return this.#signedIn;
  }

  /** Every access token that it has handed out. */
  get issued(): ReadonlySet<string> {
    return this.#issued;
  }

  getSessions(
    scopes: readonly string[] | undefined,
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    this.#note('getSessions', scopes ?? [], options);
    return this.#silentSessions(scopes ?? [], options, () => true);
  }

  createSession(
    scopes: readonly string[],
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession> {
    this.#note('createSession', scopes, options);
    return this.#interactiveSession(scopes, options, false);
  }

  getSessionsFromChallenges(
    challenges: Challenges,
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    const scopes = challenges.fallbackScopes ?? [];
    this.#note('getSessions', scopes, options, challenges);
    return this.#silentSessions(scopes, options, (door) => this.#multifactor.has(door));
  }

  createSessionFromChallenges(
    challenges: Challenges,
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession> {
    const scopes = challenges.fallbackScopes ?? [];
    this.#note('createSession', scopes, options, challenges);
    return this.#interactiveSession(scopes, options, true);
  }

  /** As from the editor's Accounts menu; a session's id is its account's. */
  removeSession(sessionId: string): Promise<void> {
    const leaving = this.#signedIn.filter(({ id }) => id === sessionId);
    this.#signedIn = this.#signedIn.filter((account) => !leaving.includes(account));
    for (const account of leaving) this.#forget(account.label);
    this.#changed.fire({
      added: [],
      changed: [],
      removed: leaving.map((account) => session(account, [], '')),
    });
    return Promise.resolve();
  }

  /** Signs an account in as the user would elsewhere in the editor. */
  signIn(label: string | undefined): void {
    const account = this.#whoSignsIn(label);
    this.#enter(account);
    this.#changed.fire({ added: [session(account, [], '')], changed: [], removed: [] });
  }

  /** Signs an account out, or all of them. */
  async signOut(label: string | undefined): Promise<void> {
    for (const account of this.#signedIn)
      if (label === undefined || account.label === label) await this.removeSession(account.id);
  }

  /** Lets an account, or all of them, get no token silently any more, and says nothing: as a session dies. */
  expire(label: string | undefined): void {
    for (const account of this.#signedIn)
      if (label === undefined || account.label === label) {
        this.#forget(account.label);
        this.#expired.add(account.label);
      }
  }

  /** Chooses who signs in when the next sign-in names nobody. */
  nextIs(label: string): void {
    this.#next = this.#known(label).label;
  }

  /** Lets the next interactive sign-in be declined, as when its page is closed. */
  declineNext(): void {
    this.#declines++;
  }

  /** Lets the next interactive sign-in stay open for ever, as a page that nobody answers. */
  holdNext(): void {
    this.#holds++;
  }

  /** Issues the emulator's tokens for another audience than asked, as a sign-in gone wrong would; as asked without one. */
  issueFor(audience: string | undefined): void {
    this.#audience = audience;
    this.#tokens = new Map();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #silentSessions(
    scopes: readonly string[],
    { account }: vscode.AuthenticationProviderSessionOptions,
    serves: (door: string) => boolean,
  ): Promise<vscode.AuthenticationSession[]> {
    const asked = this.#signedIn.filter(
      ({ id, label }) => (account === undefined || account.id === id) && !this.#expired.has(label),
    );
    // Without scopes the editor asks who is there, not for tokens.
    if (scopes.length === 0) return asked.map((each) => session(each, scopes, ''));
    const { tenant } = readScopes(scopes);
    const found = asked.map(async (each) => {
      if (!serves(door(each.label, tenant))) return [];
      try {
        return [session(each, scopes, (await this.#token(each.label, scopes)).accessToken)];
      } catch {
        return [];
      }
    });
    return (await Promise.all(found)).flat();
  }

  async #interactiveSession(
    scopes: readonly string[],
    { account }: vscode.AuthenticationProviderSessionOptions,
    multifactor: boolean,
  ): Promise<vscode.AuthenticationSession> {
    if (this.#declines > 0) {
      this.#declines--;
      throw new vscode.CancellationError();
    }
    if (this.#holds > 0) {
      this.#holds--;
      return new Promise(() => undefined);
    }
    const who = this.#whoSignsIn(account?.label);
    const { tenant } = readScopes(scopes);
    const entrance = door(who.label, tenant);
    this.#interactive.add(entrance);
    if (multifactor) this.#multifactor.add(entrance);
    this.#tokens = new Map();
    const { accessToken } = await this.#token(who.label, scopes);
    this.#enter(who);
    const created = session(who, scopes, accessToken);
    this.#changed.fire({ added: [created], changed: [], removed: [] });
    return created;
  }

  async #token(user: string, scopes: readonly string[]): Promise<Token> {
    const { audience, tenant } = readScopes(scopes);
    const key = `${door(user, tenant)} ${audience}`;
    const tokens = this.#tokens;
    const kept = tokens.get(key);
    if (kept !== undefined && kept.expiresOn > Date.now() + 300_000) return kept;
    const entrance = door(user, tenant);
    const request: TokenRequest = {
      user,
      ...(tenant === undefined ? {} : { tenant }),
      interactive: this.#interactive.has(entrance),
      mfa: this.#multifactor.has(entrance),
      ...(this.#audience === undefined ? {} : { audience: this.#audience }),
    };
    const emulated =
      this.#id === emulatorProvider && new URL(audience).origin === new URL(this.#setup.audience).origin;
    const token = emulated
      ? await emulatorToken(this.#setup.tokenUrl, request)
      : worthlessToken(audience, request);
    tokens.set(key, token);
    this.#issued.add(token.accessToken);
    return token;
  }

  #whoSignsIn(label: string | undefined): FakeAccount {
    const chosen = label ?? this.#next;
    if (label === undefined) this.#next = undefined;
    if (chosen !== undefined) return this.#known(chosen);
    const newcomer = this.#setup.accounts.find(({ id }) => !this.#signedIn.some((each) => each.id === id));
    const somebody = newcomer ?? this.#setup.accounts[0];
    if (somebody === undefined) throw new Error('Nobody can sign in: the setup names no account');
    return somebody;
  }

  #enter(account: FakeAccount): void {
    this.#expired.delete(account.label);
    if (!this.#signedIn.some(({ id }) => id === account.id)) this.#signedIn = [...this.#signedIn, account];
  }

  #forget(label: string): void {
    this.#tokens = new Map();
    for (const doors of [this.#interactive, this.#multifactor])
      for (const each of doors) if (each.startsWith(`${label} `)) doors.delete(each);
  }

  #known(label: string): FakeAccount {
    const account = this.#setup.accounts.find((each) => each.label === label);
    if (account === undefined) throw new Error(`The setup knows nobody called ${label}`);
    return account;
  }

  #note(
    method: AuthRequest['method'],
    scopes: readonly string[],
    { account }: vscode.AuthenticationProviderSessionOptions,
    challenges?: Challenges,
  ): void {
    const claims = challenges?.challenges.find(({ params }) => 'claims' in params)?.params.claims;
    this.#requests.push({
      provider: this.#id,
      method,
      scopes,
      ...(account === undefined ? {} : { account: account.label }),
      ...(claims === undefined ? {} : { claims: Buffer.from(claims, 'base64').toString() }),
    });
  }
}

function session(
  { id, label }: FakeAccount,
  scopes: readonly string[],
  accessToken: string,
): vscode.AuthenticationSession {
  return { id, accessToken, account: { id, label }, scopes };
}

function door(user: string, tenant: string | undefined): string {
  return `${user} ${tenant?.toLowerCase() ?? 'home'}`;
}

const tenantScope = 'VSCODE_TENANT:';

function readScopes(scopes: readonly string[]): { readonly audience: string; readonly tenant?: string } {
  const tenant = scopes.find((scope) => scope.startsWith(tenantScope))?.slice(tenantScope.length);
  const resource = scopes.find((scope) => scope.endsWith('/.default'));
  if (resource === undefined) throw new Error(`No resource in the scopes ${scopes.join(' ')}`);
  return {
    audience: resource.slice(0, -'/.default'.length),
    ...(tenant === undefined ? {} : { tenant }),
  };
}
