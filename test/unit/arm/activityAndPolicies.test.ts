import { describe, expect, test } from 'vitest';
import { ArmError } from '../../../src/arm/errors.ts';
import { activityOf } from '../../../src/delegations/activity/activity.ts';
import { connectToAzure, type Azure } from '../../../src/delegations/azure.ts';
import type { Emulator } from '../../emulator/server.ts';
import { started } from '../emulator/emulatorClient.ts';
import { care, makeMsp } from '../emulator/msp.ts';

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
const { signal } = new AbortController();
const policy = '/providers/Microsoft.Authorization/policyDefinitions/7a8a51a3-ad87-4def-96f3-65a1839242b6';
const root = '/providers/Microsoft.Management/managementGroups/root';

function azureOf(emulator: Emulator, user: string, tenant: string): Azure {
  return connectToAzure(
    {
      getToken: () => {
        const { body } = emulator.tokens.issue(emulator.world.current, { user, tenant });
        const { access_token: token } = body as { readonly access_token: string };
        return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
      },
    },
    {
      endpoint: emulator.resourceManager,
      scope: `${emulator.audience}.default`,
      userAgentPrefix: 'azure-delegations/0.0.0',
      retryOptions: { maxRetries: 0 },
      tlsOptions: { ca: emulator.ca },
    },
  );
}

function loggedWorld() {
  const msp = makeMsp();
  const { id } = care(msp);
  for (const [days, operation] of [
    [40, 'write'],
    [20, 'delete'],
    [10, 'write'],
  ] as const)
    msp.world.event(id, msp.fabrikam, {
      at: daysAgo(days).toISOString(),
      operation,
      caller: msp.cora.userPrincipalName,
    });
  return { msp, id };
}

describe('The activity log', () => {
  test('of a subscription is read to its last page', async () => {
    const { msp, id } = loggedWorld();
    const emulator = await started(msp.build({ pageSize: 1, emptyPages: true }));
    const azure = azureOf(emulator, msp.alex.userPrincipalName, msp.fabrikam.id);
    const activity = activityOf(await azure.activity(msp.production.id, daysAgo(30), signal));
    expect(activity).toMatchObject([
      {
        kind: 'delegated',
        status: 'Succeeded',
        caller: 'cora@contoso.example',
        resourceId: id.toLowerCase(),
      },
      { kind: 'removed', status: 'Succeeded' },
    ]);
  });

  test('of a tenant names the customer', async () => {
    const { msp } = loggedWorld();
    msp.world.role([msp.alex, 'Monitoring Reader'], '/');
    const azure = azureOf(await started(msp.build()), msp.alex.userPrincipalName, msp.fabrikam.id);
    const activity = activityOf(await azure.activity(undefined, daysAgo(90), signal));
    expect(activity.map(({ kind }) => kind)).toEqual(['delegated', 'removed', 'delegated']);
    expect(activity[0]).toMatchObject({
      customerTenantId: msp.contoso.id,
      subscriptionId: msp.production.id,
    });
  });

  test('of a tenant is forbidden without a role at its root', async () => {
    const { msp } = loggedWorld();
    const azure = azureOf(await started(msp.build()), msp.alex.userPrincipalName, msp.fabrikam.id);
    await expect(azure.activity(undefined, daysAgo(90), signal)).rejects.toSatisfy((error) =>
      ArmError.is(error, 'forbidden'),
    );
  });
});

describe('Policies', () => {
  test('that apply to a subscription are told, inherited ones included', async () => {
    const msp = makeMsp();
    msp.world.policy(policy, msp.contoso);
    msp.world.policy('/providers/x/policySetDefinitions/y', msp.contoso, msp.scope, {
      enforcementMode: 'DoNotEnforce',
      notScopes: [`${msp.scope}/resourceGroups/rg-web`],
    });
    msp.world.policy('below', msp.contoso, `${msp.scope}/resourceGroups/rg-web`);
    msp.world.policy('elsewhere', msp.fabrikam);
    const emulator = await started(msp.build({ pageSize: 1 }));
    const azure = azureOf(emulator, msp.cora.userPrincipalName, msp.contoso.id);
    expect(await azure.policyAssignments(msp.production.id, signal)).toEqual([
      { policyDefinitionId: policy, enforcementMode: 'Default', notScopes: [] },
      {
        policyDefinitionId: '/providers/x/policySetDefinitions/y',
        enforcementMode: 'DoNotEnforce',
        notScopes: [`${msp.scope}/resourceGroups/rg-web`],
      },
    ]);
  });

  test('of an initiative are told, whatever it belongs to', async () => {
    const msp = makeMsp();
    const ids = ['', msp.scope, root].map(
      (scope) => `${scope}/providers/Microsoft.Authorization/policySetDefinitions/corp baseline`,
    );
    const emulator = await started({
      ...msp.build(),
      policySets: ids.map((id) => ({ id: encodeURI(id), policyDefinitionIds: [policy] })),
    });
    const azure = azureOf(emulator, msp.cora.userPrincipalName, msp.contoso.id);
    for (const id of ids) expect(await azure.policiesOfSet(id, signal)).toEqual([policy]);
  });

  test.each([
    'https://evil.example/providers/Microsoft.Authorization/policySetDefinitions/x',
    '//evil.example/providers/Microsoft.Authorization/policySetDefinitions/x',
    '/providers/Microsoft.Authorization/policySetDefinitions/..',
    '/providers/Microsoft.Authorization/policySetDefinitions/x?y=z',
    '/subscriptions/../providers/Microsoft.Authorization/policySetDefinitions/x',
  ])('of what is no initiative are not asked for: %s', async (id) => {
    const msp = makeMsp();
    const emulator = await started(msp.build());
    const azure = azureOf(emulator, msp.cora.userPrincipalName, msp.contoso.id);
    await expect(azure.policiesOfSet(id, signal)).rejects.toSatisfy((error) => ArmError.is(error));
    expect(emulator.requests.all).toEqual([]);
  });
});
