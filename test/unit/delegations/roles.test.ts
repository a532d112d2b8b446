import { describe, expect, test } from 'vitest';
import { deleteRoleId, isDeleteRole, roleName } from '../../../src/delegations/roles.ts';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const unheardOf = '00000000-1111-4222-8333-444444444444';
const resourceIdOf = (role: string): string =>
  `/subscriptions/a0a0a0a0-0000-4000-8000-00000000a0a0/providers/Microsoft.Authorization/roleDefinitions/${role}`;

describe('The name of a role', () => {
  test.each([reader, reader.toUpperCase(), resourceIdOf(reader), resourceIdOf(reader.toUpperCase())])(
    'is known for %s before any was read',
    (id) => {
      expect(roleName(id)).toBe('Reader');
    },
  );

  test('is what the cloud says, where it was read', () => {
    expect(roleName(reader.toUpperCase(), new Map([[reader, 'Lector']]))).toBe('Lector');
    expect(roleName(unheardOf, new Map([[unheardOf, 'New Role']]))).toBe('New Role');
  });

  test('is its id, as it was written, where nobody knows it', () => {
    expect(roleName(resourceIdOf(unheardOf))).toBe(resourceIdOf(unheardOf));
    expect(roleName('')).toBe('');
  });
});

describe('The delete role', () => {
  test('is known by its GUID in any letter case and by its resource id', () => {
    for (const id of [deleteRoleId, deleteRoleId.toUpperCase(), resourceIdOf(deleteRoleId)])
      expect(isDeleteRole(id)).toBe(true);
  });

  test('is no other role', () => {
    for (const id of [reader, '', `${deleteRoleId}0`, `${deleteRoleId}/`])
      expect(isDeleteRole(id)).toBe(false);
  });
});
