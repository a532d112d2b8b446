import * as vscode from 'vscode';

/** The newest question for each provider and scopes. */
const asked = new Map<string, Promise<unknown>>();

/**
 * The session of an account that is there without asking anybody.
 *
 * One question at a time for the same scopes: VS Code 1.105 takes two that differ in their account alone for the same
 * one while it has not answered, and answers both with the session of the first. A session of somebody else is none.
 */
export function silentSession(
  provider: string,
  scopes: readonly string[],
  account: vscode.AuthenticationSessionAccountInformation,
): Promise<vscode.AuthenticationSession | undefined> {
  const key = [provider, ...scopes].join(' ');
  const ask = async (): Promise<vscode.AuthenticationSession | undefined> => {
    const session = await vscode.authentication.getSession(provider, scopes, { account, silent: true });
    return session?.account.id === account.id ? session : undefined;
  };
  const answer = (asked.get(key) ?? Promise.resolve()).then(ask, ask);
  asked.set(key, answer);
  return answer;
}
