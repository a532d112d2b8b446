import { expect, test } from 'vitest';
import {
  isGuid,
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
  parseScope,
  registrationAssignmentId,
  registrationDefinitionId,
  resourceKey,
  scopeOf,
} from '../../../src/arm/resourceIds.ts';
import { assignmentName as name, assignmentPath, scope, subscriptionId } from './armOf.ts';

const groupScope = `${scope}/resourceGroups/rg-1`;

test('a scope is a subscription or one of its resource groups', () => {
  expect(parseScope(scope)).toEqual({ scope, subscriptionId });
  expect(parseScope(groupScope)).toEqual({ scope: groupScope, subscriptionId, resourceGroupName: 'rg-1' });
  expect(scopeOf(subscriptionId)).toBe(scope);
  expect(scopeOf(subscriptionId, 'rg-1')).toBe(groupScope);
});

test('an id names scope and name, at a subscription and at a resource group', () => {
  expect(parseRegistrationAssignmentId(assignmentPath)).toEqual({ scope, subscriptionId, name });
  expect(parseRegistrationAssignmentId(registrationAssignmentId(groupScope, name))).toEqual({
    scope: groupScope,
    subscriptionId,
    resourceGroupName: 'rg-1',
    name,
  });
  expect(parseRegistrationDefinitionId(registrationDefinitionId(scope, name))).toEqual({
    scope,
    subscriptionId,
    name,
  });
});

test('an id is read in any letter case and keeps its own', () => {
  const id = registrationAssignmentId(groupScope, name).toUpperCase();

  expect(parseRegistrationAssignmentId(id)).toEqual({
    scope: groupScope.toUpperCase(),
    subscriptionId: subscriptionId.toUpperCase(),
    resourceGroupName: 'RG-1',
    name: name.toUpperCase(),
  });
  expect(resourceKey(id)).toBe(resourceKey(registrationAssignmentId(groupScope, name)));
});

test('the all-zero GUID is a name like any other', () => {
  const zero = '00000000-0000-0000-0000-000000000000';
  expect(parseRegistrationAssignmentId(registrationAssignmentId(scope, zero))?.name).toBe(zero);
});

test.each(['a', 'größe_(1).test-2', '日本', 'x'.repeat(90)])('"%s" is a resource group', (group) => {
  expect(parseScope(scopeOf(subscriptionId, group))?.resourceGroupName).toBe(group);
});

test.each([
  '',
  '/',
  'text',
  '/subscriptions/',
  '/subscriptions/x',
  scope.slice(1),
  `${scope}/`,
  `${scope}\n`,
  ` ${scope}`,
  `${scope}/resourceGroups/`,
  `${scope}/resourceGroups/..`,
  `${scope}/resourceGroups/a.`,
  `${scope}/resourceGroups/a/b`,
  `${scope}/resourceGroups/a b`,
  `${scope}/resourceGroups/a%2Fb`,
  `${scope}/resourceGroups/$(rm)`,
  `${scope}/resourceGroups/${'x'.repeat(91)}`,
  '/providers/Microsoft.Management/managementGroups/x',
  `https://management.azure.com${scope}`,
])('"%s" is no scope', (text) => {
  expect(parseScope(text)).toBeUndefined();
});

test.each([
  '',
  scope,
  registrationDefinitionId(scope, name),
  registrationAssignmentId(scope, 'x'),
  registrationAssignmentId(scope, ''),
  registrationAssignmentId(`${scope}/resourceGroups/..`, name),
  registrationAssignmentId('', name),
  `${assignmentPath}/`,
  `${assignmentPath}/more`,
  `${assignmentPath}?api-version=x`,
  `${assignmentPath}\n`,
  assignmentPath.replace('Microsoft.', 'MicrosoftX'),
])('"%s" is no registration assignment', (text) => {
  expect(parseRegistrationAssignmentId(text)).toBeUndefined();
});

test('an assignment is no definition', () => {
  expect(parseRegistrationDefinitionId(assignmentPath)).toBeUndefined();
});

test('a GUID is one in any letter case, and nothing around it', () => {
  expect(isGuid(name)).toBe(true);
  expect(isGuid('ABCDEF01-2345-6789-ABCD-EF0123456789')).toBe(true);
  for (const other of ['', 'x', `{${name}}`, `${name}\n`, name.slice(1), name.replaceAll('-', '')]) {
    expect(isGuid(other)).toBe(false);
  }
});
