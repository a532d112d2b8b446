import * as vscode from 'vscode';
import { emulator } from './emulator.ts';
import { fakeAuth } from './fakeAuth.ts';
import { alex } from './smallWorld.ts';

/** The small world as it was, and the demo account alone signed in. For before each test. */
export async function freshStart(): Promise<void> {
  await emulator.reset();
  fakeAuth.issueFor();
  await fakeAuth.signOut({ provider: 'microsoft' });
  await fakeAuth.signOut();
  fakeAuth.signIn({ account: alex });
  await settled();
}

/** Resolves when everybody has heard of the changes of sessions up to now: the editor tells of them in their order. */
export async function settled(): Promise<void> {
  await vscode.authentication.getAccounts('microsoft');
  await vscode.authentication.getAccounts('microsoft-sovereign-cloud');
}
