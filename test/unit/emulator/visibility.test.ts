import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { deleteRole } from '../../emulator/worldBuilder.ts';
import { arm, at, errorOf, started, tokenFor, valueOf } from './emulatorClient.ts';
import { care, makeMsp } from './msp.ts';

async function namesSeen(emulator: Emulator, parameters: Record<string, string> = {}): Promise<unknown[]> {
  const answer = await arm(emulator, '/subscriptions', { token: await tokenFor(emulator, parameters) });
  return valueOf(answer).map((entry) => at(entry, 'displayName'));
}

describe('the list of subscriptions', () => {
  it('shows a delegated subscription with its home tenant and its managing tenants', async () => {
    const msp = makeMsp();
    care(msp);
    const emulator = await started(msp.build());
    expect(valueOf(await arm(emulator, '/subscriptions'))).toEqual([
      expect.objectContaining({
        id: msp.scope,
        subscriptionId: msp.production.id,
        displayName: 'Production',
        state: 'Enabled',
        tenantId: msp.contoso.id,
        managedByTenants: [{ tenantId: msp.fabrikam.id }],
      }),
    ]);
  });

  it('shows nothing to who is in no group that the delegation names', async () => {
    const msp = makeMsp();
    msp.world.user('sam', msp.fabrikam);
    care(msp);
    expect(await namesSeen(await started(msp.build()), { user: 'sam@fabrikam.example' })).toEqual([]);
  });

  it('reaches through groups in groups', async () => {
    const msp = makeMsp();
    const sam = msp.world.user('sam', msp.fabrikam);
    const inner = msp.world.group('Inner', msp.fabrikam, [sam]);
    const outer = msp.world.group('Outer', msp.fabrikam, [inner]);
    msp.world.delegation(msp.production, { to: msp.fabrikam, name: 'Nested', roles: [[outer, 'Reader']] });
    const emulator = await started(msp.build());
    expect(await namesSeen(emulator, { user: 'sam@fabrikam.example' })).toEqual(['Production']);
  });

  it('counts an eligible role only once it is activated', async () => {
    const msp = makeMsp();
    for (const [name, active] of [
      ['Dormant', false],
      ['Awake', true],
    ] as const)
      msp.world.delegation(msp.world.subscription(name, msp.contoso), {
        to: msp.fabrikam,
        name: 'Just in time',
        roles: [],
        eligible: [{ role: [msp.operators, 'Reader'], active }],
      });
    expect(await namesSeen(await started(msp.build()))).toEqual(['Awake']);
  });

  it('gives nothing for a delegation that failed to be provisioned', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Failed',
      roles: [[msp.operators, 'Reader']],
      provisioningState: 'Failed',
    });
    expect(await namesSeen(await started(msp.build()))).toEqual([]);
  });

  it('shows a subscription of which one resource group is delegated, and does not name its manager', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Web care',
      resourceGroup: 'rg-web',
      roles: [[msp.operators, 'Reader']],
    });
    for (const [named, managers] of [
      [false, []],
      [true, [{ tenantId: msp.fabrikam.id }]],
    ] as const) {
      const emulator = await started(msp.build({ resourceGroupsInManagedByTenants: named }));
      for (const user of ['alex@fabrikam.example', 'cora@contoso.example']) {
        const answer = await arm(emulator, '/subscriptions', { token: await tokenFor(emulator, { user }) });
        expect(valueOf(answer)).toEqual([expect.objectContaining({ managedByTenants: managers })]);
      }
    }
  });

  it('shows a subscription through both of its doors', async () => {
    const msp = makeMsp();
    care(msp);
    const guest = msp.world.guest(msp.alex, msp.contoso);
    msp.world.role([guest, 'Reader'], msp.production);
    const emulator = await started(msp.build());
    for (const tenant of [msp.fabrikam.id, msp.contoso.id])
      expect(await namesSeen(emulator, { tenant })).toEqual(['Production']);
  });

  it('shows every subscription of the tenant to who has a role at its root', async () => {
    const msp = makeMsp();
    msp.world.subscription('Second', msp.contoso);
    msp.world.subscription('Elsewhere', msp.fabrikam);
    const root = msp.world.user('root', msp.contoso);
    msp.world.role([root, 'Reader'], '/');
    const emulator = await started(msp.build());
    expect(await namesSeen(emulator, { user: 'root@contoso.example' })).toEqual(['Production', 'Second']);
  });
});

describe('one subscription', () => {
  it('is refused to those who hold nothing in it, in the way that the world chooses', async () => {
    const msp = makeMsp();
    for (const [noAccess, expected] of [
      ['AuthorizationFailed', [403, 'AuthorizationFailed']],
      ['SubscriptionNotFound', [404, 'SubscriptionNotFound']],
      ['InvalidAuthenticationTokenTenant', [401, 'InvalidAuthenticationTokenTenant']],
    ] as const) {
      const emulator = await started(msp.build({ noAccess }));
      expect(errorOf(await arm(emulator, msp.scope))).toEqual(expected);
    }
  });

  it('is not found when there is none, and not valid when it is no GUID', async () => {
    const emulator = await started(makeMsp().build());
    const unknown = await arm(emulator, '/subscriptions/00000000-0000-0000-0000-00000000000a');
    expect(errorOf(unknown)).toEqual([404, 'SubscriptionNotFound']);
    const malformed = await arm(emulator, '/subscriptions/production');
    expect(errorOf(malformed)).toEqual([400, 'InvalidSubscriptionId']);
  });

  it('is found in any letter case, whatever role somebody has there', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Only deletes',
      roles: [[msp.operators, deleteRole]],
    });
    const answer = await arm(await started(msp.build()), msp.scope.toUpperCase());
    expect(at(answer.body, 'displayName')).toBe('Production');
  });
});

describe('the list of tenants', () => {
  it('tells tenants to sign in to from those known through delegations', async () => {
    const msp = makeMsp();
    care(msp);
    const emulator = await started(msp.build());
    const seenBy = async (user: string): Promise<unknown[]> => {
      const answer = await arm(emulator, '/tenants', { token: await tokenFor(emulator, { user }) });
      return valueOf(answer).map((entry) => [at(entry, 'displayName'), at(entry, 'tenantCategory')]);
    };
    expect(await seenBy('alex@fabrikam.example')).toEqual([
      ['Fabrikam', 'Home'],
      ['Contoso', 'ProjectedBy'],
    ]);
    expect(await seenBy('cora@contoso.example')).toEqual([
      ['Fabrikam', 'ManagedBy'],
      ['Contoso', 'Home'],
    ]);
  });

  it('names only tenants to sign in to where the world says so, guests included', async () => {
    const msp = makeMsp();
    care(msp);
    msp.world.guest(msp.alex, msp.world.tenant('Northwind'));
    const emulator = await started(msp.build({ tenantsKnownThroughDelegations: false }));
    expect(valueOf(await arm(emulator, '/tenants')).map((entry) => at(entry, 'defaultDomain'))).toEqual([
      'fabrikam.example',
      'northwind.example',
    ]);
  });
});

describe('resource groups', () => {
  it('are listed as far as somebody may read them', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Web care',
      resourceGroup: 'rg-web',
      roles: [[msp.operators, 'Reader']],
    });
    const emulator = await started(msp.build());
    const listed = await arm(emulator, `${msp.scope}/resourcegroups`);
    expect(valueOf(listed).map((entry) => at(entry, 'name'))).toEqual(['rg-web']);
    expect((await arm(emulator, `${msp.scope}/resourceGroups/RG-WEB`)).status).toBe(200);
    const other = await arm(emulator, `${msp.scope}/resourceGroups/rg-data`);
    expect(errorOf(other)).toEqual([403, 'AuthorizationFailed']);
    const owner = await tokenFor(emulator, { user: 'cora@contoso.example' });
    const missing = await arm(emulator, `${msp.scope}/resourceGroups/rg-gone`, { token: owner });
    expect(errorOf(missing)).toEqual([404, 'ResourceGroupNotFound']);
  });
});
