import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { deleteRole, guid } from '../../emulator/worldBuilder.ts';
import { arm, at, errorOf, send, started, tokenFor, valueOf } from './emulatorClient.ts';
import { assignmentsOf, care, makeMsp, type Msp } from './msp.ts';

const expand = '$expandRegistrationDefinition=true';

/** A delegation of the subscription, one of a resource group, and one to somebody else. */
function threeDelegations(): { readonly msp: Msp; readonly ids: readonly string[] } {
  const msp = makeMsp();
  const proseware = msp.world.tenant('Proseware');
  const whole = care(msp);
  const group = msp.world.delegation(msp.production, {
    to: msp.fabrikam,
    name: 'Web care',
    resourceGroup: 'rg-web',
    roles: [[msp.operators, deleteRole]],
  });
  const other = msp.world.delegation(msp.production, {
    to: proseware,
    name: 'Threat watch',
    roles: [[msp.world.group('Analysts', proseware, []), 'Reader']],
  });
  return { msp, ids: [whole.id, group.id, other.id] };
}

async function idsAt(emulator: Emulator, path: string): Promise<unknown[]> {
  return valueOf(await arm(emulator, path)).map((entry) => at(entry, 'id'));
}

describe('the list of registration assignments', () => {
  it('of a subscription includes those of its resource groups', async () => {
    const { msp, ids } = threeDelegations();
    const emulator = await started(msp.build());
    expect(await idsAt(emulator, assignmentsOf(msp.scope))).toEqual(ids);
    expect(await idsAt(emulator, assignmentsOf(`${msp.scope}/resourceGroups/rg-web`))).toEqual([ids[1]]);
    const missing = await arm(emulator, assignmentsOf(`${msp.scope}/resourceGroups/rg-gone`));
    expect(errorOf(missing)).toEqual([404, 'ResourceGroupNotFound']);
  });

  it('is filtered by managing tenants, quoted or not', async () => {
    const { msp, ids } = threeDelegations();
    const emulator = await started(msp.build());
    const [fabrikam, proseware] = [msp.fabrikam.id, guid('tenant', 'Proseware')];
    const filtered = (filter: string): Promise<unknown[]> =>
      idsAt(emulator, `${assignmentsOf(msp.scope)}?$filter=${encodeURIComponent(filter)}`);
    expect(await filtered(`managedByTenantId eq '${fabrikam.toUpperCase()}'`)).toEqual(ids.slice(0, 2));
    expect(await filtered(`managedByTenantId in ('${proseware}')`)).toEqual([ids[2]]);
    expect(await filtered(`managedByTenantId in (${fabrikam}, ${proseware})`)).toEqual(ids);
    const odd = await arm(emulator, `${assignmentsOf(msp.scope)}?$filter=name`);
    expect(errorOf(odd)).toEqual([400, 'InvalidFilterInQueryString']);
  });

  it('carries definitions only when it is asked to', async () => {
    const { msp } = threeDelegations();
    const emulator = await started(msp.build());
    const path = assignmentsOf(msp.scope);
    const plain = valueOf(await arm(emulator, path))[0];
    expect(plain).toMatchObject({
      type: 'Microsoft.ManagedServices/registrationAssignments',
      properties: { provisioningState: 'Succeeded' },
    });
    expect(at(plain, 'properties', 'registrationDefinition')).toBeUndefined();
    const full = valueOf(await arm(emulator, `${path}?${expand}`))[0];
    expect(at(full, 'properties', 'registrationDefinition')).toMatchObject({
      type: 'Microsoft.ManagedServices/registrationDefinitions',
      properties: {
        registrationDefinitionName: 'Managed Services',
        managedByTenantId: msp.fabrikam.id,
        managedByTenantName: 'Fabrikam',
        manageeTenantId: msp.contoso.id,
        manageeTenantName: 'Contoso',
      },
    });
  });

  it('keeps eligible authorizations from clients of 2019-06-01, and activations from everybody', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Just in time',
      roles: [[msp.operators, 'Reader']],
      eligible: [{ role: [msp.operators, deleteRole], active: true }],
    });
    const emulator = await started(msp.build());
    const eligible = async (version: string): Promise<unknown> => {
      const path = `${assignmentsOf(msp.scope)}?${expand}&api-version=${version}`;
      const [entry] = valueOf(await arm(emulator, path));
      return at(entry, 'properties', 'registrationDefinition', 'properties', 'eligibleAuthorizations');
    };
    expect(await eligible('2019-06-01')).toBeUndefined();
    expect(await eligible('2022-10-01')).toEqual([
      {
        principalId: msp.operators.id,
        principalIdDisplayName: 'MSP Operators',
        roleDefinitionId: '91c1777a-f3dc-4fae-b103-61d183457e46',
        justInTimeAccessPolicy: { multiFactorAuthProvider: 'Azure', maximumActivationDuration: 'PT8H' },
      },
    ]);
  });

  it('comes in pages of any size, with empty ones between where the world wants that', async () => {
    const { msp, ids } = threeDelegations();
    const pagesOf = async (emulator: Emulator): Promise<unknown[][]> => {
      const pages: unknown[][] = [];
      const token = await tokenFor(emulator);
      let next: unknown = `${emulator.resourceManager}${assignmentsOf(msp.scope)}?api-version=2022-10-01`;
      while (typeof next === 'string') {
        expect(new URL(next).origin).toBe(emulator.resourceManager);
        const answer = await send(emulator, next, { token });
        pages.push(valueOf(answer).map((entry) => at(entry, 'id')));
        next = at(answer.body, 'nextLink');
      }
      return pages;
    };
    expect(await pagesOf(await started(msp.build({ pageSize: 2 })))).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(await pagesOf(await started(msp.build({ pageSize: 3 })))).toEqual([ids]);
    expect(await pagesOf(await started(msp.build({ pageSize: 2, emptyPages: true })))).toEqual([
      [],
      ids.slice(0, 2),
      [],
      ids.slice(2),
    ]);
  });

  it('of a subscription is for readers of single resource groups what the world says', async () => {
    const msp = makeMsp();
    care(msp, 'Not for these');
    const web = msp.world.group('Web', msp.fabrikam, [msp.world.user('wendy', msp.fabrikam)]);
    const group = msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Web care',
      resourceGroup: 'rg-web',
      roles: [[web, 'Reader']],
    });
    const listedBy = async (emulator: Emulator): Promise<Awaited<ReturnType<typeof arm>>> =>
      arm(emulator, assignmentsOf(msp.scope), {
        token: await tokenFor(emulator, { user: 'wendy@fabrikam.example' }),
      });
    const filtered = await listedBy(await started(msp.build()));
    expect(valueOf(filtered).map((entry) => at(entry, 'id'))).toEqual([group.id]);
    const forbidden = await listedBy(await started(msp.build({ listForResourceGroupReaders: 'forbidden' })));
    expect(errorOf(forbidden)).toEqual([403, 'AuthorizationFailed']);
  });

  it('needs a role that reads registration assignments', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Machines',
      roles: [[msp.operators, 'Virtual Machine Contributor']],
    });
    const refused = await arm(await started(msp.build()), assignmentsOf(msp.scope));
    expect(errorOf(refused)).toEqual([403, 'AuthorizationFailed']);
    expect(at(refused.body, 'error', 'message')).toContain(
      `with object id '${msp.alex.id}' does not have authorization to perform action 'Microsoft.ManagedServices/registrationAssignments/read' over scope '${msp.scope}'`,
    );
  });
});

describe('one registration assignment', () => {
  it('is found in any letter case and answered in the spelling that the world chooses', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const asWritten = await arm(await started(msp.build()), id.toUpperCase());
    expect(at(asWritten.body, 'id')).toBe(id);
    const emulator = await started(msp.build({ idCase: 'byCall' }));
    expect(at((await arm(emulator, id)).body, 'id')).toBe(id.toUpperCase());
    expect(await idsAt(emulator, assignmentsOf(msp.scope))).toEqual([id]);
  });

  it('is not found at another scope, or when there is none', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build());
    const name = id.slice(id.lastIndexOf('/'));
    for (const path of [
      assignmentsOf(`${msp.scope}/resourceGroups/rg-web`) + name,
      `${assignmentsOf(msp.scope)}/00000000-0000-0000-0000-000000000000`,
    ])
      expect(errorOf(await arm(emulator, path))).toEqual([404, 'RegistrationAssignmentNotFound']);
  });

  it('may leave out all that real ones leave out', async () => {
    const msp = makeMsp();
    const { id } = msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Sparse',
      description: 'never shown',
      roles: [[msp.operators, 'Reader']],
      sparse: true,
    });
    const { body } = await arm(await started(msp.build()), `${id}?${expand}`);
    expect(Object.keys(body as object)).toEqual(['properties', 'id', 'type', 'name']);
    expect(at(body, 'properties', 'registrationDefinition', 'properties')).toEqual({
      managedByTenantId: msp.fabrikam.id,
      registrationDefinitionName: 'Sparse',
      authorizations: [
        { principalId: msp.operators.id, roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' },
      ],
      provisioningState: 'Succeeded',
    });
  });

  it('has no definition to show when that was deleted', async () => {
    const msp = makeMsp();
    const guest = msp.world.guest(msp.alex, msp.contoso);
    msp.world.role([guest, 'Reader'], msp.production);
    const { id, definitionId } = care(msp);
    const emulator = await started(msp.build());
    emulator.world.edit({ remove: [definitionId] });
    const token = await tokenFor(emulator, { tenant: msp.contoso.id });
    const answer = await arm(emulator, `${id}?${expand}`, { token });
    expect(answer.status).toBe(200);
    expect(at(answer.body, 'properties', 'registrationDefinition')).toBeUndefined();
  });
});
