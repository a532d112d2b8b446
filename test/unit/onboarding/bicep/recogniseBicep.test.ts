import { describe, expect, test } from 'vitest';
import { recogniseBicep } from '../../../../src/onboarding/bicep/recogniseBicep.ts';
import type { AuthorizationList, Offer } from '../../../../src/onboarding/model/onboardingFile.ts';
import { textOf } from '../../../../src/onboarding/syntax/literal.ts';

const group = '11111111-1111-4111-8111-111111111111';
const tenant = '22222222-2222-4222-8222-222222222222';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const deleteRole = '91c1777a-f3dc-4fae-b103-61d183457e46';

const entry = `{\n    principalId: '${group}'\n    roleDefinitionId: '${reader}'\n  }`;
const definition = (authorizations: string, version = '2022-10-01'): string => `
resource definition 'Microsoft.ManagedServices/registrationDefinitions@${version}' = {
  name: guid('x')
  properties: {
    registrationDefinitionName: 'x'
    managedByTenantId: '${tenant}'
    authorizations: ${authorizations}
  }
}
`;

function only(text: string): Offer {
  const offers = recogniseBicep(text)?.offers ?? [];
  expect(offers).toHaveLength(1);
  return offers[0] ?? expect.fail();
}

function rolesOf({ arrays }: AuthorizationList): readonly (string | undefined)[] {
  return arrays.flatMap(({ entries }) =>
    entries.map(({ roleDefinitionId }) => textOf(roleDefinitionId?.value)),
  );
}

describe('A Bicep template', () => {
  test('grants what its definition says', () => {
    const { managedByTenantId, authorizations, eligibleAuthorizations } = only(
      definition(`[\n  ${entry}\n]`),
    );
    expect(textOf(managedByTenantId?.value)).toBe(tenant);
    expect(rolesOf(authorizations)).toEqual([reader]);
    expect(authorizations.complete).toBe(true);
    expect(eligibleAuthorizations).toEqual({ arrays: [], complete: true });
  });

  test('grants what parameters and variables lead to', () => {
    const text = `param authorizations array = [\n  ${entry}\n  { principalId: operators, roleDefinitionId: roles.delete }\n]
var operators = '${group}'
var roles = { delete: '${deleteRole}' }${definition('authorizations')}`;
    const { authorizations } = only(text);
    expect(rolesOf(authorizations)).toEqual([reader, deleteRole]);
    expect(authorizations.complete).toBe(true);
    // Where it is written: that is what a finding is about.
    const [array] = authorizations.arrays;
    expect(text.slice(array?.node.offset).startsWith('[\n')).toBe(true);
  });

  test.each([
    ['a parameter without a default', 'param authorizations array', 'authorizations'],
    ['a function', '', 'union(a, b)'],
    ['a file', '', "loadJsonContent('./authorizations.json')"],
    ['a loop', '', '[for one in groups: { principalId: one, roleDefinitionId: role }]'],
    ['a condition', '', `isProduction ? [ ${entry} ] : []`],
  ])('grants what nobody can tell by %s', (_, before, authorizations) => {
    expect(only(`${before}${definition(authorizations)}`).authorizations).toEqual({
      arrays: [],
      complete: false,
    });
  });

  test.each([
    ['spreads a list', `[\n  ${entry}\n  ...more\n]`],
    ['spreads an entry', `[\n  ${entry}\n  { ...base, roleDefinitionId: '${deleteRole}' }\n]`],
    ['calls a function', `[\n  ${entry}\n  grant('${deleteRole}')\n]`],
  ])('grants more than can be told where it %s', (_, authorizations) => {
    const list = only(definition(authorizations)).authorizations;
    expect(rolesOf(list)).toEqual([reader]);
    expect(list.complete).toBe(false);
  });

  test('has as many offers as definitions, conditional ones and loops included', () => {
    const text = `param offers array${definition(`[ ${entry} ]`)}
resource second 'microsoft.managedservices/REGISTRATIONDEFINITIONS@2019-06-01' = if (true) {
  properties: { authorizations: [ ${entry} ] }
}
resource third 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = [for offer in offers: {
  properties: { managedByTenantId: offer.tenant, authorizations: offer.authorizations }
}]`;
    const offers = recogniseBicep(text)?.offers ?? [];
    expect(offers.map(({ authorizations }) => authorizations.complete)).toEqual([true, true, false]);
    // Only newer definitions know eligible authorizations.
    expect(offers.map(({ definition: place }) => place !== undefined)).toEqual([true, false, true]);
  });

  test('tells a tenant that is the customer’s own', () => {
    const text = definition(`[ ${entry} ]`).replace(`'${tenant}'`, 'subscription().tenantId');
    const { managedByTenantId, customerTenantId } = only(text);
    expect(customerTenantId).toBe(managedByTenantId);
  });
});

describe('A parameter file', () => {
  test.each(['authorizations', 'managedByAuthorizations', 'mspAuthorisations'])('grants by %s', (name) => {
    const text = `using './main.bicep'\n\nvar role = '${deleteRole}'\nparam managedByTenantId = '${tenant}'
param ${name} = [\n  ${entry}\n  { principalId: '${group}', roleDefinitionId: role }\n]\n`;
    const { authorizations, managedByTenantId } = only(text);
    expect(rolesOf(authorizations)).toEqual([reader, deleteRole]);
    expect(textOf(managedByTenantId?.value)).toBe(tenant);
  });
});

describe('Other files are left alone', () => {
  test.each([
    [
      'a module for role assignments',
      `param roleAssignments array = [ { principalId: '${group}', roleDefinitionId: '${reader}' } ]
@description('Sets authorizations')
param other string`,
    ],
    [
      'a call of a module',
      `module lighthouse './lighthouse.bicep' = {\n  params: { authorizations: [ ${entry} ] }\n}`,
    ],
    [
      'a parameter file of something else',
      `using './main.bicep'\nparam principalId = '${group}' // authorizations\n`,
    ],
    ['a word', '// authorizations managedByTenantId principalId'],
    ['nothing', ''],
  ])('%s', (_, text) => expect(recogniseBicep(text)).toBeUndefined());
});
