import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { fakeAuth } from './stage/fakeAuth.ts';

const provider = 'microsoft-sovereign-cloud';
const scopes = ['https://management.emulator.example//.default'];

describe('The extension', () => {
  it('activates in the editor', async () => {
    const extension = vscode.extensions.getExtension('azure-delegations.azure-delegations');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});

describe('The sign-in for tests', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('fakeAuth.signOut');
    await vscode.commands.executeCommand('fakeAuth.signIn');
  });

  it('gives a session to the extension unasked', async () => {
    const session = await vscode.authentication.getSession(provider, scopes, { silent: true });
    assert.match(session?.accessToken ?? '', /^[^.]+\.[^.]+\.[^.]*$/);
  });

  it('has no session once the account has signed out', async () => {
    await vscode.commands.executeCommand('fakeAuth.signOut');
    assert.equal(await vscode.authentication.getSession(provider, scopes, { silent: true }), undefined);
    assert.deepEqual(await vscode.authentication.getAccounts(provider), []);
  });

  it('has no session once it has died, until somebody signs in again', async () => {
    const [account] = await vscode.authentication.getAccounts(provider);
    await vscode.commands.executeCommand('fakeAuth.expire');
    assert.equal(await vscode.authentication.getSession(provider, scopes, { silent: true }), undefined);
    await vscode.commands.executeCommand('fakeAuth.signIn', { account: account?.label });
    assert.ok(await vscode.authentication.getSession(provider, scopes, { silent: true }));
  });

  it('tells what it was asked', async () => {
    const asked = await fakeAuth.listen();
    await vscode.authentication.getSession(provider, scopes, { silent: true });
    assert.ok((await asked()).some((request) => isDeepStrictEqual(request.scopes, scopes)));
  });
});
