import { describe, expect, it } from 'vitest';
import { azureGuid, nameBasedGuid } from './deployment/azureGuid.ts';
import { evaluate } from './deployment/evaluate.ts';
import { evaluateDeployment } from './deployment/evaluateDeployment.ts';
import { fixture } from './fixture.ts';

const subscriptionId = '0afefe50-734e-4610-8c82-a144aff49dea';
const provider = `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices`;
const samples = {
  template: fixture('subscription.template.json') as Template,
  parameters: fixture('subscription.parameters.json') as Parameters,
};

interface Template {
  readonly parameters: Readonly<Record<string, object>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly resources: readonly [object, object];
}

interface Parameters {
  readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Policy {
  readonly resources: readonly [
    {
      readonly properties: {
        readonly policyRule: {
          readonly then: {
            readonly details: {
              readonly deployment: {
                readonly properties: { readonly template: Template; readonly parameters: object };
              };
            };
          };
        };
      };
    },
  ];
}

describe("Microsoft's own onboarding templates", () => {
  it('make the definition and the assignment of a subscription', () => {
    const { puts, outputs } = evaluateDeployment({ subscriptionId, ...samples });
    const given = samples.parameters.parameters;
    const name = azureGuid('Relecloud Managed Services');
    expect(puts).toEqual([
      {
        id: `${provider}/registrationDefinitions/${name}`,
        apiVersion: '2019-09-01',
        body: {
          properties: {
            registrationDefinitionName: 'Relecloud Managed Services',
            description: 'Relecloud Managed Services',
            managedByTenantId: '<insert managing tenant id>',
            authorizations: given.authorizations?.value,
          },
        },
      },
      {
        id: `${provider}/registrationAssignments/${name}`,
        apiVersion: '2019-09-01',
        body: {
          properties: { registrationDefinitionId: `${provider}/registrationDefinitions/${name}` },
        },
      },
    ]);
    expect(outputs).toEqual({
      mspOfferName: 'Managed by Relecloud Managed Services',
      authorizations: given.authorizations?.value,
    });
  });

  it('need no parameters where the template has default values', () => {
    const template = fixture('subscription-with-defaults.template.json') as Template;
    const { puts } = evaluateDeployment({ subscriptionId, template });
    expect(puts.map(({ id }) => id)).toEqual([
      `${provider}/registrationDefinitions/${azureGuid('Relecloud Migration Services')}`,
      `${provider}/registrationAssignments/${azureGuid('Relecloud Migration Services')}`,
    ]);
    const { authorizations } = template.parameters;
    expect(puts[0]?.body.properties).toHaveProperty(
      'authorizations',
      (authorizations as { readonly defaultValue: unknown }).defaultValue,
    );
  });

  it('reach resource groups by nested deployments, after the definitions of the subscription', () => {
    const { puts } = evaluateDeployment({
      subscriptionId,
      template: fixture('multi-rg.template.json'),
      parameters: {
        ...samples.parameters,
        parameters: {
          ...samples.parameters.parameters,
          resourceGroups: { value: [{ rgName: 'rg-web' }, { rgName: '(data)' }] },
        },
      },
    });
    const definitionId = (group: string): string => `${provider}/registrationDefinitions/${azureGuid(group)}`;
    const assignmentOf = (group: string): object => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ManagedServices/registrationAssignments/${azureGuid(group)}`,
      apiVersion: '2019-06-01',
      body: { properties: { registrationDefinitionId: definitionId(group) } },
    });
    expect(puts.slice(0, 2).map(({ id }) => id)).toEqual([definitionId('rg-web'), definitionId('(data)')]);
    expect(puts.slice(2)).toEqual([assignmentOf('rg-web'), assignmentOf('(data)')]);
  });

  it('escape within a policy what its own deployment evaluates', () => {
    const policy = fixture('policy-deployIfNotExists.template.json') as Policy;
    const { deployment } = policy.resources[0].properties.policyRule.then.details;
    const properties = evaluate(deployment.properties, {}) as typeof deployment.properties;
    expect(properties.parameters).toHaveProperty('managedByName.value', "[parameters('managedByName')]");
    const { authorizations, mspOfferName, mspOfferDescription, managedByTenantId } =
      samples.parameters.parameters;
    const { puts } = evaluateDeployment({
      subscriptionId,
      // Its schema has an address of its own, which is no other schema.
      template: { ...properties.template, $schema: schemaOf(samples.template) },
      parameters: {
        ...samples.parameters,
        parameters: {
          managedByTenantId,
          managedByName: mspOfferName,
          managedByDescription: mspOfferDescription,
          managedByAuthorizations: authorizations,
        },
      },
    });
    expect(puts).toEqual(
      evaluateDeployment({ subscriptionId, ...samples }).puts.map((put) => ({
        ...put,
        apiVersion: '2019-06-01',
      })),
    );
  });
});

describe('A text in a template', () => {
  it.each([
    ["[concat('a', 'b')]", 'ab'],
    ["[concat('it''s ', '[b]')]", "it's [b]"],
    ['[[test value]', '[test value]'],
    ['[test] value', '[test] value'],
    ['[[test] value', '[[test] value'],
    ['[', '['],
    ['test [value]', 'test [value]'],
    ['', ''],
  ])('that is %s comes to %s', (text, value) => {
    const concat = (...texts: readonly unknown[]): string => texts.join('');
    expect(evaluate({ list: [text] }, { concat })).toEqual({ list: [value] });
  });

  it.each([
    '[]',
    '[test value]',
    "[toLower('A')]",
    "[concat('a]",
    "[concat('a'))]",
    "[concat('a' 'b')]",
    '[resourceGroup().location]',
    '[constructor()]',
  ])('that is %s is not known', (text) => {
    expect(() => evaluate(text, { concat: (...texts) => texts.join('') })).toThrow(/^Not a known/);
  });

  it('is taken literally where it comes from a parameter file', () => {
    const { parameters } = samples.parameters;
    const given = { ...parameters, mspOfferName: { value: "[guid('x')]" } };
    const { puts } = evaluateDeployment({
      subscriptionId,
      ...samples,
      parameters: { ...samples.parameters, parameters: given },
    });
    expect(puts[0]?.body.properties).toHaveProperty('registrationDefinitionName', "[guid('x')]");
  });
});

describe('A deployment is refused', () => {
  const [definition, assignment] = samples.template.resources;
  it.each<[string, object, RegExp]>([
    ['with another schema', { $schema: 'https://example.org/x.json#' }, /schema/],
    ['with functions of its own', { functions: [] }, /Not known in the template: functions/],
    [
      'with a parameter that may have some values only',
      withParameter({ type: 'string', allowedValues: [] }),
      /Not known in parameter x: allowedValues/,
    ],
    [
      'without a value for a parameter',
      withParameter({ type: 'string' }),
      /The value of parameter x is no string/,
    ],
    ['with an object for a parameter', withParameter({ type: 'object', defaultValue: {} }), /is no object/],
    [
      'with a condition',
      { resources: [{ ...definition, condition: true }] },
      /Not known in Microsoft.ManagedServices\/registrationDefinitions: condition/,
    ],
    ['with a plan', { resources: [{ ...definition, plan: {} }] }, /Not known in .*: plan/],
    [
      'with a type that is an expression',
      { resources: [{ ...definition, type: "[concat('a', 'b')]" }] },
      /have to be literal/,
    ],
    [
      'that depends on what the template does not have',
      { resources: [assignment] },
      /is not defined in the template/,
    ],
    ['that has a resource twice', { resources: [definition, definition] }, /more than once/],
    [
      'whose resources depend on each other',
      {
        resources: [
          { ...definition, dependsOn: ["[variables('mspAssignmentName')]"] },
          { ...assignment, dependsOn: ["[variables('mspRegistrationName')]"] },
        ],
      },
      /depend on each other/,
    ],
    [
      'that copies a property',
      { resources: [{ ...definition, copy: { name: 'x', count: 1, mode: 'serial' } }] },
      /Not known in copy: mode/,
    ],
    [
      'with a nested deployment that has parameters',
      { resources: [nested({ parameters: { x: { type: 'string' } } })] },
      /nested template are not known/,
    ],
    [
      'with a nested deployment that escapes',
      { resources: [nested({ resources: [{ ...assignment, name: '[[x]' }] })] },
      /nested template are not known/,
    ],
  ])('%s', (_, change, message) => {
    const template = { ...samples.template, ...change };
    expect(() => evaluateDeployment({ subscriptionId, ...samples, template })).toThrow(message);
  });

  it('with parameters that the template does not have', () => {
    const parameters = fixture('marketplace.parameters.json');
    expect(() => evaluateDeployment({ subscriptionId, ...samples, parameters })).toThrow(
      'There is no parameter marketplaceOffer',
    );
  });
});

it('A name-based GUID is the one of the standard', () => {
  // RFC 9562, appendix A.4.
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(nameBasedGuid(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

function withParameter(x: object): object {
  return { parameters: { ...samples.template.parameters, x } };
}

function nested(template: object): object {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2018-05-01',
    name: 'nested',
    resourceGroup: 'rg-web',
    properties: {
      mode: 'Incremental',
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources: [],
        ...template,
      },
    },
  };
}

function schemaOf(template: object): unknown {
  return (template as { readonly $schema: unknown }).$schema;
}
