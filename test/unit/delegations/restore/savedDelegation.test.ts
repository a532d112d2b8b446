import { describe, expect, it } from 'vitest';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import { savedDelegation } from '../../../../src/delegations/restore/savedDelegation.ts';
import {
  definitionName,
  definitionPath,
  managingTenantId,
  operatorsId,
  readerId,
  savedAssignment,
  subscriptionId,
} from './savedAssignment.ts';

describe('A saved delegation', () => {
  it('has what a deployment may say, and the ids', () => {
    const assignment = savedAssignment({ resourceGroup: '(Web)', terms: { description: 'All day' } });
    expect(savedDelegation(assignment)).toEqual({
      kind: 'complete',
      id: {
        scope: `/subscriptions/${subscriptionId}/resourceGroups/(Web)`,
        subscriptionId,
        resourceGroupName: '(Web)',
        name: assignment.name,
      },
      definitionId: { scope: `/subscriptions/${subscriptionId}`, subscriptionId, name: definitionName },
      definition: assignment.properties?.registrationDefinition,
      terms: {
        registrationDefinitionName: 'Gold support',
        description: 'All day',
        managedByTenantId: managingTenantId,
        authorizations: [
          { principalId: operatorsId, principalIdDisplayName: 'Operators', roleDefinitionId: readerId },
        ],
      },
    });
  });

  it('is read from ids in any letter case', () => {
    const { id = '', ...assignment } = savedAssignment({ resourceGroup: 'rg-web' });
    const properties = { ...assignment.properties, registrationDefinitionId: definitionPath.toUpperCase() };
    expect(savedDelegation({ ...assignment, id: id.toUpperCase(), properties })).toMatchObject({
      kind: 'complete',
      definitionId: { name: definitionName.toUpperCase() },
    });
  });

  it('takes the id of the definition from its body where the assignment does not tell it', () => {
    const { registrationDefinition = {} } = savedAssignment().properties ?? {};
    expect(savedDelegation({ ...savedAssignment(), properties: { registrationDefinition } })).toMatchObject({
      kind: 'complete',
      definitionId: { name: definitionName },
    });
  });

  it('has nothing that the specification does not list, and nothing instead of null', () => {
    const body = JSON.stringify(
      savedAssignment({
        terms: {
          eligibleAuthorizations: [{ principalId: operatorsId, roleDefinitionId: readerId }],
        },
      }),
    )
      .replaceAll('"principalId"', '"active":true,"justInTimeAccessPolicy":null,"principalId"')
      .replace('"registrationDefinitionName":"Gold support"', '"description":null,"colour":"green"');
    expect(savedDelegation(JSON.parse(body) as RegistrationAssignment)).toMatchObject({
      terms: {
        managedByTenantId: managingTenantId,
        authorizations: [
          { principalId: operatorsId, principalIdDisplayName: 'Operators', roleDefinitionId: readerId },
        ],
        eligibleAuthorizations: [{ principalId: operatorsId, roleDefinitionId: readerId }],
      },
    });
    expect(Object.keys(termsOf(JSON.parse(body) as RegistrationAssignment))).toEqual([
      'managedByTenantId',
      'authorizations',
      'eligibleAuthorizations',
    ]);
  });

  it('names the provider of the second factor where the body does not, as the specification does', () => {
    const terms = {
      eligibleAuthorizations: [
        { principalId: operatorsId, roleDefinitionId: readerId, justInTimeAccessPolicy: {} },
      ],
    };
    const body = savedAssignment(JSON.parse(JSON.stringify({ terms })) as object);
    expect(termsOf(body)).toHaveProperty('eligibleAuthorizations[0].justInTimeAccessPolicy', {
      multiFactorAuthProvider: 'None',
    });
  });
});

describe('A delegation is incomplete', () => {
  const whole = savedAssignment();
  const { registrationDefinition } = whole.properties ?? {};
  const withDefinition = (properties: unknown): RegistrationAssignment =>
    JSON.parse(
      JSON.stringify({
        ...whole,
        properties: {
          ...whole.properties,
          registrationDefinition: {
            ...registrationDefinition,
            properties: { ...registrationDefinition?.properties, ...(properties as object) },
          },
        },
      }),
    ) as RegistrationAssignment;
  const boundTo = (registrationDefinitionId: string): RegistrationAssignment => ({
    ...whole,
    properties: { ...whole.properties, registrationDefinitionId },
  });

  it.each<[string, RegistrationAssignment, readonly string[]]>([
    ['without an id', { ...whole, id: '/subscriptions/x' }, ['id', 'definitionId']],
    [
      'without its definition',
      { ...whole, properties: { registrationDefinitionId: definitionPath } },
      ['definition', 'managedByTenantId', 'authorizations'],
    ],
    ['without its managing tenant', withDefinition({ managedByTenantId: null }), ['managedByTenantId']],
    ['without authorizations', withDefinition({ authorizations: {} }), ['authorizations']],
    [
      'with an authorization for nobody',
      withDefinition({ authorizations: [{ roleDefinitionId: readerId }, null] }),
      ['authorizations'],
    ],
    [
      'with an eligible authorization for no role',
      withDefinition({ eligibleAuthorizations: [{ principalId: operatorsId }] }),
      ['eligibleAuthorizations'],
    ],
    [
      'with a definition of another subscription',
      boundTo(definitionPath.replace('0afefe50', '1afefe50')),
      ['definitionId'],
    ],
    [
      'with a definition of a resource group',
      boundTo(definitionPath.replace('/providers', '/resourceGroups/rg-web/providers')),
      ['definitionId'],
    ],
  ])('%s', (_, assignment, missing) => {
    expect(savedDelegation(assignment)).toEqual({ kind: 'incomplete', missing });
  });
});

function termsOf(assignment: RegistrationAssignment): object {
  const read = savedDelegation(assignment);
  if (read.kind === 'incomplete') throw new Error(read.missing.join());
  return read.terms;
}
