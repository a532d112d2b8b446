import { describe, expect, test } from 'vitest';
import { isAllowed } from '../../../../src/delegations/permission/isAllowed.ts';

const deletion = 'Microsoft.ManagedServices/registrationAssignments/delete';

describe('An action', () => {
  test.each([
    [deletion],
    ['microsoft.managedservices/REGISTRATIONASSIGNMENTS/Delete'],
    ['*'],
    ['**'],
    ['*/delete'],
    ['*/DELETE'],
    ['*delete'],
    ['Microsoft.ManagedServices/*'],
    ['Microsoft.ManagedServices/*/delete'],
    ['Microsoft.ManagedServices/registrationAssignments/*'],
    ['Microsoft.ManagedServices/registrationAssignments/delete*'],
    ['*Microsoft.ManagedServices/registrationAssignments/delete'],
    ['Microsoft.*/registration*/delete'],
    ['Microsoft.*/*/delete'],
    ['*/registrationAssignments/*'],
    ['*.*/*/*'],
    ['M*e'],
    ['Microsoft.ManagedServices*/registrationAssignments/delete'],
    ['*S*S*S*'],
  ])('%s allows the deletion', (action) => {
    expect(isAllowed(deletion, [{ actions: [action] }])).toBe(true);
  });

  test.each([
    [''],
    ['*/read'],
    ['*/write'],
    ['delete'],
    ['Microsoft.ManagedServices'],
    ['Microsoft.ManagedServices/'],
    ['Microsoft.ManagedServices/registrationAssignments'],
    ['Microsoft.ManagedServices/registrationAssignments/read'],
    ['Microsoft.ManagedServices/registrationAssignments/delete/action'],
    ['Microsoft.ManagedServices/registrationDefinitions/delete'],
    ['Microsoft.ManagedServices/*/registrationAssignments/delete'],
    ['Microsoft-ManagedServices/registrationAssignments/delete'],
    ['Microsoft.ManagedService?/registrationAssignments/delete'],
    ['Microsoft\\.ManagedServices/.*'],
    ['.*'],
    ['*/delete/*'],
    [`${deletion}*e`],
    ['*registrationAssignments/delete*delete'],
    ['Microsoft.Authorization/*'],
    [` ${deletion}`],
  ])('%s does not', (action) => {
    expect(isAllowed(deletion, [{ actions: [action] }])).toBe(false);
  });

  test('with any number of wildcards is compared in a moment', () => {
    const hostile = `${'*a'.repeat(5_000)}*b`;
    expect(isAllowed('a'.repeat(10_000), [{ actions: [hostile] }])).toBe(false);
    expect(isAllowed(`${'a'.repeat(10_000)}b`, [{ actions: [hostile] }])).toBe(true);
  });
});

describe('A notAction', () => {
  test.each([[deletion], ['*/Delete'], ['microsoft.managedservices/*'], ['*']])(
    '%s takes back what its own entry allows',
    (notAction) => {
      expect(isAllowed(deletion, [{ actions: ['*'], notActions: [notAction] }])).toBe(false);
      expect(isAllowed(deletion, [{ actions: [deletion], notActions: [notAction] }])).toBe(false);
    },
  );

  test('takes back nothing else', () => {
    const entry = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Delete', '*/write'] };
    expect(isAllowed(deletion, [entry])).toBe(true);
    expect(isAllowed('Microsoft.Authorization/roleAssignments/write', [entry])).toBe(false);
  });

  test('does not concern other entries', () => {
    const forbids = { actions: ['*'], notActions: ['*/delete'] };
    expect(isAllowed(deletion, [forbids, { actions: [deletion] }])).toBe(true);
    expect(isAllowed(deletion, [{ actions: [deletion] }, forbids])).toBe(true);
    expect(isAllowed(deletion, [{ actions: ['*/read'] }, forbids])).toBe(false);
  });
});

test.each([
  ['nobody has a role', []],
  ['an entry is empty', [{}]],
  ['an entry only has notActions', [{ notActions: ['*/read'] }]],
  ['only operations on data are named', [{ dataActions: ['*'] }]],
])('Nothing is allowed where %s', (_, permissions) => {
  expect(isAllowed(deletion, permissions)).toBe(false);
});
