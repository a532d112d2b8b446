import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { contextKeys } from '../../src/contextKeys.ts';
import { Consent } from './stage/consent.ts';
import { emulator } from './stage/emulator.ts';
import { fakeAuth } from './stage/fakeAuth.ts';
import { freshStart } from './stage/freshStart.ts';
import { replaced } from './stage/replaced.ts';
import { rowsBelow, until } from './stage/rows.ts';
import { tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

describe('The view says as a whole', () => {
  const settings = new UserSettings();
  let consent: Consent;
  let extension: StartedExtension;
  let putBack: () => void;
  /** Every value of the context key that welcome texts are shown by. */
  let states: unknown[];
  beforeEach(async () => {
    await freshStart();
    consent = new Consent();
    states = [];
    const { executeCommand } = vscode.commands;
    putBack = replaced(vscode.commands, {
      executeCommand: (id: string, ...args: readonly unknown[]) => {
        if (id === 'setContext' && args[0] === contextKeys.state) states.push(args[1]);
        return executeCommand<never>(id, ...args);
      },
    });
    extension = startExtension();
  });
  afterEach(async () => {
    extension.stop();
    putBack();
    consent.stop();
    await settings.restore();
  });

  it('that it loads, until there are rows', async () => {
    await extension.load();
    assert.deepEqual(states, ['loading', 'rows']);
  });

  it('that nobody is signed in, that somebody is signing in, and that it loads', async () => {
    await fakeAuth.signOut();
    assert.deepEqual(await rowsBelow(extension.tree), []);
    assert.deepEqual(states, ['loading', 'signedOut']);
    states.length = 0;
    await extension.run('azureDelegations.signIn');
    assert.equal(states[0], 'signingIn');
    assert.equal(states.at(-1), 'rows');
  });

  it('that nobody is signed in as soon as the last has signed out', async () => {
    await extension.load();
    states.length = 0;
    await fakeAuth.signOut();
    await until(extension.tree, () => states.includes('signedOut'));
    assert.deepEqual(await rowsBelow(extension.tree), []);
  });

  it('that there is no delegation, where every tenant has answered', async () => {
    await fakeAuth.signInTo(tenantId('Northwind Operations'));
    const { registrationAssignments } = await emulator.world();
    await emulator.edit({ remove: registrationAssignments.map(({ id }) => id) });
    await extension.load();
    assert.equal(states.at(-1), 'empty');
    assert.deepEqual(await rowsBelow(extension.tree), []);
  });

  it('nothing of the kind, where one of the tenants has not', async () => {
    const { registrationAssignments } = await emulator.world();
    await emulator.edit({ remove: registrationAssignments.map(({ id }) => id) });
    await extension.load();
    assert.equal(states.at(-1), 'rows');
    assert.deepEqual(
      (await rowsBelow(extension.tree)).map(({ label }) => label),
      ['Northwind Operations', 'Resource groups not checked'],
    );
  });

  it('that the settings name no cloud that can be used', async () => {
    await settings.set('microsoft-sovereign-cloud.environment', 'Mars');
    await until(extension.tree, () => states.includes('cloudProblem'));
    assert.deepEqual(await rowsBelow(extension.tree), []);
  });

  it('that the settings name a cloud that the user has to approve', async () => {
    await settings.set('azureDelegations.trustedResourceManagers', []);
    await until(extension.tree, () => states.includes('unapprovedCloud'));
    assert.deepEqual(await rowsBelow(extension.tree), []);
  });
});
