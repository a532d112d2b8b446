import { describe, expect, onTestFinished, test } from 'vitest';
import type { TokenCredential } from '@azure/core-auth';
import { connectToAzure } from '../../../../src/delegations/azure.ts';
import { findUnusedOffers, type UnusedOffers } from '../../../../src/delegations/offers/findUnusedOffers.ts';
import {
  removeUnusedOffer,
  type OfferOutcome,
} from '../../../../src/delegations/offers/removeUnusedOffer.ts';
import type { UnusedOffer } from '../../../../src/delegations/offers/unusedOffer.ts';
import { startEmulator } from '../../../emulator/server.ts';
import { scopeFor, WorldBuilder } from '../../../emulator/worldBuilder.ts';

const signal = new AbortController().signal;

/** A customer who ended two of three delegations; the offers stayed. */
async function customer(role = 'Owner') {
  const world = new WorldBuilder();
  const contoso = world.tenant('Contoso');
  const fabrikam = world.tenant('Fabrikam');
  const proseware = world.tenant('Proseware');
  const casey = world.user('casey', contoso);
  const production = world.subscription('Production', contoso, { resourceGroups: ['rg-shop'] });
  const development = world.subscription('Development', contoso);
  for (const subscription of [production, development]) world.role([casey, role], subscription);
  const team = world.group('Team', fabrikam, []);
  const delegate = (name: string, to = fabrikam, where = production, resourceGroup?: string) =>
    world.delegation(where, {
      to,
      name,
      roles: [[team, 'Reader']],
      ...(resourceGroup === undefined ? {} : { resourceGroup }),
    });
  delegate('In use');
  delegate('In use by a resource group', fabrikam, production, 'rg-shop');
  const left = [
    delegate('Left'),
    delegate('Of another', proseware),
    delegate('Elsewhere', fabrikam, development),
  ];
  const emulator = await startEmulator({ world: world.build({ pageSize: 1 }) });
  onTestFinished(() => emulator.stop());
  emulator.world.edit({ remove: left.map(({ id }) => id) });

  const credential: TokenCredential = {
    getToken: () => {
      const { body } = emulator.tokens.issue(emulator.world.current, {});
      const { access_token: token } = body as { readonly access_token: string };
      return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
  const azure = connectToAzure(credential, {
    endpoint: emulator.resourceManager,
    scope: `${emulator.audience}.default`,
    userAgentPrefix: 'azure-delegations/0.0.0',
    retryOptions: { retryDelayInMs: 1, maxRetries: 1 },
    tlsOptions: { ca: emulator.ca },
  });
  const door = { accountId: casey.id, accountLabel: casey.userPrincipalName, tenantId: contoso.id };
  const own = (await azure.subscriptions(contoso.id, signal)).map((subscription) => ({ door, subscription }));
  const find = (managingTenantId?: string, stop = signal): Promise<UnusedOffers> =>
    findUnusedOffers(
      own,
      managingTenantId,
      {
        connect: () => Promise.resolve(azure.offers),
        permissions: (_, ...rest) => azure.permissions(...rest),
        onProgress: () => undefined,
      },
      stop,
    );
  const [leftDefinition] = left.map(({ definitionId }) => definitionId);
  return {
    emulator,
    fabrikam,
    production,
    find,
    leftDefinition: leftDefinition ?? '',
    findLeft: async (): Promise<UnusedOffer> => {
      const { offers } = await find();
      const offer = offers.find(({ id }) => id === leftDefinition);
      if (!offer) throw new Error('It was not found.');
      return offer;
    },
    remove: (offer: UnusedOffer, onDeleting = (): void => undefined, stop = signal): Promise<OfferOutcome> =>
      removeUnusedOffer(offer, azure.offers, onDeleting, stop),
    isThere: (id: string) =>
      emulator.world.current.registrationDefinitions.some((definition) => definition.id === id),
    deletes: () => emulator.requests.matching('DELETE', /registrationDefinitions/).length,
  };
}

const namesOf = ({ offers }: UnusedOffers): readonly (string | undefined)[] =>
  offers.map(({ definition }) => definition.properties?.registrationDefinitionName).toSorted();

describe('the search', () => {
  test('finds what no delegation uses, resource groups included, of everybody or of one', async () => {
    const { find, fabrikam } = await customer();
    expect(namesOf(await find())).toEqual(['Elsewhere', 'Left', 'Of another']);
    expect(namesOf(await find(fabrikam.id))).toEqual(['Elsewhere', 'Left']);
  });

  test('says who may delete it', async () => {
    const owner = await customer();
    expect((await owner.findLeft()).mayDelete).toBe(true);
    const reader = await customer('Reader');
    expect((await reader.findLeft()).mayDelete).toBe(false);
    reader.emulator.faults.add({ path: '/permissions$', status: 403, code: 'AuthorizationFailed' });
    expect((await reader.findLeft()).mayDelete).toBeUndefined();
  });

  test('names what it could not read', async () => {
    const { emulator, find, production } = await customer();
    emulator.faults.add({ path: `${production.id}/.*registrationDefinitions$`, status: 500 });
    const { offers, unread } = await find();
    expect(offers).toHaveLength(1);
    expect(unread).toMatchObject([
      { subscription: { displayName: 'Production' }, error: { reason: 'server' } },
    ]);
  });

  test('ends where somebody cancels it', async () => {
    const { find, fabrikam } = await customer();
    await expect(find(fabrikam.id, AbortSignal.abort(new Error('Enough.')))).rejects.toThrow('Enough.');
  });
});

describe('the removal', () => {
  test('deletes it, and looks whether it is gone', async () => {
    const { findLeft, remove, isThere, leftDefinition } = await customer();
    let said = 0;
    expect(await remove(await findLeft(), () => said++)).toEqual({ kind: 'removed' });
    expect([said, isThere(leftDefinition)]).toEqual([1, false]);
  });

  test('sends nothing where it is gone already', async () => {
    const { emulator, findLeft, remove, deletes, leftDefinition } = await customer();
    const offer = await findLeft();
    emulator.world.edit({ remove: [leftDefinition] });
    expect([(await remove(offer)).kind, deletes()]).toEqual(['alreadyGone', 0]);
  });

  test('sends nothing where a delegation uses it by now', async () => {
    const { emulator, findLeft, remove, deletes, production, leftDefinition } = await customer();
    const offer = await findLeft();
    emulator.world.edit({
      put: {
        registrationAssignments: [
          {
            id: `${scopeFor(production)}/providers/Microsoft.ManagedServices/registrationAssignments/11111111-1111-1111-1111-111111111111`,
            properties: { registrationDefinitionId: leftDefinition.toUpperCase() },
          },
        ],
      },
    });
    expect([(await remove(offer)).kind, deletes()]).toEqual(['inUse', 0]);
  });

  test('sends nothing where its terms are others by now', async () => {
    const { emulator, findLeft, remove, deletes, leftDefinition } = await customer();
    const offer = await findLeft();
    const { registrationDefinitions } = emulator.world.current;
    emulator.world.edit({
      put: {
        registrationDefinitions: registrationDefinitions
          .filter(({ id }) => id === leftDefinition)
          .map(({ properties, ...rest }) => ({ ...rest, properties: { ...properties, authorizations: [] } })),
      },
    });
    expect([(await remove(offer)).kind, deletes()]).toEqual(['changed', 0]);
  });

  test('sends nothing where it cannot be read again, or somebody cancels', async () => {
    const { emulator, findLeft, remove, deletes } = await customer();
    const offer = await findLeft();
    const stop = new AbortController();
    stop.abort();
    expect((await remove(offer, undefined, stop.signal)).kind).toBe('cancelled');
    emulator.faults.add({ path: 'registrationDefinitions/', status: 500 });
    expect([(await remove(offer)).kind, deletes()]).toEqual(['unreadable', 0]);
  });

  test('tells a refusal, and that it is still there', async () => {
    const { emulator, findLeft, remove, isThere, leftDefinition } = await customer();
    const offer = await findLeft();
    emulator.faults.add({ method: 'DELETE', status: 409, code: 'ScopeLocked' });
    expect(await remove(offer)).toMatchObject({ kind: 'stillThere', error: { code: 'ScopeLocked' } });
    expect(isThere(leftDefinition)).toBe(true);
  });

  test('believes what it reads where the answer is lost', async () => {
    const { emulator, findLeft, remove } = await customer();
    const offer = await findLeft();
    emulator.faults.add({ method: 'DELETE', resetAfter: true });
    expect(await remove(offer)).toEqual({ kind: 'removed' });
  });

  test('does not guess where nothing can be read after it', async () => {
    const { emulator, findLeft, remove } = await customer();
    const offer = await findLeft();
    emulator.faults.add({ method: 'GET', path: 'registrationDefinitions', skip: 1, status: 500 });
    expect((await remove(offer)).kind).toBe('unknown');
  });
});
