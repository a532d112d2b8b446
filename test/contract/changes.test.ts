import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/faults.ts';
import type { DeletionBehaviour, ServiceChoices } from '../emulator/world.ts';
import { guid, roleIdOf } from '../emulator/worldBuilder.ts';
import { bodyProblems } from './bodyProblems.ts';
import { customer, owner } from './customer.ts';
import { emulatedAzure } from './emulatedAzure.ts';
import { fixture } from './fixture.ts';
import { requestProblems } from './requestProblems.ts';
import { type ReceivedResponse, responseProblems } from './responseProblems.ts';
import { version } from './specification.ts';

const { fabrikam, operators, scope, groupScope, whole, group, build } = customer();
const provider = '/providers/Microsoft.ManagedServices';
const name = guid('offer');
const definitionId = `${scope}${provider}/registrationDefinitions/${name}`;

describe('what is put comes back as specified', () => {
  const terms = {
    registrationDefinitionName: 'Offer',
    managedByTenantId: fabrikam.id,
    authorizations: [{ principalId: operators.id, roleDefinitionId: roleIdOf('Reader') }],
  };
  const fullTerms = {
    ...terms,
    description: 'What we do',
    authorizations: [
      ...terms.authorizations,
      {
        principalId: operators.id,
        principalIdDisplayName: 'MSP Operators',
        roleDefinitionId: roleIdOf('User Access Administrator'),
        delegatedRoleDefinitionIds: [roleIdOf('Contributor')],
      },
    ],
    eligibleAuthorizations: [
      {
        principalId: operators.id,
        principalIdDisplayName: 'MSP Operators',
        roleDefinitionId: roleIdOf('Contributor'),
        justInTimeAccessPolicy: {
          multiFactorAuthProvider: 'Azure',
          maximumActivationDuration: 'PT8H',
          managedByTenantApprovers: [{ principalId: operators.id }],
        },
      },
    ],
  };
  const plan = { name: 'gold', publisher: 'fabrikam', product: 'security', version: '1.0.0' };

  it.each([
    ['a definition with no more than it needs', { properties: terms }],
    ['a definition with everything', { properties: fullTerms, plan }],
  ])('%s, new, changed and read', async (_, body) => {
    const { put, get } = await asOwner();
    const responses = [
      await put(definitionId, body),
      await put(definitionId, body),
      await get(`${definitionId}?api-version=${version}`),
    ];
    expect(responses.map(({ status }) => status)).toEqual([201, 200, 200]);
    expect(responses.flatMap(responseProblems)).toEqual([]);
    for (const { text } of responses) expect(JSON.parse(text)).toMatchObject(body);
  });

  it.each([
    ['subscription', scope],
    ['resource group', groupScope],
  ])('an assignment of a %s, new, changed and read', async (_, at) => {
    const { put, get } = await asOwner();
    const id = `${at}${provider}/registrationAssignments/${name}`;
    const body = { properties: { registrationDefinitionId: definitionId } };
    await put(definitionId, { properties: fullTerms, plan });
    const responses = [
      await put(id, body),
      await put(id, body),
      await get(`${id}?api-version=${version}&$expandRegistrationDefinition=true`),
    ];
    expect(responses.map(({ status }) => status)).toEqual([201, 200, 200]);
    expect(responses.flatMap(responseProblems)).toEqual([]);
    for (const { text } of responses) expect(JSON.parse(text)).toMatchObject(body);
  });
});

describe('a DELETE', () => {
  it.each<[number, Partial<DeletionBehaviour>]>([
    [200, { answer: 'ok' }],
    [204, { answer: 'noContent' }],
    [202, { answer: 'asyncOperation' }],
    [202, { answer: 'location' }],
    [202, { answer: 'both' }],
    [202, { answer: 'both', takesEffect: 'whenDone', retryAfter: null }],
  ])('of an assignment is answered with %i as specified: %o', async (status, deletion) => {
    const { remove, get } = await asOwner({ deletion });
    const deleted = await remove(whole.id);
    expect(deleted.status).toBe(status);
    const ofGroup = await remove(group.id);
    expect(ofGroup.status).toBe(status);
    const afterwards = await get(`${scope}${provider}/registrationAssignments?api-version=${version}`);
    expect([deleted, ofGroup, afterwards].flatMap(responseProblems)).toEqual([]);
  });

  it('of an assignment that is not there is answered with 204', async () => {
    const { remove } = await asOwner();
    const deleted = await remove(`${scope}${provider}/registrationAssignments/${name}`);
    expect(deleted.status).toBe(204);
    expect(responseProblems(deleted)).toEqual([]);
  });

  it('of a definition is answered with 200, and then with 204', async () => {
    const { remove } = await asOwner({ deletion: { answer: 'ok' } });
    await remove(whole.id);
    const responses = [await remove(whole.definitionId), await remove(whole.definitionId)];
    expect(responses.map(({ status }) => status)).toEqual([200, 204]);
    expect(responses.flatMap(responseProblems)).toEqual([]);
  });
});

describe('the status of an operation', () => {
  const accepted = fixture('examples/operationStatus-202.json');
  const succeeded = fixture('examples/operationStatus-200.json');

  it("is Microsoft's own, from the beginning to the end", async () => {
    const [begun, running, ...ended] = await looks('asyncOperation', 4);
    expect(begun).toEqual({ status: 202, body: accepted });
    expect(running).toEqual({ status: 200, body: { status: 'Running' } });
    expect(ended).toEqual([
      { status: 200, body: succeeded },
      { status: 200, body: succeeded },
    ]);
  });

  it('is behind Location the status of the answer', async () => {
    expect(await looks('location', 3)).toEqual([
      { status: 202, body: undefined },
      { status: 202, body: undefined },
      { status: 200, body: succeeded },
    ]);
  });

  it('tells why the operation failed', async () => {
    const fault = { failOperation: { code: 'Conflict', message: 'It did not work.' } };
    const [, , failed] = await looks('asyncOperation', 3, fault);
    expect(failed?.status).toBe(200);
    const { status, ...reason } = failed?.body as { readonly status: string };
    expect(status).toBe('Failed');
    expect(errorProblems(reason)).toEqual([]);

    const [, , refused] = await looks('location', 3, fault);
    expect(refused?.status).toBe(409);
    expect(errorProblems(refused?.body)).toEqual([]);
  });

  it.each([403, 503])('is an error where it cannot be read: %i', async (statusReadFails) => {
    const [look] = await looks('asyncOperation', 1, { statusReadFails });
    expect(look?.status).toBe(statusReadFails);
    expect(errorProblems(look?.body)).toEqual([]);
  });

  it('is an error where there is no such operation', async () => {
    const { get } = await asOwner();
    const { status, text } = await get(
      `${scope}${provider}/operationStatuses/${name}?api-version=${version}`,
    );
    expect(status).toBe(404);
    expect(errorProblems(JSON.parse(text))).toEqual([]);
  });
});

/** An emulator, and the calls of the customer's owner; what is put is a request of the specification. */
async function asOwner(service?: ServiceChoices) {
  const azure = await emulatedAzure(build(service));
  const token = azure.token({ user: owner });
  return {
    emulator: azure.emulator,
    get: (address: string) => azure.send('GET', address, { token }),
    put: (id: string, body: unknown): Promise<ReceivedResponse> => {
      const url = `${id}?api-version=${version}`;
      expect(requestProblems({ method: 'PUT', url, headers: {}, body })).toEqual([]);
      return azure.send('PUT', url, { token, body });
    },
    remove: (id: string) => azure.send('DELETE', `${id}?api-version=${version}`, { token }),
  };
}

/** Deletes, and looks at the operation at the one address that the answer names. */
async function looks(
  answer: 'asyncOperation' | 'location',
  count: number,
  fault: Fault = {},
): Promise<readonly { readonly status: number; readonly body: unknown }[]> {
  const { emulator, remove, get } = await asOwner({ deletion: { answer, polls: 2 } });
  emulator.faults.add({ method: 'DELETE', ...fault });
  const { headers } = await remove(whole.id);
  const addresses = [headers['azure-asyncoperation'], headers.location].filter(
    (address) => address !== undefined,
  );
  expect(addresses).toHaveLength(1);
  const found = [];
  for (let look = 0; look < count; look += 1) {
    const { status, text } = await get(String(addresses[0]));
    found.push({ status, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
  }
  return found;
}

function errorProblems(body: unknown): readonly string[] {
  expect(body).toHaveProperty('error');
  return bodyProblems(body, { $ref: '#/definitions/ErrorResponse' }, 'response');
}
