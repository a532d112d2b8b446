import { describe, expect, it } from 'vitest';
import type {
  Authorization,
  EligibleAuthorization,
  RegistrationDefinition,
  RegistrationDefinitionProperties,
} from '../../../../src/arm/managedservices/models.ts';
import { compareDefinitions } from '../../../../src/delegations/restore/compareDefinitions.ts';
import {
  contributorId,
  customerTenantId,
  definitionPath,
  managingTenantId,
  operatorsId,
  readerId,
} from './savedAssignment.ts';

const administratorId = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';
const reader: Authorization = {
  principalId: operatorsId,
  principalIdDisplayName: 'Operators',
  roleDefinitionId: readerId,
};
const administrator: Authorization = {
  principalId: operatorsId,
  roleDefinitionId: administratorId,
  delegatedRoleDefinitionIds: [readerId, contributorId],
};
const eligible: EligibleAuthorization = {
  principalId: operatorsId,
  roleDefinitionId: contributorId,
  justInTimeAccessPolicy: {
    multiFactorAuthProvider: 'Azure',
    maximumActivationDuration: 'PT8H',
    managedByTenantApprovers: [
      { principalId: managingTenantId, principalIdDisplayName: 'Robin' },
      { principalId: customerTenantId },
    ],
  },
};
const plan = { publisher: 'fabrikam', product: 'security', name: 'gold', version: '1.0.0' };

function definition(
  terms: RegistrationDefinitionProperties = {},
  more: Partial<RegistrationDefinition> = {},
): RegistrationDefinition {
  return {
    id: definitionPath,
    properties: {
      registrationDefinitionName: 'Gold support',
      managedByTenantId: managingTenantId,
      authorizations: [reader, administrator],
      eligibleAuthorizations: [eligible],
      ...terms,
    },
    ...more,
  };
}

function withPolicy(policy: object | undefined): RegistrationDefinition {
  return definition({
    eligibleAuthorizations: [
      {
        principalId: operatorsId,
        roleDefinitionId: contributorId,
        ...(policy && { justInTimeAccessPolicy: { multiFactorAuthProvider: 'None', ...policy } }),
      },
    ],
  });
}

describe('A definition is unchanged', () => {
  it.each<[string, RegistrationDefinition]>([
    ['as it was', definition()],
    [
      'with ids in another letter case',
      JSON.parse(
        JSON.stringify(definition()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => id.toUpperCase()),
      ) as RegistrationDefinition,
    ],
    ['with its authorizations in another order', definition({ authorizations: [administrator, reader] })],
    [
      'with delegated roles in another order',
      definition({
        authorizations: [reader, { ...administrator, delegatedRoleDefinitionIds: [contributorId, readerId] }],
      }),
    ],
    [
      'with approvers in another order',
      withPolicy({
        ...eligible.justInTimeAccessPolicy,
        managedByTenantApprovers: eligible.justInTimeAccessPolicy?.managedByTenantApprovers?.toReversed(),
      }),
    ],
    [
      'with the same duration, written otherwise',
      withPolicy({ ...eligible.justInTimeAccessPolicy, maximumActivationDuration: 'PT480M' }),
    ],
    [
      'with the default duration left out',
      withPolicy({ ...eligible.justInTimeAccessPolicy, maximumActivationDuration: undefined }),
    ],
    [
      'with roles as resource ids',
      definition({
        authorizations: [
          {
            ...reader,
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${readerId}`,
          },
          administrator,
        ],
      }),
    ],
    ['with an empty description', definition({ description: '' })],
    [
      'with what Azure says by itself',
      definition(
        { managedByTenantName: 'Renamed', manageeTenantId: customerTenantId, provisioningState: 'Updating' },
        { systemData: { createdAt: '2026-01-01T00:00:00Z' } },
      ),
    ],
  ])('%s', (_, current) => {
    expect(compareDefinitions(definition(), current)).toEqual({ kind: 'unchanged' });
    expect(compareDefinitions(current, definition())).toEqual({ kind: 'unchanged' });
  });

  it('with a policy left out that says no more than the defaults', () => {
    const defaults = withPolicy({
      multiFactorAuthProvider: 'None',
      maximumActivationDuration: 'PT8H',
      managedByTenantApprovers: [],
    });
    expect(compareDefinitions(defaults, withPolicy(undefined))).toEqual({ kind: 'unchanged' });
  });

  it('with empty lists left out', () => {
    const empty = definition({
      authorizations: [{ ...reader, delegatedRoleDefinitionIds: [] }],
      eligibleAuthorizations: [],
    });
    const { registrationDefinitionName, managedByTenantId } = empty.properties ?? {};
    const without = JSON.parse(
      JSON.stringify({
        properties: { registrationDefinitionName, managedByTenantId, authorizations: [reader] },
      }),
    ) as RegistrationDefinition;
    expect(compareDefinitions(empty, without)).toEqual({ kind: 'unchanged' });
  });
});

describe('A definition is changed', () => {
  const contributor: Authorization = { principalId: operatorsId, roleDefinitionId: contributorId };

  it.each<[string, RegistrationDefinition, readonly object[]]>([
    [
      'with another name and a description',
      definition({ registrationDefinitionName: 'Silver', description: 'Less' }),
      [
        { field: 'registrationDefinitionName', saved: 'Gold support', current: 'Silver' },
        { field: 'description', saved: undefined, current: 'Less' },
      ],
    ],
    [
      'with another managing tenant',
      definition({ managedByTenantId: customerTenantId }),
      [{ field: 'managedByTenantId', saved: managingTenantId, current: customerTenantId }],
    ],
    [
      'with an authorization more',
      definition({ authorizations: [contributor, reader, administrator] }),
      [{ field: 'authorizations', saved: undefined, current: contributor }],
    ],
    [
      'with an authorization less',
      definition({ authorizations: [administrator] }),
      [{ field: 'authorizations', saved: reader, current: undefined }],
    ],
    [
      'with one authorization for another',
      definition({ authorizations: [contributor, administrator] }),
      [
        { field: 'authorizations', saved: reader, current: undefined },
        { field: 'authorizations', saved: undefined, current: contributor },
      ],
    ],
    [
      'with a principal that is called otherwise',
      definition({ authorizations: [{ ...reader, principalIdDisplayName: 'Ops' }, administrator] }),
      [
        {
          field: 'authorizations',
          saved: reader,
          current: { ...reader, principalIdDisplayName: 'Ops' },
        },
      ],
    ],
    [
      'with other delegated roles',
      definition({
        authorizations: [reader, { ...administrator, delegatedRoleDefinitionIds: [readerId] }],
      }),
      [
        {
          field: 'authorizations',
          saved: administrator,
          current: { ...administrator, delegatedRoleDefinitionIds: [readerId] },
        },
      ],
    ],
    [
      'with another duration',
      withPolicy({ ...eligible.justInTimeAccessPolicy, maximumActivationDuration: 'PT1H' }),
      [
        {
          field: 'eligibleAuthorizations',
          saved: eligible,
          current: {
            ...eligible,
            justInTimeAccessPolicy: { ...eligible.justInTimeAccessPolicy, maximumActivationDuration: 'PT1H' },
          },
        },
      ],
    ],
    [
      'without a second factor, and without approvers',
      withPolicy(undefined),
      [
        {
          field: 'eligibleAuthorizations',
          saved: eligible,
          current: { principalId: operatorsId, roleDefinitionId: contributorId },
        },
      ],
    ],
    [
      'where something eligible became permanent',
      definition({ authorizations: [reader, administrator, contributor], eligibleAuthorizations: [] }),
      [
        { field: 'authorizations', saved: undefined, current: contributor },
        { field: 'eligibleAuthorizations', saved: eligible, current: undefined },
      ],
    ],
    ['with a plan', definition({}, { plan }), [{ field: 'plan', saved: undefined, current: plan }]],
  ])('%s', (_, current, changes) => {
    expect(compareDefinitions(definition(), current)).toEqual({ kind: 'changed', changes });
  });

  it('with a newer version of its plan', () => {
    const newer = { ...plan, version: '2.0.0' };
    expect(compareDefinitions(definition({}, { plan }), definition({}, { plan: newer }))).toEqual({
      kind: 'changed',
      changes: [{ field: 'plan', saved: plan, current: newer }],
    });
  });

  it('where the same authorization is there once more', () => {
    expect(
      compareDefinitions(
        definition({ authorizations: [reader] }),
        definition({ authorizations: [reader, reader] }),
      ),
    ).toEqual({
      kind: 'changed',
      changes: [{ field: 'authorizations', saved: undefined, current: reader }],
    });
  });

  it('in one of two authorizations of one principal and role, the equal ones being a pair', () => {
    const first = { ...administrator, delegatedRoleDefinitionIds: [readerId] };
    const second = { ...administrator, delegatedRoleDefinitionIds: [contributorId] };
    expect(
      compareDefinitions(
        definition({ authorizations: [first, second] }),
        definition({ authorizations: [administrator, first] }),
      ),
    ).toEqual({
      kind: 'changed',
      changes: [{ field: 'authorizations', saved: second, current: administrator }],
    });
  });

  it('where its authorizations cannot be read', () => {
    const unreadable = JSON.parse('{"properties":{"authorizations":[{}]}}') as RegistrationDefinition;
    const comparison = compareDefinitions(definition(), unreadable);
    expect(comparison).toMatchObject({ kind: 'changed' });
    expect(comparison.kind === 'changed' && comparison.changes.map(({ field }) => field)).toEqual([
      'registrationDefinitionName',
      'managedByTenantId',
      'authorizations',
      'authorizations',
      'eligibleAuthorizations',
    ]);
  });
});

it('A definition that is not found is gone', () => {
  expect(compareDefinitions(definition(), undefined)).toEqual({ kind: 'gone' });
});
