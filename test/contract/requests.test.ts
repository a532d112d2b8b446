import { describe, expect, it } from 'vitest';
import type { ManagedServicesClient } from '../../src/arm/managedservices/managedServicesClient.ts';
import type { DeletionBehaviour } from '../emulator/world.ts';
import { all } from '../unit/arm/armOf.ts';
import { customer, owner } from './customer.ts';
import { emulatedAzure, type EmulatedAzure } from './emulatedAzure.ts';
import { requestProblems } from './requestProblems.ts';
import { operationIds, operationOf } from './specification.ts';

const { fabrikam, scope, groupScope, whole, group, build } = customer();
const name = nameOf(whole.id);
const definitionName = nameOf(whole.definitionId);
const filter = `managedByTenantId eq '${fabrikam.id}'`;

/** An operation of the specification, what is asked of the client, and the call. */
type Call = readonly [
  operationId: string,
  asked: string,
  send: (client: ManagedServicesClient) => Promise<unknown>,
];

const scopes = [
  ['of a subscription', scope, name],
  ['of a resource group', groupScope, nameOf(group.id)],
] as const;
const expansions = [{}, { expandRegistrationDefinition: true }, { expandRegistrationDefinition: false }];
const filters = [{}, { filter }];
const nobodys = '00000000-0000-0000-0000-000000000000';

const calls: readonly Call[] = [
  ...scopes.flatMap(([where, at]) =>
    expansions.flatMap((expansion) =>
      filters.map((filtering): Call => {
        const options = { ...expansion, ...filtering };
        return [
          'RegistrationAssignments_List',
          `${where}, ${JSON.stringify(options)}`,
          (client) => all(client.registrationAssignments.list(at, options)),
        ];
      }),
    ),
  ),
  ...scopes.flatMap(([where, at, assignment]) =>
    expansions.map((options): Call => [
      'RegistrationAssignments_Get',
      `${where}, ${JSON.stringify(options)}`,
      (client) => client.registrationAssignments.get(at, assignment, options),
    ]),
  ),
  ...scopes.map(([where, at, assignment]): Call => [
    'RegistrationAssignments_Delete',
    where,
    (client) => client.registrationAssignments.beginDelete(at, assignment),
  ]),
  ...scopes.flatMap(([where, at]) =>
    filters.map((options): Call => [
      'RegistrationDefinitions_List',
      `${where}, ${JSON.stringify(options)}`,
      (client) => all(client.registrationDefinitions.list(at, options)),
    ]),
  ),
  [
    'RegistrationDefinitions_Get',
    'by name',
    (client) => client.registrationDefinitions.get(scope, definitionName),
  ],
  [
    'RegistrationDefinitions_Delete',
    'by name',
    (client) => client.registrationDefinitions.delete(scope, nobodys),
  ],
];

describe('a request of the client is one of the specification', () => {
  it.each(calls)('%s: %s', async (operationId, _, send) => {
    const azure = await emulatedAzure(build());
    await send(clientOf(azure));

    const sent = azure.emulator.requests.all;
    expect(sent.map(({ method, url }) => operationOf(method, pathOf(url))?.operationId)).toEqual([
      operationId,
    ]);
    expect(sent.flatMap(requestProblems)).toEqual([]);
    expect(sent.every(({ headers }) => headers.accept?.includes('application/json'))).toBe(true);
  });

  it('for every operation but those that put', () => {
    const tried = new Set(calls.map(([operationId]) => operationId));
    const untried = operationIds.filter((operationId) => !tried.has(operationId));
    expect(untried.toSorted()).toEqual([
      'RegistrationAssignments_CreateOrUpdate',
      'RegistrationDefinitions_CreateOrUpdate',
    ]);
  });
});

describe('what Azure names the client asks for as it is named', () => {
  it('the next page, and the empty ones between', async () => {
    const azure = await emulatedAzure(build({ pageSize: 1, emptyPages: true }));
    const listed = await all(
      clientOf(azure).registrationAssignments.list(scope, { expandRegistrationDefinition: true, filter }),
    );
    expect(listed).toHaveLength(2);

    const sent = azure.emulator.requests.all.map(({ url }) => url);
    expect(requestProblems({ method: 'GET', url: sent[0] ?? '', headers: {} })).toEqual([]);
    const links = await Promise.all(
      sent.map(async (url) => {
        const { text } = await azure.send('GET', url, { token: azure.token({ user: owner }) });
        return (JSON.parse(text) as { readonly nextLink?: string }).nextLink;
      }),
    );
    expect(links).toEqual([...sent.slice(1).map((url) => azure.emulator.resourceManager + url), undefined]);
    expect(sent).toHaveLength(4);
  });

  it.each<Partial<DeletionBehaviour>>([
    { answer: 'asyncOperation' },
    { answer: 'location' },
    { answer: 'both' },
  ])('the operation that a DELETE began: %o', async (deletion) => {
    const azure = await emulatedAzure(build({ deletion: { ...deletion, polls: 2, retryAfter: null } }));
    const poller = await clientOf(azure).registrationAssignments.beginDelete(scope, name, {
      updateIntervalInMs: 0,
    });
    await poller.pollUntilDone();

    const [deleted, ...followed] = azure.emulator.requests.all;
    expect(deleted && requestProblems(deleted)).toEqual([]);
    expect(followed).toHaveLength(3);
    for (const { method, url, headers } of followed) {
      expect(method).toBe('GET');
      expect(azure.emulator.resourceManager + url).toBe(poller.getOperationUrl());
      expect(headers).not.toHaveProperty('content-length');
    }
  });

  it.each<Partial<DeletionBehaviour>>([{ answer: 'ok' }, { answer: 'noContent' }])(
    'nothing after a DELETE that is done: %o',
    async (deletion) => {
      const azure = await emulatedAzure(build({ deletion }));
      await clientOf(azure).registrationAssignments.beginDeleteAndWait(scope, name);

      expect(azure.emulator.requests.all).toHaveLength(1);
      expect(azure.emulator.requests.all.flatMap(requestProblems)).toEqual([]);
    },
  );
});

function clientOf(azure: EmulatedAzure): ManagedServicesClient {
  return azure.connect({ user: owner }).managedServices;
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}

function nameOf(id: string): string {
  return id.split('/').at(-1) ?? '';
}
