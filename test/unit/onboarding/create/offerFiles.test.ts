import { describe, expect, test } from 'vitest';
import { deleteRoleId } from '../../../../src/delegations/roles.ts';
import { readBicep } from '../../../../src/onboarding/bicep/readBicep.ts';
import {
  grantsOfOffer,
  type NewOffer,
  readerRoleId,
  recommendedPolicy,
} from '../../../../src/onboarding/create/newOffer.ts';
import { offerFiles } from '../../../../src/onboarding/create/offerFiles.ts';
import { userAccessAdministratorRoleId } from '../../../../src/onboarding/roles/lighthouseSupport.ts';
import { bicepErrors } from '../bicepGrammar.ts';

const contributorRoleId = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const operators = {
  id: '11111111-1111-4111-8111-111111111111',
  displayName: "Fabrikam's ${operators}",
  roleIds: [readerRoleId, deleteRoleId],
  delegatedRoleIds: [],
  isEligible: false,
} as const;
const offer: NewOffer = {
  managingTenantId: '22222222-2222-4222-8222-222222222222',
  name: "[concat('not', 'evaluated')]",
  scope: { kind: 'subscription' },
  principals: [operators],
};
const inGroup: NewOffer = { ...offer, scope: { kind: 'resourceGroup', name: 'rg-shop' } };
const eligible: NewOffer = {
  ...offer,
  principals: [
    {
      ...operators,
      roleIds: [contributorRoleId, deleteRoleId, userAccessAdministratorRoleId],
      delegatedRoleIds: [contributorRoleId],
      isEligible: true,
    },
  ],
};

describe('What an offer grants', () => {
  test('is permanent unless somebody says otherwise', () => {
    expect(grantsOfOffer(offer)).toEqual({
      authorizations: [readerRoleId, deleteRoleId].map((roleDefinitionId) => ({
        principalId: operators.id,
        principalIdDisplayName: operators.displayName,
        roleDefinitionId,
      })),
      eligibleAuthorizations: [],
    });
  });

  test('is eligible with a permanent Reader beside it, and never the way out nor what Azure refuses', () => {
    const { authorizations, eligibleAuthorizations } = grantsOfOffer(eligible);
    expect(authorizations.map(({ roleDefinitionId }) => roleDefinitionId)).toEqual([
      readerRoleId,
      deleteRoleId,
      userAccessAdministratorRoleId,
    ]);
    expect(authorizations[2]?.delegatedRoleDefinitionIds).toEqual([contributorRoleId]);
    expect(eligibleAuthorizations).toEqual([
      {
        principalId: operators.id,
        principalIdDisplayName: operators.displayName,
        roleDefinitionId: contributorRoleId,
        justInTimeAccessPolicy: recommendedPolicy,
      },
    ]);
  });
});

interface ArmTemplate {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly resources: readonly {
    readonly type: string;
    readonly resourceGroup?: string;
    readonly properties: object;
  }[];
}

describe('The JSON files', () => {
  test('are a template without values, and all values as parameters that nobody evaluates', () => {
    const [template, parameters, ...more] = offerFiles(eligible, 'json', 'onboarding');
    expect(more).toEqual([]);
    expect([template?.name, parameters?.name]).toEqual([
      'onboarding.template.json',
      'onboarding.parameters.json',
    ]);
    const { resources, parameters: declared } = JSON.parse(template?.text ?? '') as ArmTemplate;
    const values = (JSON.parse(parameters?.text ?? '') as ArmTemplate).parameters;
    expect(Object.keys(values)).toEqual(Object.keys(declared));
    expect(values.mspOfferName).toEqual({ value: offer.name });
    expect(values.authorizations).toEqual({ value: grantsOfOffer(eligible).authorizations });
    expect(resources.map(({ type }) => type)).toEqual([
      'Microsoft.ManagedServices/registrationDefinitions',
      'Microsoft.ManagedServices/registrationAssignments',
    ]);
    expect(template?.text).not.toContain(operators.id);
  });

  test('delegate a resource group by a nested deployment', () => {
    const [template, parameters] = offerFiles(inGroup, 'json', 'x');
    const { resources } = JSON.parse(template?.text ?? '') as ArmTemplate;
    expect(resources[1]).toMatchObject({
      type: 'Microsoft.Resources/deployments',
      resourceGroup: "[parameters('rgName')]",
      properties: {
        template: { resources: [{ type: 'Microsoft.ManagedServices/registrationAssignments' }] },
      },
    });
    expect(parameters?.text).toContain('"rg-shop"');
  });
});

describe('The Bicep files', () => {
  test.each([
    ['a subscription', offer, ['lighthouse.bicep', 'lighthouse.bicepparam']],
    [
      'a resource group',
      inGroup,
      ['lighthouse.bicep', 'lighthouse.assignment.bicep', 'lighthouse.bicepparam'],
    ],
    ['eligible roles', eligible, ['lighthouse.bicep', 'lighthouse.bicepparam']],
  ])('are Bicep: %s', (_, each, names) => {
    const files = offerFiles(each, 'bicep', 'lighthouse');
    expect(files.map(({ name }) => name)).toEqual(names);
    for (const { text } of files) {
      expect(bicepErrors(text)).toEqual([]);
      expect(readBicep(text).broken).toBe(false);
    }
    const [template, parameters] = [files[0]?.text ?? '', files.at(-1)?.text ?? ''];
    const declared = readBicep(template).values.map(({ name }) => name);
    const given = readBicep(parameters);
    expect(given.values.map(({ name }) => name)).toEqual(declared);
    expect(given.using).toBe('./lighthouse.bicep');
  });
});
