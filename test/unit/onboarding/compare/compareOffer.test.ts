import { describe, expect, test } from 'vitest';
import type { RegistrationDefinition } from '../../../../src/arm/managedservices/models.ts';
import type { Grant } from '../../../../src/delegations/delegation.ts';
import { deleteRoleId } from '../../../../src/delegations/roles.ts';
import { compareOffer, type OfferComparison } from '../../../../src/onboarding/compare/compareOffer.ts';
import { readerRoleId, recommendedPolicy } from '../../../../src/onboarding/create/newOffer.ts';
import { readOnboarding } from '../../../../src/onboarding/readOnboarding.ts';

const group = '11111111-1111-4111-8111-111111111111';
const other = '44444444-4444-4444-8444-444444444444';
const tenant = '22222222-2222-4222-8222-222222222222';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

const reads = { principalId: group, principalIdDisplayName: 'Operators', roleDefinitionId: readerRoleId };
const removes = { ...reads, roleDefinitionId: deleteRoleId };
const activates = { ...reads, roleDefinitionId: contributor, justInTimeAccessPolicy: recommendedPolicy };

function live(properties: RegistrationDefinition['properties']): RegistrationDefinition {
  return {
    id: '/subscriptions/x/providers/Microsoft.ManagedServices/registrationDefinitions/y',
    properties: {
      managedByTenantId: tenant,
      registrationDefinitionName: 'Offer',
      description: 'D',
      ...properties,
    },
    plan: { name: 'n', publisher: 'p', product: 'o', version: '1' },
  };
}

/** A template whose definition has these properties. */
function compare(properties: object, current: RegistrationDefinition): OfferComparison {
  const resource = {
    type: 'Microsoft.ManagedServices/registrationDefinitions',
    apiVersion: '2022-10-01',
    properties: { managedByTenantId: tenant, ...properties },
  };
  const text = JSON.stringify({
    parameters: { role: { type: 'string' }, list: { type: 'array' } },
    resources: [resource],
  });
  const [offer] = readOnboarding(text, 'json')?.offers ?? [];
  return compareOffer(offer ?? expect.fail(), current);
}

const same: OfferComparison = { differences: [], otherTenant: undefined, unreadable: 0, isPartial: false };
const rolesOf = (grants: readonly (Grant | undefined)[]): unknown =>
  grants.map((grant) => grant && [grant.kind, grant.authorization.roleDefinitionId]);

describe('An offer', () => {
  test('is the same whatever the order, the letter case, and what Azure says by itself', () => {
    expect(
      compare(
        {
          authorizations: [removes, { ...reads, principalId: group.toUpperCase() }],
          eligibleAuthorizations: [activates],
        },
        live({
          authorizations: [reads, removes],
          eligibleAuthorizations: [activates],
          provisioningState: 'Succeeded',
        }),
      ),
    ).toEqual(same);
    expect(compare({ authorizations: [reads] }, live({ authorizations: [reads] }))).toEqual(same);
  });

  test('differs by what only one of both has', () => {
    const { differences } = compare(
      { authorizations: [reads, removes] },
      live({
        authorizations: [reads, { ...reads, principalId: other }],
        eligibleAuthorizations: [activates],
      }),
    );
    expect(rolesOf(differences.map(({ inFile }) => inFile))).toEqual([
      ['permanent', deleteRoleId],
      undefined,
      undefined,
    ]);
    expect(rolesOf(differences.map(({ inAzure }) => inAzure))).toEqual([
      undefined,
      ['permanent', readerRoleId],
      ['eligible', contributor],
    ]);
  });

  test('differs by the terms of what both have', () => {
    const shorter = {
      ...activates,
      justInTimeAccessPolicy: { ...recommendedPolicy, maximumActivationDuration: 'PT1H' },
    };
    const { differences } = compare(
      {
        authorizations: [{ ...reads, principalIdDisplayName: 'Renamed' }],
        eligibleAuthorizations: [activates],
      },
      live({ authorizations: [reads], eligibleAuthorizations: [shorter] }),
    );
    expect(differences).toEqual([
      {
        inFile: { kind: 'permanent', authorization: { ...reads, principalIdDisplayName: 'Renamed' } },
        inAzure: { kind: 'permanent', authorization: reads },
      },
      {
        inFile: { kind: 'eligible', authorization: activates },
        inAzure: { kind: 'eligible', authorization: shorter },
      },
    ]);
  });

  test('differs by its managing tenant, where the file tells one', () => {
    const current = live({ authorizations: [reads] });
    expect(compare({ authorizations: [reads], managedByTenantId: other }, current).otherTenant).toEqual({
      inFile: other,
      inAzure: tenant,
    });
    expect(compare({ authorizations: [reads], managedByTenantId: "[parameters('role')]" }, current)).toEqual(
      same,
    );
  });
});

describe('What cannot be told', () => {
  const unknown = "[parameters('role')]";

  test('is taken for equal', () => {
    expect(
      compare(
        {
          authorizations: [{ ...reads, principalIdDisplayName: unknown }],
          eligibleAuthorizations: [
            {
              ...activates,
              justInTimeAccessPolicy: { ...recommendedPolicy, maximumActivationDuration: unknown },
            },
          ],
        },
        live({ authorizations: [reads], eligibleAuthorizations: [activates] }),
      ),
    ).toEqual(same);
    expect(
      compare(
        { authorizations: [], eligibleAuthorizations: [{ ...activates, justInTimeAccessPolicy: unknown }] },
        live({ authorizations: [], eligibleAuthorizations: [activates] }),
      ),
    ).toEqual(same);
  });

  test('denies nothing that Azure has', () => {
    const current = live({ authorizations: [reads, removes] });
    expect(compare({ authorizations: [reads, { ...reads, roleDefinitionId: unknown }] }, current)).toEqual({
      ...same,
      unreadable: 1,
      isPartial: true,
    });
    expect(compare({ authorizations: "[parameters('list')]" }, current)).toEqual({
      ...same,
      isPartial: true,
    });
  });

  test('does not hide what is told', () => {
    const { differences } = compare(
      { authorizations: [removes, { ...reads, roleDefinitionId: unknown }] },
      live({ authorizations: [reads] }),
    );
    expect(rolesOf(differences.map(({ inFile }) => inFile))).toEqual([['permanent', deleteRoleId]]);
  });
});
