import { describe, expect, it } from 'vitest';
import type { ManagedServicesClient } from '../../src/arm/managedservices/managedServicesClient.ts';
import type { RegistrationAssignment, RegistrationDefinition } from '../../src/arm/managedservices/models.ts';
import { all, armOf, assignmentName, scope } from '../unit/arm/armOf.ts';
import { inTurn, type Reaction, type ReceivedRequest, startTlsServer } from '../unit/arm/tlsServer.ts';
import { fixture } from './fixture.ts';
import { requestProblems } from './requestProblems.ts';

describe("what Microsoft's examples say arrives, every field of it", () => {
  it.each(['registrationAssignments-list', 'registrationAssignments-list-two-managing-tenants'])(
    '%s',
    async (example) => {
      const { value } = fixture(`examples/${example}.json`) as {
        readonly value: readonly RegistrationAssignment[];
      };
      const { client, received } = await served({ status: 200, body: { value } });

      const listed = await all(
        client.registrationAssignments.list(scope, { expandRegistrationDefinition: true }),
      );
      expect(listed).toEqual(value);
      expect(received.flatMap(requestProblems)).toEqual([]);
    },
  );

  it('the assignments, one by one', async () => {
    const { value } = fixture('examples/registrationAssignments-list-two-managing-tenants.json') as {
      readonly value: readonly RegistrationAssignment[];
    };
    for (const body of value) {
      const { client } = await served({ status: 200, body });
      expect(await client.registrationAssignments.get(scope, assignmentName)).toEqual(body);
    }
  });

  it('registrationDefinition, by itself and in a list', async () => {
    const body = fixture('examples/registrationDefinition.json') as RegistrationDefinition;
    const { client, received } = await served(
      { status: 200, body },
      { status: 200, body: { value: [body] } },
    );

    expect(await client.registrationDefinitions.get(scope, assignmentName)).toEqual(body);
    expect(await all(client.registrationDefinitions.list(scope))).toEqual([body]);
    expect(received.flatMap(requestProblems)).toEqual([]);
  });

  it('under the names of the models', async () => {
    const list = fixture('examples/registrationAssignments-list-two-managing-tenants.json');
    const { client } = await served({ status: 200, body: list });

    const [first] = await all(client.registrationAssignments.list(scope));
    const offer = first?.properties?.registrationDefinition;
    const eligible = offer?.properties?.eligibleAuthorizations?.[0];
    expect([
      first?.name,
      first?.properties?.provisioningState,
      offer?.name,
      offer?.plan?.publisher,
      offer?.systemData?.createdAt,
      offer?.properties?.registrationDefinitionName,
      offer?.properties?.managedByTenantName,
      offer?.properties?.manageeTenantName,
      offer?.properties?.authorizations?.[1]?.principalIdDisplayName,
      offer?.properties?.authorizations?.[1]?.delegatedRoleDefinitionIds,
      eligible?.roleDefinitionId,
      eligible?.justInTimeAccessPolicy?.multiFactorAuthProvider,
      eligible?.justInTimeAccessPolicy?.maximumActivationDuration,
    ]).toEqual([
      '484a7d5f-9729-4b87-bc9b-26610985a013',
      'Succeeded',
      '26c128c2-fefa-4340-9bb1-8e081c90ada2',
      'marketplace-test',
      '2021-11-22T19:56:05.0703382Z',
      'DefinitionName',
      'Contoso Corp.',
      'test_test_aad_SbtFhyGiLHPFm',
      'User Access Administrator',
      ['b24988ac-6180-42a0-ab88-20f7382dd24c'],
      '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      'Azure',
      'PT8H',
    ]);
  });
});

describe("a DELETE goes on while Microsoft's status says so, and is done when it says so", () => {
  const accepted = fixture('examples/operationStatus-202.json');
  const succeeded = fixture('examples/operationStatus-200.json');

  it.each(['Azure-AsyncOperation', 'Location'])('behind %s', async (header) => {
    const { client, received } = await served(
      { status: 202, headers: { [header]: '/operation' } },
      { status: 202, body: accepted },
      { status: 200, body: succeeded },
    );

    const poller = await client.registrationAssignments.beginDelete(scope, assignmentName);
    await poller.poll();
    expect(poller.isDone).toBe(false);
    await poller.poll();
    expect(poller.isDone).toBe(true);
    expect(poller.operationState?.status).toBe('succeeded');
    expect(received).toHaveLength(3);
  });
});

/** A client of a server that answers so, one time after the other, and what it sent. */
async function served(...answers: readonly [Reaction, ...Reaction[]]): Promise<{
  readonly client: ManagedServicesClient;
  readonly received: readonly ReceivedRequest[];
}> {
  const server = await startTlsServer(inTurn(...answers));
  const { managedServices } = await armOf(server);
  return { client: managedServices, received: server.received };
}
