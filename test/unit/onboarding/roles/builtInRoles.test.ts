import { describe, expect, test } from 'vitest';
import { roleName } from '../../../../src/delegations/roles.ts';
import { builtInRoles } from '../../../../src/onboarding/roles/builtInRoles.ts';
import { lighthouseSupport } from '../../../../src/onboarding/roles/lighthouseSupport.ts';
import { builtInRoles as emulated } from '../../../emulator/builtInRoles.ts';

const supportOf = (wanted: string): string => {
  const role = builtInRoles.find(({ name }) => name === wanted);
  if (!role) throw new Error(`There is no ${wanted}`);
  return lighthouseSupport(role).kind;
};

describe('The built-in roles', () => {
  test('are each there once, by a GUID in lower case, and say what they are for', () => {
    for (const { id, name, description } of builtInRoles) {
      expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(name.trim()).toBe(name);
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(builtInRoles.map(({ id }) => id)).size).toBe(builtInRoles.length);
    expect(new Set(builtInRoles.map(({ name }) => name)).size).toBe(builtInRoles.length);
  });

  test('have the names that the tree shows, and that the emulator has from elsewhere', () => {
    for (const { id, name } of builtInRoles) {
      if (roleName(id) !== id) expect(roleName(id)).toBe(name);
      const other = emulated.find((role) => role.id === id);
      if (other) expect(other.roleName).toBe(name);
    }
  });

  test('allow and forbid data actions as in the emulator', () => {
    for (const { id, name, dataActions } of builtInRoles) {
      const other = emulated.find((role) => role.id === id);
      if (other)
        expect([name, dataActions.length > 0]).toEqual([
          name,
          other.permissions.some((permission) => permission.dataActions.length > 0),
        ]);
    }
  });
});

describe('A delegation', () => {
  test.each([
    ['Contributor', 'supported'],
    ['Reader', 'supported'],
    ['Managed Services Registration assignment Delete Role', 'supported'],
    ['Resource Policy Contributor', 'supported'],
    ['Owner', 'owner'],
    ['User Access Administrator', 'withDelegatedRoles'],
    ['Role Based Access Control Administrator', 'bannedActions'],
    ['Storage Account Backup Contributor', 'bannedActions'],
    ['Storage Blob Data Reader', 'dataActions'],
    ['Virtual Machine User Login', 'dataActions'],
  ])('grants %s: %s', (name, kind) => expect(supportOf(name)).toBe(kind));

  test.each([
    '*/write',
    '*/delete',
    'Microsoft.Authorization/*',
    'Microsoft.Authorization/*/Write',
    'Microsoft.Authorization/*/delete',
    'Microsoft.Authorization/roleDefinitions/write',
    'Microsoft.Authorization/classicAdministrators/delete',
    'Microsoft.Authorization/denyAssignments/write',
  ])('grants no role with %s', (action) =>
    expect(lighthouseSupport({ id: 'x', actions: ['*/read', action], dataActions: [] })).toEqual({
      kind: 'bannedActions',
      actions: [action],
    }),
  );

  test.each(['*', '*/read', 'Microsoft.Authorization/*/read', 'Microsoft.Authorization/policyAssignments/*'])(
    'grants a role with %s',
    (action) =>
      expect(lighthouseSupport({ id: 'x', actions: [action], dataActions: [] })).toEqual({
        kind: 'supported',
      }),
  );
});
