import type * as vscode from 'vscode';
import { readTokenClaims } from '../../../src/auth/accessToken.ts';
import { sessionScopes } from '../../../src/auth/sessionCredential.ts';
import { readUserCloud } from '../../../src/auth/userCloud.ts';
import { requireInProduct } from './product.ts';

/** Lets the editor have the tokens of the home tenant, as it has them from the day before. */
export async function fetchTokens(): Promise<void> {
  const { authentication } = requireInProduct('vscode') as typeof vscode;
  const { cloud } = readUserCloud();
  if ('problem' in cloud) throw new Error(cloud.problem);
  const session = (tenantId: string | undefined) =>
    authentication.getSession(cloud.authenticationProvider, sessionScopes(cloud, tenantId), { silent: true });
  const token = (await session(undefined))?.accessToken;
  if (token === undefined) throw new Error('Nobody is signed in');
  await session(readTokenClaims(token).tenantId);
}
