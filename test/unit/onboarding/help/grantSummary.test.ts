import { expect, test } from 'vitest';
import { deleteRoleId } from '../../../../src/delegations/roles.ts';
import { grantArrays, principalsIn, rolesIn } from '../../../../src/onboarding/help/grantsIn.ts';
import { grantSummary } from '../../../../src/onboarding/help/grantSummary.ts';
import { readOnboarding } from '../../../../src/onboarding/readOnboarding.ts';

const text = `
param others array
var roles = { reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' }
var grants = [
  { principalId: 'A', roleDefinitionId: roles.reader, principalIdDisplayName: 'Operators' }
  { principalId: 'a', roleDefinitionId: '/x/${deleteRoleId.toUpperCase()}', principalIdDisplayName: 'Operators' }
  { principalId: 'b', roleDefinitionId: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', delegatedRoleDefinitionIds: [ roles.reader, 'x' ] }
]
resource one 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {
  properties: {
    authorizations: grants
    eligibleAuthorizations: [
      { principalId: 'c', roleDefinitionId: others[0], justInTimeAccessPolicy: { managedByTenantApprovers: [ { principalId: 'd' } ] } }
      ...others
    ]
  }
}
resource two 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {
  properties: { authorizations: grants }
}`;

const file = readOnboarding(text, 'bicep') ?? expect.fail();
const written = ({
  range,
}: {
  readonly range: { readonly offset: number; readonly length: number };
}): string => text.slice(range.offset, range.offset + range.length);

test('A list is summed up once, however many offers share it', () => {
  expect(grantArrays(file).map(grantSummary)).toEqual([
    { kind: 'permanent', principals: 2, roles: 3, deleteRoleHolders: ['Operators'], isPartial: false },
    { kind: 'eligible', principals: 1, roles: 0, deleteRoleHolders: [], isPartial: true },
  ]);
});

test('Roles and principals are found where they are written, and known by what that leads to', () => {
  expect(rolesIn(file).map((role) => [written(role), role.id])).toEqual([
    ['roles.reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
    [`'/x/${deleteRoleId.toUpperCase()}'`, `/x/${deleteRoleId.toUpperCase()}`],
    ["'18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'", '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'],
    ['roles.reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
    ["'x'", 'x'],
  ]);
  expect(principalsIn(file).map(({ id }) => id)).toEqual(['A', 'a', 'b', 'c', 'd']);
});
