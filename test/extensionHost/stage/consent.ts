import * as vscode from 'vscode';
import type { ProviderId } from '../../host/fakeAuth/setup.ts';
import { fakeAuth } from './fakeAuth.ts';
import { replaced } from './replaced.ts';

type Question = readonly string[] | vscode.AuthenticationWwwAuthenticateRequest;

/**
 * Somebody who answers the editor's question whether the extension may sign in. In tests the editor refuses to show
 * dialogs, so this does what it does around that one: look for a session silently, ask, and have the provider sign in.
 */
export class Consent {
  /** The most questions that were open at a time. */
  mostAtOnce = 0;
  /** How long somebody takes to answer. */
  thinking: () => Promise<void> = () => Promise.resolve();
  #open = 0;
  #refusals = 0;
  readonly #putBack: () => void;

  constructor() {
    const { getSession } = vscode.authentication;
    this.#putBack = replaced(vscode.authentication, {
      getSession: (async (
        provider: ProviderId,
        question: Question,
        options: vscode.AuthenticationGetSessionOptions,
      ) => {
        if (options.createIfNone === undefined) return getSession(provider, question, options);
        const { account } = options;
        const silent = await getSession(provider, question, { silent: true, ...(account && { account }) });
        if (silent && account) return silent;
        this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#open);
        try {
          await this.thinking();
          return await this.#ask(provider, question, account);
        } catch (error) {
          throw fromElsewhere(error);
        } finally {
          this.#open--;
        }
      }) as typeof getSession,
    });
  }

  /** The next question is answered with no. */
  refuseNext(): void {
    this.#refusals++;
  }

  /** Lets the editor ask again. */
  stop(): void {
    this.#putBack();
  }

  #ask(
    provider: ProviderId,
    question: Question,
    account: vscode.AuthenticationSessionAccountInformation | undefined,
  ): Promise<vscode.AuthenticationSession> {
    if (this.#refusals > 0) {
      this.#refusals--;
      // The words of the editor.
      return Promise.reject(new Error('User did not consent to login.'));
    }
    const options = account === undefined ? {} : { account };
    if (!('wwwAuthenticate' in question)) return fakeAuth.provider(provider).createSession(question, options);
    const { wwwAuthenticate, fallbackScopes = [] } = question;
    const [, claims = ''] = /claims="([^"]*)"/.exec(wwwAuthenticate) ?? [];
    return fakeAuth
      .provider(provider)
      .createSessionFromChallenges({ challenges: [{ params: { claims } }], fallbackScopes }, options);
  }
}

/** An error as it arrives from another process: its name and its message. */
function fromElsewhere(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return Object.assign(new Error(error.message), { name: error.name });
}
