import { describe, expect, test } from 'vitest';
import { recogniseBicep } from '../../../src/onboarding/bicep/recogniseBicep.ts';
import { mentionsOnboarding } from '../../../src/onboarding/model/mentionsOnboarding.ts';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { grant, managingTenant, principals, roles } from './parameterFile.ts';

const { operators } = principals;
const authorizations = [grant(operators, roles.owner)];
const assignment = { principalId: operators, roleDefinitionId: roles.owner, principalType: 'Group' };

/** Files that speak of authorizations, principals and roles, or of Lighthouse, and onboard nobody. */
const json: Readonly<Record<string, unknown>> = {
  'package.json': {
    name: 'lighthouse-authorizations',
    scripts: { authorizations: 'node principalId.js' },
    dependencies: { 'Microsoft.ManagedServices/registrationDefinitions': '1.0.0' },
  },
  'tsconfig.json': { compilerOptions: { paths: { authorizations: ['principalId'] } } },
  'a workbook': {
    version: 'Notebook/1.0',
    items: [
      {
        type: 3,
        content: {
          query:
            "managedservicesresources | where type =~ 'microsoft.managedservices/registrationdefinitions' | mv-expand properties.authorizations | project properties.managedByTenantId, principalId",
        },
      },
    ],
  },
  'a role assignment': {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    resources: [
      {
        type: 'Microsoft.Authorization/roleAssignments',
        apiVersion: '2022-04-01',
        properties: { ...assignment, description: 'authorizations' },
      },
    ],
  },
  'parameters of role assignments': {
    parameters: { roleAssignments: { value: [assignment] }, note: { value: 'authorizations' } },
  },
  'parameters of other authorizations': {
    parameters: {
      authorizations: { value: [{ name: 'circuit', key: 'x' }] },
      principalId: { value: operators },
    },
  },
  'an ExpressRoute circuit': {
    resources: [
      {
        type: 'Microsoft.Network/expressRouteCircuits',
        properties: { authorizations: [{ name: 'principalId', properties: { authorizationKey: '1' } }] },
      },
    ],
  },
  'a managed application': {
    resources: [
      {
        type: 'Microsoft.Solutions/applicationDefinitions',
        apiVersion: '2021-07-01',
        properties: { authorizations, lockLevel: 'ReadOnly' },
      },
    ],
  },
  'what the Azure CLI lists': [
    {
      type: 'Microsoft.ManagedServices/registrationDefinitions',
      properties: { managedByTenantId: managingTenant, authorizations },
    },
  ],
  'what the extension shows of a delegation': {
    id: '/subscriptions/s/providers/Microsoft.ManagedServices/registrationAssignments/a',
    type: 'Microsoft.ManagedServices/registrationAssignments',
    properties: {
      registrationDefinition: { properties: { managedByTenantId: managingTenant, authorizations } },
    },
  },
  'an answer of Azure': {
    value: [{ properties: { managedByTenantId: managingTenant, authorizations } }],
  },
  'a policy that denies tenants': {
    properties: {
      policyRule: {
        if: {
          field: 'Microsoft.ManagedServices/registrationDefinitions/managedByTenantId',
          notIn: [managingTenant],
        },
        then: { effect: 'deny' },
      },
      metadata: { authorizations },
    },
  },
  'an OpenAPI document': {
    swagger: '2.0',
    definitions: { RegistrationDefinition: { properties: { authorizations, principalId: {} } } },
  },
  'a JSON schema': {
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: { authorizations: { type: 'array' }, principalId: { type: 'string' } },
  },
  'a custom role': {
    Name: 'Reads authorizations',
    Actions: ['Microsoft.ManagedServices/registrationDefinitions/read'],
    AssignableScopes: ['/subscriptions/s'],
  },
  'an assignment alone': {
    resources: [
      {
        type: 'Microsoft.ManagedServices/registrationAssignments',
        properties: { registrationDefinitionId: 'authorizations principalId' },
      },
    ],
  },
  'a dashboard': { lenses: { 0: { parts: [{ metadata: { authorizations, principalId: operators } }] } } },
  'settings of an editor': { 'some.authorizations': [{ principalId: operators }] },
  'a log of changes': { events: [{ authorizations: { principalId: operators, action: 'write' } }] },
  'a composer lock': { packages: [{ name: 'authorizations', description: 'principalId' }] },
};

const bicep: Readonly<Record<string, string>> = {
  'a module of role assignments': `@description('authorizations')
param roleAssignments array = [
  { principalId: '${operators}', roleDefinitionId: '${roles.owner}' }
]
resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for r in roleAssignments: {
  name: guid(r.principalId)
  properties: { principalId: r.principalId, roleDefinitionId: r.roleDefinitionId }
}]
`,
  'a call of a module': `module lighthouse 'lighthouse.bicep' = {
  name: 'principalId'
  params: { authorizations: authorizations }
}
`,
  'a comment': '// authorizations of Microsoft.ManagedServices/registrationDefinitions\nparam a string\n',
};

describe('Nothing is found in', () => {
  test.each(Object.entries(json))('%s', (_kind, content) => {
    const text = JSON.stringify(content, undefined, 2);
    expect(recogniseJson(text)).toBeUndefined();
  });

  test.each(Object.entries(bicep))('Bicep: %s', (_kind, text) => {
    expect(recogniseBicep(text)).toBeUndefined();
  });
});

test('These are 20 kinds and more, most of which a look at the words does not tell apart', () => {
  expect(Object.keys(json).length + Object.keys(bicep).length).toBeGreaterThan(20);
  const alike = Object.values(json).filter((content) => mentionsOnboarding(JSON.stringify(content)));
  expect(alike.length).toBeGreaterThan(15);
});
