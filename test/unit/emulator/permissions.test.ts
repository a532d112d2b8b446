import { describe, expect, it } from 'vitest';
import { actionMatches, permits, permitsByName } from '../../emulator/actions.ts';
import { builtInRoles } from '../../emulator/builtInRoles.ts';
import { deleteRole } from '../../emulator/worldBuilder.ts';
import { arm, at, errorOf, started, tokenFor, valueOf } from './emulatorClient.ts';
import { care, makeMsp } from './msp.ts';

const permissions = '/providers/Microsoft.Authorization/permissions';
const roles = '/providers/Microsoft.Authorization/roleDefinitions';

describe('the permissions of a scope', () => {
  it('are the entries of the roles held there and above, not below', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'All',
      roles: [[msp.operators, 'Reader']],
    });
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Web',
      resourceGroup: 'rg-web',
      roles: [[msp.operators, deleteRole]],
    });
    const emulator = await started(msp.build());
    const actionsAt = async (scope: string): Promise<unknown[]> =>
      valueOf(await arm(emulator, scope + permissions)).flatMap((entry) => at(entry, 'actions'));
    expect(await actionsAt(msp.scope)).toEqual(['*/read']);
    expect(await actionsAt(`${msp.scope}/resourceGroups/rg-web`)).toEqual([
      '*/read',
      'Microsoft.ManagedServices/registrationAssignments/read',
      'Microsoft.ManagedServices/registrationAssignments/delete',
      'Microsoft.ManagedServices/operationStatuses/read',
    ]);
  });

  it('never tell of locks, deny assignments, disabled subscriptions and policies', async () => {
    const msp = makeMsp();
    care(msp);
    const before = await arm(await started(msp.build()), msp.scope + permissions);
    msp.world.lock(msp.scope).deny(msp.scope, '*/delete').demandMfa();
    const after = await arm(await started(msp.build()), msp.scope + permissions);
    expect(after.text).toBe(before.text);
  });

  it('cannot be read by who holds nothing, or only the delete role', async () => {
    const msp = makeMsp();
    const emulator = await started(msp.build());
    expect(errorOf(await arm(emulator, msp.scope + permissions))).toEqual([403, 'AuthorizationFailed']);
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Only deletes',
      roles: [[msp.operators, deleteRole]],
    });
    const another = await started(msp.build());
    expect(errorOf(await arm(another, msp.scope + permissions))).toEqual([403, 'AuthorizationFailed']);
  });

  it('come in pages', async () => {
    const msp = makeMsp();
    care(msp);
    const emulator = await started(msp.build({ pageSize: 1 }));
    const first = await arm(emulator, msp.scope + permissions);
    expect(valueOf(first)).toHaveLength(1);
    const second = await arm(emulator, String(at(first.body, 'nextLink')));
    expect(valueOf(second)).toHaveLength(1);
    expect(at(second.body, 'nextLink')).toBeUndefined();
  });
});

describe('actions', () => {
  it('match in any letter case, with any number of wildcards', () => {
    expect(actionMatches('*/READ', 'Microsoft.ManagedServices/registrationAssignments/read')).toBe(true);
    expect(actionMatches('Microsoft.*/*/delete', 'Microsoft.ManagedServices/x/delete')).toBe(true);
    expect(actionMatches('Microsoft.ManagedServices', 'Microsoft.ManagedServices/x/read')).toBe(false);
    expect(actionMatches('Microsoft.X/a.b', 'Microsoft.X/aab')).toBe(false);
  });

  it('are taken back by notActions of the same entry, and count by name only where they name the provider', () => {
    const entry = { notActions: ['*/delete'], dataActions: [], notDataActions: [] };
    expect(permits({ ...entry, actions: ['*'] }, 'Microsoft.X/y/delete')).toBe(false);
    expect(permits({ ...entry, actions: ['*'] }, 'Microsoft.X/y/write')).toBe(true);
    expect(permitsByName({ ...entry, actions: ['*'] }, 'Microsoft.X/y/write')).toBe(false);
    expect(permitsByName({ ...entry, actions: ['microsoft.x/*'] }, 'Microsoft.X/y/write')).toBe(true);
  });
});

describe('role definitions', () => {
  it('are listed at the root for everybody, and filtered by type and name', async () => {
    const emulator = await started(makeMsp().build());
    const all = await arm(emulator, `${roles}?$filter=${encodeURIComponent("type eq 'BuiltInRole'")}`);
    expect(valueOf(all)).toHaveLength(builtInRoles.length);
    const one = await arm(emulator, `${roles}?$filter=${encodeURIComponent(`roleName eq '${deleteRole}'`)}`);
    expect(valueOf(one)).toEqual([
      expect.objectContaining({
        name: '91c1777a-f3dc-4fae-b103-61d183457e46',
        properties: expect.objectContaining({ roleName: deleteRole, type: 'BuiltInRole' }) as unknown,
      }),
    ]);
    const odd = await arm(emulator, `${roles}?$filter=nonsense`);
    expect(odd.status).toBe(400);
  });

  it('of a subscription need a role that reads them there', async () => {
    const msp = makeMsp();
    const emulator = await started(msp.build());
    expect(errorOf(await arm(emulator, msp.scope + roles))).toEqual([403, 'AuthorizationFailed']);
    const token = await tokenFor(emulator, { user: 'cora@contoso.example' });
    const listed = await arm(emulator, msp.scope + roles, { token });
    expect(at(valueOf(listed)[0], 'id')).toBe(`${msp.scope}${roles}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`);
  });

  it('have ids that are GUIDs and occur once', () => {
    const ids = builtInRoles.map((role) => role.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
