import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { deleteRole, guid, roleIdOf } from '../../emulator/worldBuilder.ts';
import { type Answer, arm, at, errorOf, started, tokenFor, valueOf } from './emulatorClient.ts';
import { assignmentsOf, makeMsp, type Msp } from './msp.ts';

const name = guid('offer');
const plan = { name: 'gold', publisher: 'fabrikam', product: 'security', version: '1.0.0' };
let msp: Msp;
let emulator: Emulator;
let owner: string;

beforeEach(async () => {
  msp = makeMsp();
  msp.world.demandMfa();
  emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
  owner = await tokenFor(emulator, { user: 'cora@contoso.example', mfa: 'true' });
});

function definitionPath(): string {
  return `${msp.scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${name}`;
}

function offer(...authorizations: readonly object[]): object {
  return {
    properties: {
      registrationDefinitionName: 'Offer',
      description: 'What we do',
      managedByTenantId: msp.fabrikam.id,
      authorizations,
    },
  };
}

function authorization(roleName: string, more: object = {}): object {
  return { principalId: msp.operators.id, roleDefinitionId: roleIdOf(roleName), ...more };
}

function eligible(justInTimeAccessPolicy: unknown): object {
  return { eligibleAuthorizations: [authorization('Contributor', { justInTimeAccessPolicy })] };
}

function expectRefusedContent(refused: Answer, reason: string): void {
  expect(errorOf(refused)).toEqual([400, 'InvalidRequestContent']);
  expect(at(refused.body, 'error', 'message')).toContain(reason);
}

function put(path: string, body: unknown, token = owner): Promise<Answer> {
  return arm(emulator, path, { method: 'PUT', token, body });
}

describe('onboarding by PUT', () => {
  it('makes a definition and an assignment, and gives access with that', async () => {
    const made = await put(definitionPath(), offer(authorization('Reader')));
    expect(made).toMatchObject({
      status: 201,
      body: {
        name,
        properties: {
          provisioningState: 'Succeeded',
          managedByTenantName: 'Fabrikam',
          manageeTenantId: msp.contoso.id,
          manageeTenantName: 'Contoso',
        },
        systemData: { createdBy: 'cora@contoso.example', createdByType: 'User' },
      },
    });
    expect(valueOf(await arm(emulator, '/subscriptions'))).toEqual([]);
    const path = `${assignmentsOf(msp.scope)}/${name}`;
    const bound = await put(path, {
      properties: { registrationDefinitionId: definitionPath().toUpperCase() },
    });
    expect(bound).toMatchObject({ status: 201, body: { properties: { provisioningState: 'Succeeded' } } });
    expect(valueOf(await arm(emulator, '/subscriptions'))).toHaveLength(1);
    expect((await arm(emulator, path)).status).toBe(200);
  });

  it('changes what is there, keeps who made it, and tells a new assignment by its time', async () => {
    const first = await put(definitionPath(), { ...offer(authorization('Reader')), plan });
    const second = await put(definitionPath(), offer(authorization('Reader'), authorization(deleteRole)));
    expect(second.status).toBe(200);
    expect(at(first.body, 'plan')).toEqual(plan);
    expect(at(second.body, 'plan')).toBeUndefined();
    expect(at(second.body, 'systemData', 'createdAt')).toBe(at(first.body, 'systemData', 'createdAt'));
    expect(at(second.body, 'properties', 'authorizations')).toHaveLength(2);
  });

  it('is for the customer alone', async () => {
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Broad',
      roles: [[msp.operators, 'Contributor']],
    });
    emulator = await started(msp.build());
    const token = await tokenFor(emulator, { mfa: 'true' });
    const refused = await put(definitionPath(), offer(authorization('Reader')), token);
    expect(errorOf(refused)).toEqual([403, 'AuthorizationFailed']);
  });

  it('asks for multifactor authentication where the world does', async () => {
    const weak = await tokenFor(emulator, { user: 'cora@contoso.example' });
    expect((await put(definitionPath(), offer(authorization('Reader')), weak)).status).toBe(401);
  });

  it.each([
    ['Owner', () => authorization('Owner'), 'is restricted for registration'],
    ['a role with data actions', () => authorization('Key Vault Administrator'), 'with data actions'],
    ['a role over locks', () => authorization('Storage Account Backup Contributor'), 'restricted actions'],
    [
      'a role over role assignments',
      () => authorization('Role Based Access Control Administrator'),
      'restricted actions',
    ],
    [
      'User Access Administrator without delegated roles',
      () => authorization('User Access Administrator'),
      'delegated role definition ids',
    ],
    [
      'an unknown role',
      () => ({ principalId: msp.operators.id, roleDefinitionId: guid('nothing') }),
      'Only built in role definitions',
    ],
    ['no principal', () => ({ roleDefinitionId: roleIdOf('Reader') }), 'principal id'],
  ])('refuses %s', async (_, entry, message) => {
    const refused = await put(definitionPath(), offer(authorization('Reader'), entry()));
    expect(errorOf(refused)).toEqual([400, 'InvalidRegistrationDefinitionCreateRequest']);
    expect(at(refused.body, 'error', 'message')).toContain(message);
  });

  it('takes Contributor, and User Access Administrator with delegated roles', async () => {
    const body = offer(
      authorization('Contributor'),
      authorization('User Access Administrator', { delegatedRoleDefinitionIds: [roleIdOf('Contributor')] }),
    );
    expect((await put(definitionPath(), body)).status).toBe(201);
  });

  it('takes eligible authorizations from 2020 on', async () => {
    const body = offer(authorization('Reader')) as { readonly properties: object };
    const eligible = {
      properties: { ...body.properties, eligibleAuthorizations: [authorization('Contributor')] },
    };
    const old = await put(`${definitionPath()}?api-version=2019-06-01`, eligible);
    expect(at(old.body, 'error', 'message')).toContain("'2020-02-01-preview'");
    expect((await put(definitionPath(), eligible)).status).toBe(201);
  });

  it('refuses bodies that say nothing, and assignments of nothing', async () => {
    expect(errorOf(await put(definitionPath(), 'text'))).toEqual([400, 'InvalidRequestContent']);
    expect(errorOf(await put(definitionPath(), { properties: {} }))).toEqual([
      400,
      'InvalidRegistrationDefinitionCreateRequest',
    ]);
    for (const properties of [{}, { registrationDefinitionId: definitionPath() }])
      expect(errorOf(await put(`${assignmentsOf(msp.scope)}/${name}`, { properties }))).toEqual([
        400,
        'InvalidRegistrationAssignmentCreateRequest',
      ]);
  });

  it('keeps what the specification lists, and nothing else', async () => {
    const { properties } = offer(authorization('Reader')) as { readonly properties: object };
    const made = await put(definitionPath(), {
      id: 'mine',
      properties: {
        ...properties,
        description: null,
        colour: 'green',
        provisioningState: 'Failed',
        manageeTenantId: guid('somebody else'),
        authorizations: [authorization('Reader', { active: true })],
        eligibleAuthorizations: [authorization('Contributor', { active: true })],
      },
      plan: { ...plan, price: 'none' },
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: definitionPath(),
      name,
      type: 'Microsoft.ManagedServices/registrationDefinitions',
      properties: {
        registrationDefinitionName: 'Offer',
        managedByTenantId: msp.fabrikam.id,
        managedByTenantName: 'Fabrikam',
        manageeTenantId: msp.contoso.id,
        manageeTenantName: 'Contoso',
        authorizations: [authorization('Reader')],
        eligibleAuthorizations: [authorization('Contributor')],
        provisioningState: 'Succeeded',
      },
      plan,
      systemData: at(made.body, 'systemData'),
    });
  });

  it.each<[string, () => object]>([
    ['properties.description', () => ({ description: 5 })],
    ['properties.registrationDefinitionName', () => ({ registrationDefinitionName: ['Offer'] })],
    [
      'properties.authorizations[0].principalIdDisplayName',
      () => ({ authorizations: [authorization('Reader', { principalIdDisplayName: {} })] }),
    ],
    [
      'properties.authorizations[0].delegatedRoleDefinitionIds[0]',
      () => ({ authorizations: [authorization('Reader', { delegatedRoleDefinitionIds: ['Contributor'] })] }),
    ],
    ['properties.eligibleAuthorizations[0].justInTimeAccessPolicy', () => eligible('often')],
    [
      'properties.eligibleAuthorizations[0].justInTimeAccessPolicy.multiFactorAuthProvider',
      () => eligible({}),
    ],
    [
      'properties.eligibleAuthorizations[0].justInTimeAccessPolicy.maximumActivationDuration',
      () => eligible({ multiFactorAuthProvider: 'None', maximumActivationDuration: '8 hours' }),
    ],
    [
      'properties.eligibleAuthorizations[0].justInTimeAccessPolicy.managedByTenantApprovers[1].principalId',
      () =>
        eligible({
          multiFactorAuthProvider: 'Azure',
          managedByTenantApprovers: [{ principalId: guid('approver') }, { principalIdDisplayName: 'Robin' }],
        }),
    ],
  ])('refuses what is not of its kind at %s', async (where, terms) => {
    const { properties } = offer(authorization('Reader')) as { readonly properties: object };
    const refused = await put(definitionPath(), { properties: { ...properties, ...terms() } });
    expectRefusedContent(refused, `'${where}'`);
  });

  it.each(['name', 'publisher', 'product', 'version'])('refuses a plan without its %s', async (part) => {
    const incomplete = await put(definitionPath(), {
      ...offer(authorization('Reader')),
      plan: { ...plan, [part]: undefined },
    });
    expectRefusedContent(incomplete, `'plan.${part}'`);
  });

  it('refuses what no resource has', async () => {
    const member = "Could not find member 'colour'";
    expectRefusedContent(
      await put(definitionPath(), { ...offer(authorization('Reader')), colour: 'green' }),
      member,
    );
    expectRefusedContent(
      await put(`${assignmentsOf(msp.scope)}/${name}`, {
        properties: { registrationDefinitionId: definitionPath() },
        colour: 'green',
      }),
      member,
    );
  });

  it('does not help against a read-only lock', async () => {
    msp.world.lock(msp.scope, 'ReadOnly');
    emulator = await started(msp.build());
    const token = await tokenFor(emulator, { user: 'cora@contoso.example', mfa: 'true' });
    const locked = await put(definitionPath(), offer(authorization('Reader')), token);
    expect(errorOf(locked)).toEqual([409, 'ScopeLocked']);
  });
});

describe('definitions', () => {
  it('are listed with those that nobody uses any more', async () => {
    await put(definitionPath(), offer(authorization('Reader')));
    const collection = definitionPath().slice(0, -name.length - 1);
    const listed = await arm(emulator, collection, { token: owner });
    expect(valueOf(listed).map((entry) => at(entry, 'id'))).toEqual([definitionPath()]);
    const filter = encodeURIComponent(`managedByTenantId eq '${guid('nobody')}'`);
    expect(valueOf(await arm(emulator, `${collection}?$filter=${filter}`, { token: owner }))).toEqual([]);
    expect((await arm(emulator, definitionPath(), { token: owner })).status).toBe(200);
    const other = await arm(emulator, `${collection}/${guid('none')}`, { token: owner });
    expect(errorOf(other)).toEqual([404, 'RegistrationDefinitionNotFound']);
  });

  it('are deleted by the customer, once no assignment uses them', async () => {
    await put(definitionPath(), offer(authorization('Reader'), authorization(deleteRole)));
    const assignment = `${assignmentsOf(msp.scope)}/${name}`;
    await put(assignment, { properties: { registrationDefinitionId: definitionPath() } });
    const remove = (path: string, token: string): Promise<Answer> =>
      arm(emulator, path, { method: 'DELETE', token });
    const alex = await tokenFor(emulator, { mfa: 'true' });
    expect(errorOf(await remove(definitionPath(), alex))).toEqual([403, 'AuthorizationFailed']);
    expect(errorOf(await remove(definitionPath(), owner))).toEqual([409, 'Conflict']);
    expect((await remove(assignment, alex)).status).toBe(200);
    expect((await remove(definitionPath(), owner)).status).toBe(200);
    expect((await remove(definitionPath(), owner)).status).toBe(204);
  });
});
