import { describe, expect, test } from 'vitest';
import type { RegistrationAssignment } from '../../../src/arm/managedservices/models.ts';
import {
  grantsOf,
  isMarketplaceOffer,
  managingTenantOf,
  termsOf,
  toDelegation,
} from '../../../src/delegations/delegation.ts';
import { type Door, doorPath } from '../../../src/delegations/door.ts';

const door: Door = { accountId: 'Ann.Account', accountLabel: 'ann@contoso.com', tenantId: 'c0c0' };
const subscriptionId = 'A0A0A0A0-0000-4000-8000-00000000A0A0';
const name = '90909090-0000-4000-8000-0000000090AB';
const id = `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`;
const idInGroup = id.replace('/providers', '/resourceGroups/Web(west)/providers');

describe('A delegation', () => {
  test('of a subscription keeps its ids as Azure wrote them, and has a key in lower case', () => {
    const assignment: RegistrationAssignment = { id, name: 'what the body calls it does not count' };
    expect(toDelegation(door, assignment)).toEqual({
      key: `/accounts/ann.account/tenants/c0c0${id.toLowerCase()}`,
      door,
      id,
      name,
      scope: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      resourceGroup: undefined,
      assignment,
    });
  });

  test('of a resource group knows which', () => {
    expect(toDelegation(door, { id: idInGroup })).toMatchObject({
      scope: `/subscriptions/${subscriptionId}/resourceGroups/Web(west)`,
      resourceGroup: 'Web(west)',
    });
  });

  test('has one key, whatever the letter case that Azure answers with', () => {
    expect(toDelegation(door, { id: id.toUpperCase() })?.key).toBe(toDelegation(door, { id })?.key);
  });

  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a name', name],
    ['a definition’s', id.replace('registrationAssignments', 'registrationDefinitions')],
    ['one with more behind it', `${id}/more`],
    ['one with a line break behind it', `${id}\n`],
    [
      'one in a resource group of an impossible name',
      id.replace('/providers', '/resourceGroups/a"b/providers'),
    ],
  ])('is none where its id is %s', (_, malformed) => {
    expect(toDelegation(door, malformed === undefined ? {} : { id: malformed })).toBeUndefined();
  });
});

describe('The terms of a delegation', () => {
  const delegation = (definition: unknown): { assignment: RegistrationAssignment } => ({
    assignment: { properties: { registrationDefinition: definition } } as RegistrationAssignment,
  });
  const reader = { principalId: 'operators', roleDefinitionId: 'reader' };
  const contributor = { principalId: 'operators', roleDefinitionId: 'contributor' };

  test.each([
    ['without properties', {}],
    ['without a definition', { properties: {} }],
    ['with an empty definition', { properties: { registrationDefinition: {} } }],
  ])('are empty for a body %s', (_, assignment) => {
    expect(termsOf({ assignment })).toEqual({});
    expect(grantsOf({ assignment })).toEqual([]);
    expect(isMarketplaceOffer({ assignment })).toBe(false);
    expect(managingTenantOf({ assignment })).toBeUndefined();
  });

  test('are empty where Azure writes null for what is not there', () => {
    const nulls = {
      plan: null,
      properties: { authorizations: null, eligibleAuthorizations: null, managedByTenantId: null },
    };
    expect(grantsOf(delegation(nulls))).toEqual([]);
    expect(isMarketplaceOffer(delegation(nulls))).toBe(false);
    expect(managingTenantOf(delegation(nulls))).toBeUndefined();
    expect(termsOf(delegation(null))).toEqual({});
    expect(termsOf(delegation({ properties: null }))).toEqual({});
  });

  test('grant permanent roles, and then eligible ones', () => {
    const properties = { authorizations: [reader], eligibleAuthorizations: [contributor] };
    expect(grantsOf(delegation({ properties }))).toEqual([
      { kind: 'permanent', authorization: reader },
      { kind: 'eligible', authorization: contributor },
    ]);
    expect(grantsOf(delegation({ properties: { eligibleAuthorizations: [contributor] } }))).toHaveLength(1);
  });

  test('tell the managing tenant in lower case', () => {
    expect(managingTenantOf(delegation({ properties: { managedByTenantId: 'C0C0' } }))).toBe('c0c0');
  });

  test('tell a Marketplace offer by its plan', () => {
    const plan = { name: 'gold', publisher: 'contoso', product: 'support', version: '1.0.0' };
    expect(isMarketplaceOffer(delegation({ plan }))).toBe(true);
  });
});

describe('A door', () => {
  test('has a path in lower case, of its account and its tenant alone', () => {
    expect(doorPath(door)).toBe('/accounts/ann.account/tenants/c0c0');
    expect(doorPath({ ...door, accountLabel: 'called otherwise' } as Door)).toBe(doorPath(door));
  });

  test('has a path of its own, even for an account whose id looks like a path', () => {
    const odd: Door = { ...door, accountId: 'ann.account/tenants/c0c0' };
    expect(doorPath(odd)).toBe('/accounts/ann.account%2ftenants%2fc0c0/tenants/c0c0');
  });
});
