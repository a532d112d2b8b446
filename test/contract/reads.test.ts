import { expect, it } from 'vitest';
import type { TokenRequest } from '../emulator/tokens.ts';
import type { ServiceChoices, WorldDocument } from '../emulator/world.ts';
import { largeWorld } from '../emulator/worlds/large.ts';
import { smallWorld } from '../emulator/worlds/small.ts';
import { scopeFor, WorldBuilder, type DelegationTerms } from '../emulator/worldBuilder.ts';
import { emulatedAzure } from './emulatedAzure.ts';
import { type ReceivedResponse, responseProblems } from './responseProblems.ts';
import { version } from './specification.ts';

const provider = '/providers/Microsoft.ManagedServices';

it('everything that can be read in the small world is as specified, through each of its doors', async () => {
  const world = smallWorld();
  const demo = world.users?.find((user) => user.userPrincipalName === world.demoAccount);
  const doors = demo === undefined ? [] : [demo, ...(demo.guestIn ?? [])];
  expect(doors).toHaveLength(3);
  const seen: ReceivedResponse[] = [];
  for (const { tenantId } of doors) seen.push(...(await readEverything(world, { tenant: tenantId })));
  expect(seen.flatMap(responseProblems)).toEqual([]);
  // The offer behind the delegation of a resource group lies outside of what its provider can read.
  const assignments = idsOf({ ...world, registrationDefinitions: [] });
  expect(idsIn(seen)).toEqual(expect.arrayContaining([...assignments]));
  expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200, 403]));
});

it('everything that can be read in a large world is as specified, on all of its pages', async () => {
  const service = { pageSize: 2, emptyPages: true };
  const size = { managingTenants: 1, subscriptions: 60, delegationsPerSubscription: 3 };
  const world = { ...largeWorld(size), service };
  const responses = await readEverything(world);
  expect(responses.flatMap(responseProblems)).toEqual([]);
  expect(idsIn(responses)).toEqual(idsOf(world));
  expect(responses.filter(({ text }) => text.startsWith('{"value":[],"nextLink":')).length).toBeGreaterThan(
    60,
  );
});

const group = 'rg-web';
const zero = '00000000-0000-0000-0000-000000000000';
const plan = { name: 'gold', publisher: 'fabrikam', product: 'security', version: '1.0.0' };

it.each<[string, Partial<DelegationTerms>, ServiceChoices?]>([
  ['of which nothing optional is told', { sparse: true }],
  ['named by zeros alone', { assignmentName: zero, definitionName: zero }],
  ['from the Marketplace', { plan }],
  ['of a resource group', { resourceGroup: group }],
  ['that failed', { provisioningState: 'Failed' }],
  ['that is going', { provisioningState: 'Deleting' }],
  ['with a description', { description: '<b>Bold</b>\n\u202E' }],
  ['whose ids differ in letter case between calls', { plan }, { idCase: 'byCall' }],
])('a delegation %s is as specified', async (_, terms, service) => {
  const world = delegated(() => terms, service);
  const responses = await readEverything(world);
  expect(responses.flatMap(responseProblems)).toEqual([]);
  expect(idsIn(responses)).toEqual(idsOf(world));
});

it.each<[string, NonNullable<DelegationTerms['eligible']>[number]['policy']]>([
  ['under the usual policy', undefined],
  ['under a policy of one word', { multiFactorAuthProvider: 'None' }],
  [
    'with approvers',
    {
      multiFactorAuthProvider: 'Azure',
      maximumActivationDuration: 'PT30M',
      managedByTenantApprovers: [
        { principalId: zero },
        { principalId: zero, principalIdDisplayName: 'Approvers' },
      ],
    },
  ],
])('an eligible authorization %s is as specified, activated or not', async (_, policy) => {
  const world = delegated(({ role }) => ({
    eligible: [true, false].map((active) => ({ role, active, ...(policy && { policy }) })),
  }));
  const responses = await readEverything(world);
  expect(responses.flatMap(responseProblems)).toEqual([]);
  expect(responses.some(({ text }) => text.includes('multiFactorAuthProvider'))).toBe(true);
});

it('an eligible authorization without a policy is as specified', async () => {
  const world = delegated(({ role }) => ({ eligible: [{ role }] }));
  const withoutPolicy = JSON.parse(JSON.stringify(world), (key, value: unknown) =>
    key === 'justInTimeAccessPolicy' ? undefined : value,
  ) as WorldDocument;
  const responses = await readEverything(withoutPolicy);
  expect(responses.flatMap(responseProblems)).toEqual([]);
  expect(responses.some(({ text }) => text.includes('eligibleAuthorizations'))).toBe(true);
});

it('a delegation whose definition is gone is as specified', async () => {
  const world = delegated(() => ({}));
  const responses = await readEverything({ ...world, registrationDefinitions: [] });
  expect(responses.flatMap(responseProblems)).toEqual([]);
  expect(idsIn(responses)).toHaveLength(1);
});

/** A customer and its owner, the demo account, with one delegation. */
function delegated(
  terms: (customer: { readonly role: DelegationTerms['roles'][number] }) => Partial<DelegationTerms>,
  service: ServiceChoices = {},
): WorldDocument {
  const world = new WorldBuilder();
  const contoso = world.tenant('Contoso');
  const fabrikam = world.tenant('Fabrikam');
  const subscription = world.subscription('Production', contoso, { resourceGroups: [group] });
  world.role([world.user('cora', contoso), 'Owner'], subscription);
  const role = [world.group('Operators', fabrikam, []), 'Reader'] as const;
  world.delegation(subscription, {
    to: fabrikam,
    name: 'Care',
    roles: [role, [role[0], 'User Access Administrator']],
    ...terms({ role }),
  });
  return world.build(service);
}

/** All lists of a world through one door, with and without the expand flag, and everything in them by itself. */
async function readEverything(
  world: WorldDocument,
  wanted: TokenRequest = {},
): Promise<readonly ReceivedResponse[]> {
  const azure = await emulatedAzure(world);
  const token = azure.token(wanted);
  const responses: ReceivedResponse[] = [];
  const get = async (address: string): Promise<unknown> => {
    const response = await azure.send('GET', address, { token });
    responses.push(response);
    return JSON.parse(response.text);
  };
  const readList = async (address: string): Promise<readonly string[]> => {
    const { value, nextLink } = (await get(address)) as Partial<Page>;
    const ids = value?.map(({ id }) => id) ?? [];
    return nextLink === undefined ? ids : [...ids, ...(await readList(nextLink))];
  };

  const scopes = (world.subscriptions ?? []).flatMap((subscription) => [
    scopeFor(subscription),
    ...(subscription.resourceGroups ?? []).map(({ name }) => scopeFor(subscription, name)),
  ]);
  for (const scope of scopes) {
    const ids = [];
    for (const expand of ['', '&$expandRegistrationDefinition=true'])
      ids.push(
        ...(await readList(`${scope}${provider}/registrationAssignments?api-version=${version}${expand}`)),
      );
    ids.push(...(await readList(`${scope}${provider}/registrationDefinitions?api-version=${version}`)));
    for (const id of new Set(ids)) {
      await get(`${id}?api-version=${version}`);
      if (id.includes('registrationAssignments'))
        await get(`${id}?api-version=${version}&$expandRegistrationDefinition=true`);
    }
  }
  return responses;
}

interface Page {
  readonly value: readonly { readonly id: string }[];
  readonly nextLink?: string;
}

/** The ids of everything that was read by itself, in lower case. */
function idsIn(responses: readonly ReceivedResponse[]): readonly string[] {
  const ids = responses
    .filter(({ status }) => status === 200)
    .flatMap(({ text }) => (JSON.parse(text) as { readonly id?: string }).id?.toLowerCase() ?? []);
  return [...new Set(ids)].toSorted();
}

/** The ids of all definitions and assignments of a world, in lower case. */
function idsOf({ registrationAssignments = [], registrationDefinitions = [] }: WorldDocument) {
  return [...registrationAssignments, ...registrationDefinitions]
    .map(({ id }) => id.toLowerCase())
    .toSorted();
}
