import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../../src/delegations/restore/jsonText.ts';
import { onboardingFiles } from '../../../../src/delegations/restore/onboardingFiles.ts';
import { onboardingTemplate } from '../../../../src/delegations/restore/onboardingTemplate.ts';
import { guid } from '../../../emulator/worldBuilder.ts';
import { hostileNames } from '../../wording/hostileNames.ts';
import { evaluateDeployment } from './deployment/evaluateDeployment.ts';
import { fixture } from './fixture.ts';
import {
  assignmentName,
  definitionName,
  definitionPath,
  managingTenantId,
  saved,
  subscriptionId,
} from './savedAssignment.ts';

const assignmentResource = {
  type: 'Microsoft.ManagedServices/registrationAssignments',
  apiVersion: '2022-10-01',
  name: assignmentName,
  properties: { registrationDefinitionId: definitionPath },
};

describe('The onboarding template', () => {
  it('of a subscription makes the definition and the assignment, under the names that they had', () => {
    expect(onboardingTemplate(saved(), 'definitionAndAssignment')).toEqual({
      template: {
        $schema:
          'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        parameters: {
          mspOfferName: { type: 'string' },
          managedByTenantId: { type: 'string' },
          authorizations: { type: 'array' },
        },
        resources: [
          {
            type: 'Microsoft.ManagedServices/registrationDefinitions',
            apiVersion: '2022-10-01',
            name: definitionName,
            properties: {
              registrationDefinitionName: "[parameters('mspOfferName')]",
              managedByTenantId: "[parameters('managedByTenantId')]",
              authorizations: "[parameters('authorizations')]",
            },
          },
          { ...assignmentResource, dependsOn: [definitionPath] },
        ],
      },
      parameters: {
        $schema:
          'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#',
        contentVersion: '1.0.0.0',
        parameters: {
          mspOfferName: { value: 'Gold support' },
          managedByTenantId: { value: managingTenantId },
          authorizations: { value: saved().terms.authorizations },
        },
      },
    });
  });

  it('of a resource group makes the assignment there, by a nested deployment', () => {
    const { template } = onboardingTemplate(saved({ resourceGroup: '(Web)' }), 'definitionAndAssignment');
    expect(template).toHaveProperty('resources[1]', {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: `restore-${assignmentName}`,
      resourceGroup: '(Web)',
      dependsOn: [definitionPath],
      properties: {
        mode: 'Incremental',
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          resources: [assignmentResource],
        },
      },
    });
  });

  it('of an assignment alone leaves the definition as it is', () => {
    expect(onboardingTemplate(saved(), 'assignmentAlone')).toEqual({
      template: {
        $schema:
          'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        parameters: {},
        resources: [assignmentResource],
      },
      parameters: undefined,
    });
  });

  it("has the parameters of Microsoft's own", () => {
    const { parameters } = fixture('rg-managing-tenant-approvers.parameters.json') as {
      readonly parameters: Readonly<Record<string, { readonly value: never }>>;
    };
    const { rgName, ...others } = parameters;
    const delegation = saved({
      resourceGroup: String(rgName?.value),
      terms: {
        ...(parameters.mspOfferName && { registrationDefinitionName: parameters.mspOfferName.value }),
        ...(parameters.mspOfferDescription && { description: parameters.mspOfferDescription.value }),
        ...(parameters.managedByTenantId && { managedByTenantId: parameters.managedByTenantId.value }),
        ...(parameters.authorizations && { authorizations: parameters.authorizations.value }),
        ...(parameters.eligibleAuthorizations && {
          eligibleAuthorizations: parameters.eligibleAuthorizations.value,
        }),
      },
    });
    expect(onboardingTemplate(delegation, 'definitionAndAssignment').parameters).toHaveProperty(
      'parameters',
      others,
    );
  });

  it('has no text of a stranger in it, so that none can be an expression', () => {
    const named = (text: string): object =>
      onboardingTemplate(
        saved({
          terms: {
            registrationDefinitionName: text,
            description: text,
            managedByTenantId: text,
            authorizations: [{ principalId: text, principalIdDisplayName: text, roleDefinitionId: text }],
          },
        }),
        'definitionAndAssignment',
      ).template;
    expect(named("[parameters('description')]")).toEqual(named('ordinary'));
  });

  it('leaves the plan of a Marketplace offer out', () => {
    const plan = { publisher: 'fabrikam', product: 'security', name: 'gold', version: '1.0.0' };
    expect(onboardingTemplate(saved({ plan }), 'definitionAndAssignment')).toEqual(
      onboardingTemplate(saved(), 'definitionAndAssignment'),
    );
  });

  it.each([undefined, 'rg-web'])('deploys nothing to another subscription (resource group: %s)', (group) => {
    const delegation = saved(group === undefined ? {} : { resourceGroup: group });
    const { template, parameters } = onboardingTemplate(delegation, 'definitionAndAssignment');
    expect(evaluateDeployment({ subscriptionId, template, parameters }).puts).toHaveLength(2);
    expect(() => evaluateDeployment({ subscriptionId: guid('other'), template, parameters })).toThrow(
      'is not defined in the template',
    );
  });
});

describe('The files', () => {
  const options = {
    recreate: 'definitionAndAssignment',
    savedAt: new Date('2026-02-03T23:00:00Z'),
    markdown: (text: string) => text,
  } as const;

  it('are template, parameters and README', () => {
    const { files } = onboardingFiles(saved(), options);
    expect(files.map(({ name }) => name)).toEqual([
      'delegation.template.json',
      'delegation.parameters.json',
      'README.md',
    ]);
    const { template, parameters } = onboardingTemplate(saved(), 'definitionAndAssignment');
    expect(JSON.parse(files[0]?.text ?? '')).toEqual(template);
    expect(JSON.parse(files[1]?.text ?? '')).toEqual(parameters);
    expect(files[2]?.text).toContain('2026-02-03');
  });

  it('are two where there are no parameters', () => {
    const { files } = onboardingFiles(saved(), { ...options, recreate: 'assignmentAlone' });
    expect(files.map(({ name }) => name)).toEqual(['delegation.template.json', 'README.md']);
    expect(files[1]?.text).not.toContain('delegation.parameters.json');
  });

  it.each([
    ['an offer', 'Fabrikam Managed Services Gold', 'fabrikam-managed-services-gold-'],
    ['accents and fractions', 'Größe & Süd ½', 'gro-e-sud-1-2-'],
    ['no Latin letter', 'תמיכה 👩‍💻', ''],
    ['a path', '../../etc/passwd', 'etc-passwd-'],
    ['a device', 'CON', 'con-'],
    ['a long name', 'x'.repeat(5000), `${'x'.repeat(40)}-`],
    ['a long name that ends in a sign', `${'x'.repeat(39)} y`, `${'x'.repeat(39)}-`],
    ['no name', '', ''],
  ])('of %s are for a folder with a safe name', (_, registrationDefinitionName, offer) => {
    const { folderName } = onboardingFiles(saved({ terms: { registrationDefinitionName } }), options);
    expect(folderName.replace(/[0-9a-f]{8}$/, '')).toBe(`delegation-${offer}`);
  });

  it.each(hostileNames)('of an offer with $what are for a folder with a safe name', ({ typed }) => {
    const { folderName } = onboardingFiles(saved({ terms: { registrationDefinitionName: typed } }), options);
    expect(folderName).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(folderName.length).toBeLessThan(64);
  });

  it('have another folder for every delegation, whatever its letter case', () => {
    const folders = [saved(), saved({ resourceGroup: 'rg-web' }), saved({ resourceGroup: 'RG-WEB' })].map(
      (delegation) => onboardingFiles(delegation, options).folderName,
    );
    expect(new Set(folders).size).toBe(2);
  });
});

describe('JSON for every reader', () => {
  const typed = [
    ...hostileNames.map(({ typed }) => typed),
    'two  blanks',
    ' x ',
    '\\" \\  "',
    '/* x */ // y',
    'a, }',
  ];

  it.each(typed)('is the same value: %j', (text) => {
    expect(JSON.parse(jsonText({ [text]: [text] }))).toEqual({ [text]: [text] });
  });

  it.each(typed)('is the same value to who takes runs of blanks for one: %j', (text) => {
    const collapsed = jsonText({ [text]: [text] }).replaceAll(/\s\s+/g, ' ');
    expect(JSON.parse(collapsed)).toEqual({ [text]: [text] });
  });

  it('shows what nobody would see', () => {
    expect(jsonText('a\u202Eb\u200Bc\u00A0d\u{E0041}e  f')).toBe(
      String.raw`"a\u202eb\u200bc\u00a0d\udb40\udc41e \u0020f"` + '\n',
    );
  });

  it('keeps what everybody reads', () => {
    expect(jsonText({ name: 'Größe – 資源 👍' })).toBe('{\n  "name": "Größe – 資源 👍"\n}\n');
  });
});
