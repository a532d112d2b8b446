import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Door } from '../../src/delegations/door.ts';
import type { MfaPolicy } from '../emulator/world.ts';
import { Consent } from './stage/consent.ts';
import { emulator } from './stage/emulator.ts';
import { fakeAuth, prompts } from './stage/fakeAuth.ts';
import { freshStart, settled } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { type Row, rowAt, rowsBelow, texts } from './stage/rows.ts';
import { accountId, alex, delegationIds, robin, subscriptionId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const stepUpClaims = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';
const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(stepUpClaims).toString('base64')}"`;
const press = { presses: 'Remove Delegation' };

describe('A removal for which Azure wants multifactor authentication', () => {
  let extension: StartedExtension;
  let consent: Consent;
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    await emulator.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    consent = new Consent();
    messages = new Messages();
    extension = startExtension();
    await extension.load();
  });
  afterEach(() => {
    extension.stop();
    messages.stop();
    consent.stop();
  });

  const marketplaceOffer = (): Promise<Row> =>
    rowAt(extension.tree, 'Fabrikam', 'Tailwind Logistics', 'Fabrikam Security (Marketplace)');
  const demand = async (answer: MfaPolicy['answer']): Promise<void> => {
    const { mfaPolicies } = await emulator.world();
    await emulator.edit({ put: { mfaPolicies: mfaPolicies.map((policy) => ({ ...policy, answer })) } });
  };

  for (const [answer, refusal] of [
    ['unauthorized', '401 with claims'],
    ['forbidden', '403 RequestDisallowedByPolicy'],
    ['forbiddenWithChallenge', '403 RequestDisallowedByPolicy with claims'],
  ] as const) {
    it(`asks for it once after a ${refusal}, and then goes through`, async () => {
      await demand(answer);
      const row = await marketplaceOffer();
      const asked = await fakeAuth.listen();
      await extension.run('azureDelegations.removeDelegation', press, row);

      const [prompt, ...more] = prompts(await asked());
      assert.deepEqual(more, []);
      assert.equal(prompt?.account, alex);
      assert.deepEqual(JSON.parse(prompt.claims ?? ''), JSON.parse(stepUpClaims));
      assert.ok(prompt.scopes.includes(`VSCODE_TENANT:${tenantId('Fabrikam')}`));
      assert.equal((await emulator.requests('DELETE')).length, 2);
      const gone = (await emulator.world()).registrationAssignments;
      assert.ok(!gone.some(({ id }) => delegationIds('Tailwind Logistics').includes(id)));
      assert.match(messages.texts.join(), /Removed “.*Fabrikam Security/);
    });
  }

  it('asks nobody again for the next one, which the stronger sign-in is good for', async () => {
    await emulator.edit({
      put: {
        mfaPolicies: [{ id: 'everywhere', scope: '/', operations: ['delete'], answer: 'unauthorized' }],
      },
    });
    await extension.run('azureDelegations.removeDelegation', press, await marketplaceOffer());
    const asked = await fakeAuth.listen();
    const next = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
    await extension.run('azureDelegations.removeDelegation', press, next);
    assert.deepEqual(prompts(await asked()), []);
    assert.equal((await emulator.requests('DELETE')).length, 3);
  });

  for (const [answer, code] of [
    ['unauthorized', 'InvalidAuthenticationToken'],
    ['forbidden', 'RequestDisallowedByPolicy'],
  ] as const) {
    it(`deletes nothing when it is declined, and tells what Azure wants (${code})`, async () => {
      await demand(answer);
      const row = await marketplaceOffer();
      consent.refuseNext();
      await extension.run('azureDelegations.removeDelegation', press, row);

      assert.equal((await emulator.requests('DELETE')).length, 1);
      const { registrationAssignments } = await emulator.world();
      assert.ok(registrationAssignments.some(({ id }) => delegationIds('Tailwind Logistics').includes(id)));
      assert.equal(messages.shown.length, 1);
      assert.equal(messages.shown[0]?.severity, 'error');
      assert.match(messages.shown[0].text, /is still there/);
      assert.match(messages.shown[0].text, /multifactor authentication is required|MFA is required/);
      await marketplaceOffer();
    });
  }
});

describe('Claims challenges', () => {
  let open: OpenEstate;
  let consent: Consent;
  let bothChallenged: PromiseWithResolvers<undefined>;
  beforeEach(async () => {
    await freshStart();
    consent = new Consent();
    bothChallenged = Promise.withResolvers();
    let challenges = 0;
    open = openEstate({
      onResponse({ status }) {
        if (status === 401 && ++challenges === 2) bothChallenged.resolve(undefined);
      },
    });
  });
  afterEach(() => {
    open.close();
    consent.stop();
  });

  const doorOf = (account: string): Door => ({
    accountId: accountId(account),
    accountLabel: account,
    tenantId: tenantId('Fabrikam'),
  });
  /** Sends DELETEs at the same time: of one delegation of each subscription, each as one account. */
  const deleteAll = (...deletions: readonly (readonly [account: string, subscription: string])[]) =>
    Promise.all(
      deletions.map(async ([account, subscription]) => {
        const { removal } = await open.session.connect(doorOf(account), 'interactive');
        const [id = ''] = delegationIds(subscription);
        const scope = `/subscriptions/${subscriptionId(subscription)}`;
        return removal.beginDelete(scope, id.split('/').at(-1) ?? '', new AbortController().signal);
      }),
    );
  const demandEverywhere = (): Promise<void> =>
    emulator.edit({
      put: {
        mfaPolicies: [{ id: 'everywhere', scope: '/', operations: ['delete'], answer: 'unauthorized' }],
      },
    });

  it('of several requests of one account are one prompt', async () => {
    await demandEverywhere();
    const asked = await fakeAuth.listen();
    const answers = await deleteAll(
      [alex, 'Adatum Core'],
      [alex, 'Contoso Production'],
      [alex, 'WWI Shipping'],
    );
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['accepted', 'accepted', 'accepted'],
    );
    assert.equal(prompts(await asked()).length, 1);
  });

  it('of two accounts are two prompts, one after the other', async () => {
    fakeAuth.signIn({ account: robin });
    await demandEverywhere();
    // Whoever sees the first prompt takes until Azure has challenged both, and the second could be there.
    consent.thinking = async () => {
      await bothChallenged.promise;
      for (let rounds = 0; rounds < 3; rounds++) await settled();
    };
    const asked = await fakeAuth.listen();
    const answers = await deleteAll([alex, 'Adatum Core'], [robin, 'WWI Shipping']);
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['accepted', 'accepted'],
    );
    assert.deepEqual(
      prompts(await asked())
        .map(({ account }) => account)
        .toSorted(),
      [alex, robin],
    );
    assert.equal(consent.mostAtOnce, 1);
  });

  it('keep the code of Azure when they are declined', async () => {
    await demandEverywhere();
    consent.refuseNext();
    const [answer] = await deleteAll([alex, 'Adatum Core']);
    assert.equal(answer?.kind, 'failed');
    const { reason, status, code } = answer.error;
    assert.deepEqual([reason, status, code], ['signInRequired', 401, 'InvalidAuthenticationToken']);
    assert.equal((await open.requests('DELETE')).length, 1);
  });

  it('prompt nobody while a tenant is loaded: it is a tenant to sign in to', async () => {
    const asked = await fakeAuth.listen();
    await emulator.fault({
      path: '^/subscriptions$',
      status: 401,
      code: 'InvalidAuthenticationToken',
      headers: { 'WWW-Authenticate': challenge },
    });
    await open.load();
    assert.deepEqual(prompts(await asked()), []);
    assert.deepEqual(
      texts(await rowsBelow(open.tree)).toSorted(),
      ['Contoso', 'Fabrikam', 'Northwind Operations'].map(
        (tenant) => `${tenant} | sign in to this tenant · ${alex}`,
      ),
    );
  });

  it('prompt nobody while a subscription is opened: they are a row', async () => {
    await open.load();
    const asked = await fakeAuth.listen();
    const subscription = await rowAt(open.tree, 'Fabrikam', 'Adatum Core');
    await emulator.fault({
      path: 'registrationAssignments$',
      status: 401,
      code: 'InvalidAuthenticationToken',
      headers: { 'WWW-Authenticate': challenge },
    });
    assert.deepEqual(texts(await rowsBelow(open.tree, subscription)), [
      'The delegations could not be read | sign-in needed',
    ]);
    assert.deepEqual(prompts(await asked()), []);
  });
});
