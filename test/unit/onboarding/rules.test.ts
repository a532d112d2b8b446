import { describe, expect, test } from 'vitest';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { checkOnboarding } from '../../../src/onboarding/rules/checkOnboarding.ts';
import type { RuleCode } from '../../../src/onboarding/rules/ruleCodes.ts';
import { rules } from '../../../src/onboarding/rules/ruleCodes.ts';
import { roleTableOf } from '../../../src/onboarding/rules/roleTable.ts';
import {
  eligible,
  fine,
  grant,
  managingTenant,
  parameterFile,
  principals,
  roles,
  zeroId,
} from './parameterFile.ts';

/** Each finding by its rule and the text that it points to. */
function found(text: string): readonly (readonly [RuleCode, string])[] {
  const file = recogniseJson(text);
  if (!file) throw new Error('No onboarding file');
  return checkOnboarding(file).map(({ code, range }) => [
    code,
    text.slice(range.offset, range.offset + range.length),
  ]);
}

const { operators, support, auditors } = principals;
const quoted = (text: string): string => `"${text}"`;
const withGrants = (...more: readonly object[]): string =>
  parameterFile({ ...fine, authorizations: [...fine.authorizations, ...more] });
const withEligible = (...eligibleAuthorizations: readonly object[]): string =>
  parameterFile({ ...fine, eligibleAuthorizations });
const approvers = (count: number): object => ({
  managedByTenantApprovers: Array.from({ length: count }, (_, index) => ({
    principalId: `44444444-dddd-4ddd-8ddd-${String(index).padStart(12, '4')}`,
    principalIdDisplayName: 'Approver',
  })),
});

interface Case {
  readonly rule: RuleCode;
  /** What has the finding, and the text that it points to. */
  readonly wrong: readonly (readonly [why: string, text: string, place: string])[];
  /** What has no finding at all. */
  readonly fine: readonly (readonly [why: string, text: string])[];
}

const cases: readonly Case[] = [
  {
    rule: 'noDeleteRole',
    wrong: [
      [
        'nobody holds it',
        parameterFile({ ...fine, authorizations: [grant(operators, roles.reader)] }),
        '"authorizations"',
      ],
      [
        'under another name of the parameter',
        parameterFile({ managedByAuthorizations: [grant(operators, roles.reader)] }),
        '"managedByAuthorizations"',
      ],
    ],
    fine: [
      ['it is granted', parameterFile(fine)],
      [
        'it is granted in capitals',
        parameterFile(fine).replace(roles.deleteRole, roles.deleteRole.toUpperCase()),
      ],
      [
        'it is eligible',
        parameterFile({
          ...fine,
          authorizations: [grant(operators, roles.reader)],
          eligibleAuthorizations: [eligible(operators, roles.deleteRole)],
        }),
      ],
      [
        'a list that comes from elsewhere may grant it',
        parameterFile({ ...fine, authorizations: [grant(operators, roles.reader)] }).replace(
          '"parameters": {',
          '"parameters": { "moreAuthorizations": { "reference": { "secretName": "more" } },',
        ),
      ],
    ],
  },
  {
    rule: 'ownerRole',
    wrong: [
      ['it is permanent', withGrants(grant(operators, roles.owner)), quoted(roles.owner)],
      ['it is eligible', withEligible(eligible(operators, roles.owner)), quoted(roles.owner)],
      [
        'it may be assigned',
        withGrants(
          grant(operators, roles.userAccessAdministrator, { delegatedRoleDefinitionIds: [roles.owner] }),
        ),
        quoted(roles.owner),
      ],
    ],
    fine: [['another role is granted', withGrants(grant(support, roles.contributor))]],
  },
  {
    rule: 'unsupportedRole',
    wrong: [
      [
        'it has data actions',
        withGrants(grant(operators, roles.keyVaultAdministrator)),
        quoted(roles.keyVaultAdministrator),
      ],
      [
        'it writes role assignments',
        withEligible(eligible(operators, roles.rbacAdministrator)),
        quoted(roles.rbacAdministrator),
      ],
      [
        'it would be assigned by a User Access Administrator',
        withGrants(
          grant(operators, roles.userAccessAdministrator, {
            delegatedRoleDefinitionIds: [roles.contributor, roles.userAccessAdministrator],
          }),
        ),
        quoted(roles.userAccessAdministrator),
      ],
    ],
    fine: [
      ['it changes policies alone', withGrants(grant(operators, roles.resourcePolicies))],
      ['nobody knows the role', withGrants(grant(operators, '99999999-0000-4000-8000-999999999999'))],
    ],
  },
  {
    rule: 'missingDelegatedRoles',
    wrong: [
      [
        'there is no list',
        withGrants(grant(operators, roles.userAccessAdministrator)),
        quoted(roles.userAccessAdministrator),
      ],
      [
        'the list is empty',
        withGrants(grant(operators, roles.userAccessAdministrator, { delegatedRoleDefinitionIds: [] })),
        quoted(roles.userAccessAdministrator),
      ],
    ],
    fine: [
      [
        'there is a role to assign',
        withGrants(
          grant(operators, roles.userAccessAdministrator, {
            delegatedRoleDefinitionIds: [roles.contributor],
          }),
        ),
      ],
    ],
  },
  {
    rule: 'eligibleUserAccessAdministrator',
    wrong: [
      [
        'it is eligible',
        withEligible(eligible(operators, roles.userAccessAdministrator)),
        quoted(roles.userAccessAdministrator),
      ],
    ],
    fine: [],
  },
  {
    rule: 'misplacedDelegatedRoles',
    wrong: [
      [
        'Contributor assigns nothing',
        withGrants(grant(support, roles.contributor, { delegatedRoleDefinitionIds: [roles.reader] })),
        '"delegatedRoleDefinitionIds"',
      ],
    ],
    fine: [
      [
        'nothing is listed',
        withGrants(grant(support, roles.contributor, { delegatedRoleDefinitionIds: [] })),
      ],
    ],
  },
  {
    rule: 'noReader',
    wrong: [
      [
        'only the delete role is granted',
        parameterFile({ ...fine, authorizations: [grant(operators, roles.deleteRole)] }),
        '"authorizations"',
      ],
    ],
    fine: [
      [
        'Contributor includes it',
        parameterFile({
          ...fine,
          authorizations: [grant(operators, roles.contributor), grant(operators, roles.deleteRole)],
        }),
      ],
      [
        'an unknown role may include it',
        parameterFile({
          ...fine,
          authorizations: [
            grant(operators, '99999999-0000-4000-8000-999999999999'),
            grant(operators, roles.deleteRole),
          ],
        }),
      ],
    ],
  },
  {
    rule: 'eligibleWithoutReader',
    wrong: [
      ['somebody else reads', withEligible(eligible(support, roles.contributor)), quoted(support)],
      [
        'its own permanent role does not read',
        parameterFile({
          ...fine,
          authorizations: [...fine.authorizations, grant(support, roles.supportRequests)],
          eligibleAuthorizations: [
            eligible(support, roles.contributor),
            eligible(support, roles.resourcePolicies),
          ],
        }),
        quoted(support),
      ],
    ],
    fine: [
      ['it reads', withEligible(eligible(operators, roles.contributor))],
      ['it reads, in capitals', withEligible(eligible(operators.toUpperCase(), roles.contributor))],
    ],
  },
  {
    rule: 'eligibleWithoutName',
    wrong: [
      [
        'there is none',
        withEligible(eligible(operators, roles.contributor, {}, { principalIdDisplayName: undefined })),
        quoted(operators),
      ],
      [
        'it is blank',
        withEligible(eligible(operators, roles.contributor, {}, { principalIdDisplayName: ' ' })),
        '" "',
      ],
    ],
    fine: [
      [
        'a permanent one needs none',
        withGrants(grant(support, roles.reader, { principalIdDisplayName: undefined })),
      ],
    ],
  },
  {
    rule: 'activationDuration',
    wrong: ['PT29M', 'PT8H1M', 'P1D', 'PT0S', 'P', 'PT', '8H', '08:00:00', 'P1W', '', 'PT8Hours'].map(
      (duration) => [
        duration,
        withEligible(eligible(operators, roles.contributor, { maximumActivationDuration: duration })),
        quoted(duration),
      ],
    ),
    fine: ['PT30M', 'PT8H', 'PT1H30M', 'PT1800S', 'PT480M', 'P0DT1H', 'pt4h'].map((duration) => [
      duration,
      withEligible(eligible(operators, roles.contributor, { maximumActivationDuration: duration })),
    ]),
  },
  {
    rule: 'tooManyApprovers',
    wrong: [
      [
        'eleven',
        withEligible(eligible(operators, roles.contributor, approvers(11))),
        '"managedByTenantApprovers"',
      ],
    ],
    fine: [['ten', withEligible(eligible(operators, roles.contributor, approvers(10)))]],
  },
  {
    rule: 'differentPolicies',
    wrong: [
      [
        'other duration',
        withEligible(
          eligible(operators, roles.contributor),
          eligible(operators, roles.resourcePolicies),
          eligible(
            operators,
            roles.contributor,
            { maximumActivationDuration: 'PT1H' },
            { principalId: auditors },
          ),
        ),
        '"justInTimeAccessPolicy"',
      ],
    ],
    fine: [
      [
        'the same in other words',
        parameterFile({
          ...fine,
          authorizations: [...fine.authorizations, grant(auditors, roles.reader)],
          eligibleAuthorizations: [
            eligible(operators, roles.contributor, { maximumActivationDuration: 'PT1H' }),
            eligible(auditors, roles.contributor, {
              maximumActivationDuration: 'PT60M',
              multiFactorAuthProvider: 'azure',
              managedByTenantApprovers: [],
            }),
            eligible(auditors, roles.resourcePolicies, { maximumActivationDuration: 'PT2H' }),
          ],
        }),
      ],
    ],
  },
  {
    rule: 'duplicateAuthorization',
    wrong: [
      [
        'twice, in another case',
        withGrants(grant(operators.toUpperCase(), roles.reader)),
        quoted(roles.reader),
      ],
    ],
    fine: [
      ['another role', withGrants(grant(operators, roles.supportRequests))],
      ['permanent and eligible', withEligible(eligible(operators, roles.contributor))],
    ],
  },
  {
    rule: 'malformedId',
    wrong: [
      ['a tenant’s domain', parameterFile({ ...fine, managedByTenantId: 'contoso.com' }), '"contoso.com"'],
      ['a principal’s name', withGrants(grant('MSP Operators', roles.contributor)), '"MSP Operators"'],
      ['a role’s name', withGrants(grant(support, 'Contributor')), '"Contributor"'],
      ['a number', withGrants(grant(12, roles.contributor)), '12'],
      ['a digit too few', withGrants(grant(support.slice(1), roles.contributor)), quoted(support.slice(1))],
      [
        'a role’s resource id',
        withGrants(grant(support, `/providers/Microsoft.Authorization/roleDefinitions/${roles.contributor}`)),
        quoted(`/providers/Microsoft.Authorization/roleDefinitions/${roles.contributor}`),
      ],
    ],
    fine: [['a GUID in capitals', withGrants(grant(support.toUpperCase(), roles.contributor))]],
  },
  {
    rule: 'placeholder',
    wrong: [
      '<insert managing tenant id>',
      '{{tenantId}}',
      '#{TenantId}#',
      '$(tenantId)',
      '${TENANT_ID}',
      '__TenantId__',
      'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
      'your-tenant-id',
      'TODO',
      '',
    ].map((text) => [text, parameterFile({ ...fine, managedByTenantId: text }), quoted(text)]),
    fine: [],
  },
  {
    rule: 'zeroPrincipal',
    wrong: [
      ['a principal', withGrants(grant(zeroId, roles.contributor)), quoted(zeroId)],
      [
        'an approver',
        withEligible(
          eligible(operators, roles.contributor, {
            managedByTenantApprovers: [{ principalId: zeroId, principalIdDisplayName: 'A' }],
          }),
        ),
        quoted(zeroId),
      ],
    ],
    fine: [],
  },
  {
    rule: 'managedByCustomer',
    wrong: [
      [
        'the parameters say so',
        parameterFile({ customerTenantId: managingTenant.toUpperCase(), ...fine }),
        quoted(managingTenant),
      ],
    ],
    fine: [['another customer', parameterFile({ customerTenantId: auditors, ...fine })]],
  },
];

describe.each(cases)('$rule', ({ rule, wrong, fine: right }) => {
  test.each(wrong)('is found: %s', (_why, text, place) => {
    const findings = found(text);
    expect(findings.filter(([code]) => code === rule)).toEqual([[rule, place]]);
  });

  test.each(wrong)('comes alone: %s', (_why, text) => {
    const beside: Partial<Record<RuleCode, readonly RuleCode[]>> = {
      noDeleteRole: [],
      noReader: [],
      differentPolicies: ['eligibleWithoutReader'],
    };
    const others = found(text)
      .map(([code]) => code)
      .filter((code) => code !== rule);
    expect(others).toEqual(beside[rule] ?? []);
  });

  test.each(right)('is not found: %s', (_why, text) => {
    expect(found(text)).toEqual([]);
  });
});

test('Every rule has a case, but the one that needs the roles of a cloud', () => {
  expect([...cases.map(({ rule }) => rule), 'customRole'].toSorted()).toEqual(Object.keys(rules).toSorted());
});

describe('The roles of a cloud', () => {
  const file = recogniseJson(withGrants(grant(support, '99999999-0000-4000-8000-999999999999')));
  const reader = { id: 'r', name: roles.reader, roleName: 'Reader', permissions: [{ actions: ['*/read'] }] };
  const known = [
    reader,
    { id: 'c', name: roles.contributor, permissions: [{ actions: ['*'] }] },
    { id: 'd', name: roles.deleteRole, permissions: [{ actions: [] }] },
  ];

  test('tell that a role is none of them', () => {
    expect(file && checkOnboarding(file, roleTableOf(known)).map(({ code }) => code)).toEqual(['customRole']);
  });

  test('tell what a role does that the extension does not know', () => {
    const newRole = {
      id: 'n',
      name: '99999999-0000-4000-8000-999999999999',
      permissions: [{ actions: [], dataActions: ['Microsoft.New/things/read'] }],
    };
    const findings = file && checkOnboarding(file, roleTableOf([...known, newRole]));
    expect(findings?.map(({ code, subject }) => [code, subject])).toEqual([
      ['unsupportedRole', 'Microsoft.New/things/read'],
    ]);
  });

  test('say nothing while none was read', () => {
    expect(file && checkOnboarding(file, roleTableOf([]))).toEqual([]);
  });
});

test('Five things to fill in are one hint, which names all of them', () => {
  const text = parameterFile({
    managedByTenantId: '<tenant>',
    authorizations: [grant('<group>', '<role>'), grant('<other group>', roles.reader)],
  });
  const file = recogniseJson(text);
  const findings = file ? checkOnboarding(file) : [];
  expect(findings.map(({ code, related }) => [code, related?.length])).toEqual([['placeholder', 3]]);
});

test('A file that is half typed lacks nothing yet', () => {
  const text = parameterFile({ ...fine, authorizations: [grant(operators, roles.reader)] });
  for (let length = text.length - 2; length > text.indexOf('principalId'); length -= 7) {
    const file = recogniseJson(text.slice(0, length));
    const codes = file ? checkOnboarding(file).map(({ code }) => code) : [];
    expect(codes.filter((code) => code !== 'malformedId' && code !== 'placeholder')).toEqual([]);
  }
});
