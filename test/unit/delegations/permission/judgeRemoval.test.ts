import { describe, expect, test } from 'vitest';
import type { Permission } from '../../../../src/arm/authorization/models.ts';
import { ArmError, type ArmErrorReason } from '../../../../src/arm/errors.ts';
import { judgeRemoval } from '../../../../src/delegations/permission/judgeRemoval.ts';
import { deleteRoleId, ownerRoleId } from '../../../../src/delegations/roles.ts';
import { incoming, operators, outgoing, reader, someDelegation, watchers } from './delegations.ts';

const deletion = 'Microsoft.ManagedServices/registrationAssignments/delete';
const writing = 'Microsoft.Authorization/roleAssignments/write';

/** Roles by the entries that they put into permissions. */
const roles = {
  reader: { actions: ['*/read'] },
  contributor: {
    actions: ['*'],
    notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
  },
  owner: { actions: ['*'] },
  userAccessAdministrator: { actions: ['*/read', 'Microsoft.Authorization/*'] },
  deleteRole: { actions: ['Microsoft.ManagedServices/registrationAssignments/read', deletion] },
} satisfies Record<string, Permission>;

const onManagingSide = (permissions: readonly Permission[], delegation = someDelegation()) =>
  judgeRemoval(outgoing, delegation, { permissions });
const onCustomerSide = (permissions: readonly Permission[], delegation = someDelegation()) =>
  judgeRemoval(incoming, delegation, { permissions });

describe('A user of the managing tenant', () => {
  test.each([
    ['the delete role', [roles.reader, roles.deleteRole]],
    ['the deletion by name, in any letter case', [{ actions: [deletion.toUpperCase()] }]],
    ['everything of the provider', [{ actions: ['Microsoft.ManagedServices/*'] }]],
    ['every deletion of the provider', [{ actions: ['microsoft.managedservices/*/delete'] }]],
    ['the delete role beside Contributor', [roles.contributor, roles.deleteRole]],
    [
      'the delete role beside a role without the provider',
      [{ actions: ['*'], notActions: ['Microsoft.ManagedServices/*'] }, roles.deleteRole],
    ],
  ])('may remove it with %s', (_, permissions) => {
    expect(onManagingSide(permissions).answer).toBe('yes');
  });

  test.each([
    ['Contributor', [roles.reader, roles.contributor]],
    ['Owner', [roles.owner]],
    ['every deletion', [{ actions: ['*/delete'] }]],
    [
      'a wildcard in the provider’s name',
      [{ actions: ['Microsoft.Managed*/registrationAssignments/delete'] }],
    ],
    ['a wildcard before the type', [{ actions: ['*/registrationAssignments/delete'] }]],
    [
      'a role that names the deletion in vain, and a wildcard',
      [{ actions: [deletion], notActions: ['*/delete'] }, roles.contributor],
    ],
  ])('perhaps may with %s, of which Microsoft says nothing', (_, permissions) => {
    expect(onManagingSide(permissions).answer).toBe('perhaps');
  });

  test.each([
    ['no role', []],
    ['Reader', [roles.reader]],
    ['User Access Administrator, who may write role assignments', [roles.userAccessAdministrator]],
    [
      'the deletion of definitions',
      [{ actions: ['Microsoft.ManagedServices/registrationDefinitions/delete'] }],
    ],
    ['a deletion that its own role takes back', [{ actions: ['*', deletion], notActions: ['*/delete'] }]],
    ['the deletion as an operation on data', [{ dataActions: [deletion, '*'] }]],
  ])('may not with %s', (_, permissions) => {
    expect(onManagingSide(permissions).answer).toBe('no');
  });

  test('can activate an eligible delete role where nothing is allowed now', () => {
    const delegation = someDelegation({ eligible: [[operators, deleteRoleId]] });
    expect(onManagingSide([roles.reader], delegation)).toMatchObject({
      answer: 'activateInPim',
      deleteRole: {
        permanent: [],
        eligible: [{ principalId: operators, roleDefinitionId: deleteRoleId }],
      },
    });
    expect(onManagingSide([roles.contributor], delegation).answer).toBe('perhaps');
    expect(onManagingSide([roles.deleteRole], delegation).answer).toBe('yes');
  });

  test('has nothing to activate where another role is eligible', () => {
    const delegation = someDelegation({ eligible: [[operators, reader]] });
    expect(onManagingSide([roles.reader], delegation).answer).toBe('no');
  });
});

describe('A user of the customer', () => {
  test.each([
    ['Owner', [roles.owner]],
    ['User Access Administrator', [roles.userAccessAdministrator]],
    ['the writing of role assignments', [{ actions: [writing] }]],
    ['that in another letter case', [{ actions: ['microsoft.authorization/roleassignments/WRITE'] }]],
    ['that beside Contributor', [roles.contributor, { actions: [writing] }]],
  ])('may remove it with %s', (_, permissions) => {
    expect(onCustomerSide(permissions).answer).toBe('yes');
  });

  test.each([
    ['Contributor', [roles.contributor]],
    ['the deletion by name', [roles.deleteRole]],
  ])('perhaps may with %s, which allows the deletion alone', (_, permissions) => {
    expect(onCustomerSide(permissions).answer).toBe('perhaps');
  });

  test.each([
    ['no role', []],
    ['Reader', [roles.reader]],
    [
      'an Owner without role assignments and deletions',
      [{ actions: ['*'], notActions: [writing, '*/delete'] }],
    ],
  ])('may not with %s', (_, permissions) => {
    expect(onCustomerSide(permissions).answer).toBe('no');
  });

  test('has nothing to activate: what is eligible is for the managing tenant', () => {
    const delegation = someDelegation({ eligible: [[operators, deleteRoleId]] });
    expect(onCustomerSide([roles.reader], delegation).answer).toBe('no');
  });
});

describe('Why not', () => {
  const delegation = someDelegation({
    roles: [
      [operators, reader],
      [watchers, deleteRoleId.toUpperCase()],
    ],
  });

  test('is told with the role that is missing, the scope, and the side of the user', () => {
    const { scope } = delegation;
    expect(onManagingSide([], delegation)).toMatchObject({
      side: 'managing',
      scope,
      neededRoleId: deleteRoleId,
    });
    expect(onCustomerSide([], delegation)).toMatchObject({
      side: 'customer',
      scope,
      neededRoleId: ownerRoleId,
    });
  });

  test('is that the user is not among those who hold the delete role', () => {
    expect(onManagingSide([roles.reader], delegation).deleteRole).toEqual({
      permanent: [{ principalId: watchers, roleDefinitionId: deleteRoleId.toUpperCase() }],
      eligible: [],
    });
  });

  test('is that nobody holds it, so that only the customer is left', () => {
    const nobody = someDelegation({ roles: [[operators, reader]] });
    expect(onManagingSide([roles.reader], nobody).deleteRole).toEqual({ permanent: [], eligible: [] });
  });

  test('is not said of terms that Azure does not tell', () => {
    const untold = someDelegation({ untold: true });
    expect(onManagingSide([roles.reader], untold)).toMatchObject({ answer: 'no', deleteRole: undefined });
  });

  test('the resource group is named where that is delegated', () => {
    const inGroup = someDelegation({ resourceGroup: 'rg-web' });
    expect(onManagingSide([], inGroup).scope).toMatch(/\/resourceGroups\/rg-web$/);
  });
});

describe('A disabled subscription', () => {
  test.each([
    ['Disabled', true],
    ['disabled', true],
    ['Enabled', false],
    ['Warned', false],
    ['PastDue', false],
    [undefined, false],
  ])('is one that Azure lists as %s: %s', (state, subscriptionDisabled) => {
    const row = { ...outgoing, subscription: { ...outgoing.subscription, state } };
    const judged = judgeRemoval(row, someDelegation(), { permissions: [roles.deleteRole] });
    expect(judged).toMatchObject({ answer: 'yes', subscriptionDisabled });
  });
});

test.each<ArmErrorReason>([
  'forbidden',
  'notFound',
  'malformed',
  'offline',
  'timeout',
  'throttled',
  'server',
])('Where permissions cannot be read (%s) nothing is guessed', (reason) => {
  const error = new ArmError('A test says so.', { reason });
  const delegation = someDelegation({ eligible: [[operators, deleteRoleId]] });
  for (const row of [outgoing, incoming])
    expect(judgeRemoval(row, delegation, { error })).toMatchObject({
      answer: 'unknown',
      error,
      scope: delegation.scope,
    });
});
