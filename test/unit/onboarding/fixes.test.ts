import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bicepSyntax, type EditSyntax, jsonSyntax } from '../../../src/onboarding/fixes/editSyntax.ts';
import { editsFor } from '../../../src/onboarding/fixes/editsFor.ts';
import type { Fix } from '../../../src/onboarding/fixes/fix.ts';
import { fixAll } from '../../../src/onboarding/fixes/fixAll.ts';
import { fixesFor } from '../../../src/onboarding/fixes/fixesFor.ts';
import { makeEligible } from '../../../src/onboarding/fixes/makeEligible.ts';
import { applyEdits } from '../../../src/onboarding/fixes/textEdit.ts';
import { recogniseBicep } from '../../../src/onboarding/bicep/recogniseBicep.ts';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { checkOnboarding } from '../../../src/onboarding/rules/checkOnboarding.ts';
import { wellKnownRoleTable } from '../../../src/onboarding/rules/roleTable.ts';
import type { RuleCode } from '../../../src/onboarding/rules/ruleCodes.ts';
import { eligible, fine, grant, parameterFile, principals, roles } from './parameterFile.ts';

const { operators, support } = principals;
const json = { read: recogniseJson, syntax: jsonSyntax };

function fixesOf(text: string, code: RuleCode, read = recogniseJson): readonly Fix[] {
  const file = read(text);
  const finding = file && checkOnboarding(file).find((one) => one.code === code);
  if (!finding) throw new Error(`${code} was not found`);
  return fixesFor(text, finding);
}

function applied(text: string, fix: Fix | undefined, syntax: EditSyntax = jsonSyntax): string {
  if (!fix) throw new Error('No fix');
  return applyEdits(text, editsFor(text, syntax, fix.changes));
}

const file = (authorizations: string): string =>
  `{ "parameters": { "managedByTenantId": { "value": "${fine.managedByTenantId}" }, "authorizations": { "value": ${authorizations} } } }`;
const reader = `"principalId": "${operators}", "principalIdDisplayName": "Operators", "roleDefinitionId": "${roles.reader}"`;
const deleteGrant = (id: string, name: string): string =>
  `"principalId": "${id}", "principalIdDisplayName": "${name}", "roleDefinitionId": "${roles.deleteRole}"`;

describe('The delete role', () => {
  test('is offered for everybody who is there, whoever has most roles first, and for somebody new', () => {
    const text = parameterFile({
      ...fine,
      authorizations: [
        grant(support, roles.reader, { principalIdDisplayName: 'Support' }),
        grant(operators, roles.reader, { principalIdDisplayName: undefined }),
        grant(operators, roles.contributor),
      ],
    });
    const fixes = fixesOf(text, 'noDeleteRole');
    expect(fixes.map(({ principal, isPreferred }) => [principal?.label, isPreferred])).toEqual([
      ['Some Group', true],
      ['Support', false],
      [undefined, false],
    ]);
  });

  test.each([
    ['in one line', `[{ ${reader} }]`, `[{ ${reader} }, { ${deleteGrant(operators, 'Operators')} }]`],
    [
      'in lines of their own, with a comment behind the last',
      `[\n\t{ ${reader} } // first line\n]`,
      `[\n\t{ ${reader} }, // first line\n\t{ ${deleteGrant(operators, 'Operators')} }\n]`,
    ],
    [
      'with a comma behind the last',
      `[\r\n  { ${reader} }, /* one */\r\n]`,
      `[\r\n  { ${reader} }, /* one */\r\n  { ${deleteGrant(operators, 'Operators')} },\r\n]`,
    ],
    [
      'bracket behind brace',
      `[{\n    ${reader.replaceAll(', ', ',\n    ')}\n  }]`,
      `[{\n    ${reader.replaceAll(', ', ',\n    ')}\n  }, {\n    ${deleteGrant(operators, 'Operators').replaceAll(', ', ',\n    ')}\n  }]`,
    ],
  ])('is written as the others are: %s', (_how, before, after) => {
    const text = file(before);
    expect(applied(text, fixesOf(text, 'noDeleteRole')[0])).toBe(file(after));
  });

  test('is added to Microsoft’s sample, and nothing else changes', () => {
    const text = readFileSync(
      join(import.meta.dirname, 'fixtures', 'samples', 'marketplace.parameters.json'),
      'utf8',
    );
    const after = applied(text, fixesOf(text, 'noDeleteRole')[0]);
    expect(after.length - text.length).toBeGreaterThan(100);
    expect(after.replace(/,\s*\{[^{}]*91c1777a[^{}]*\}/, '')).toBe(text);
  });

  test('is added to an empty list for somebody who is still to be filled in', () => {
    const text = file('[]');
    const after = applied(text, fixesOf(text, 'noDeleteRole')[0]);
    expect(recogniseJson(after)?.offers[0]?.authorizations.arrays[0]?.entries).toHaveLength(1);
    expect(after).toContain('"<insert principal id>"');
  });

  test('is added in Bicep, without commas', () => {
    const text = [
      "resource d 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {",
      '  properties: {',
      '    authorizations: [',
      '      {',
      `        principalId: '${operators}'`,
      "        principalIdDisplayName: 'It\\'s us'",
      `        roleDefinitionId: '${roles.reader}' // reads`,
      '      } // the first',
      '    ]',
      '  }',
      '}',
      '',
    ].join('\n');
    const after = applied(text, fixesOf(text, 'noDeleteRole', recogniseBicep)[0], bicepSyntax);
    const added = [
      '      {',
      `        principalId: '${operators}'`,
      "        principalIdDisplayName: 'It\\'s us'",
      `        roleDefinitionId: '${roles.deleteRole}'`,
      '      }',
    ];
    expect(after).toBe(text.replace('// the first\n', `// the first\n${added.join('\n')}\n`));
  });
});

test.each([
  ['10H', 'PT8H'],
  ['PT24H', 'PT8H'],
  ['PT5M', 'PT30M'],
  ['1:30', 'PT1H30M'],
  ['90 minutes', 'PT1H30M'],
  ['4 hours', 'PT4H'],
  ['2h 15m', 'PT2H15M'],
  ['soon', 'PT8H'],
])('A duration of %s becomes %s', (duration, right) => {
  const text = parameterFile({
    ...fine,
    eligibleAuthorizations: [eligible(operators, roles.contributor, { maximumActivationDuration: duration })],
  });
  expect(applied(text, fixesOf(text, 'activationDuration')[0])).toBe(
    text.replace(`"${duration}"`, `"${right}"`),
  );
});

describe('Owner', () => {
  test('becomes Contributor', () => {
    const text = parameterFile({
      ...fine,
      authorizations: [...fine.authorizations, grant(support, roles.owner)],
    });
    expect(applied(text, fixesOf(text, 'ownerRole')[0])).toBe(text.replace(roles.owner, roles.contributor));
  });

  test('goes where the same principal is Contributor already', () => {
    const text = parameterFile({
      ...fine,
      authorizations: [grant(operators, roles.owner), ...fine.authorizations],
    });
    expect(applied(text, fixesOf(text, 'ownerRole')[0])).toBe(parameterFile(fine));
  });
});

describe('A permanent authorization becomes eligible', () => {
  const [readerGrant, contributor, deleteRole] = fine.authorizations;

  test('and the Reader that is there stays', () => {
    const text = parameterFile({ ...fine, eligibleAuthorizations: [] });
    const file = recogniseJson(text);
    const at = { offset: text.indexOf(roles.contributor), length: 0 };
    const [fix] = file ? makeEligible(text, file, at, wellKnownRoleTable) : [];
    const after = JSON.parse(applied(text, fix)) as unknown;
    expect(after).toEqual(
      JSON.parse(
        parameterFile({
          ...fine,
          authorizations: [readerGrant, deleteRole],
          eligibleAuthorizations: [eligible(operators, roles.contributor)],
        }),
      ),
    );
  });

  test('and leaves a Reader where there was none', () => {
    const text = parameterFile({
      ...fine,
      authorizations: [contributor, deleteRole],
      eligibleAuthorizations: [],
    });
    const file = recogniseJson(text);
    const at = { offset: text.indexOf(roles.contributor), length: 0 };
    const [fix] = file ? makeEligible(text, file, at, wellKnownRoleTable) : [];
    const after = applied(text, fix);
    expect(checkOnboarding(recogniseJson(after) ?? { offers: [], broken: true })).toEqual([]);
    expect(after).toContain(roles.reader);
  });

  test.each([roles.reader, roles.deleteRole])('but not where it changes nothing: %s', (role) => {
    const text = parameterFile({ ...fine, eligibleAuthorizations: [] });
    const file = recogniseJson(text);
    const at = { offset: text.indexOf(role), length: 0 };
    expect(file && makeEligible(text, file, at, wellKnownRoleTable)).toEqual([]);
  });

  test('but not where the template may know no eligible ones', () => {
    const text = parameterFile(fine);
    const file = recogniseJson(text);
    const at = { offset: text.indexOf(roles.contributor), length: 0 };
    expect(file && makeEligible(text, file, at, wellKnownRoleTable)).toEqual([]);
  });
});

describe('Fix all', () => {
  const wrong = parameterFile({
    ...fine,
    authorizations: [
      grant(operators, roles.owner),
      grant(operators, roles.owner),
      grant(support, `/providers/Microsoft.Authorization/roleDefinitions/${roles.supportRequests}`),
      grant(support, roles.userAccessAdministrator),
      grant(support, roles.resourcePolicies, { delegatedRoleDefinitionIds: [roles.reader] }),
    ],
    eligibleAuthorizations: [
      eligible(
        operators,
        roles.contributor,
        { maximumActivationDuration: '9h' },
        { principalIdDisplayName: '' },
      ),
      eligible(principals.auditors, roles.contributor, { maximumActivationDuration: 'PT1H' }),
    ],
  });
  const codesOf = (text: string): readonly RuleCode[] =>
    checkOnboarding(recogniseJson(text) ?? { offers: [], broken: true }).map(({ code }) => code);

  test('puts everything right that can be', () => {
    const fixed = fixAll(wrong, json, wellKnownRoleTable, () => true, false);
    expect(codesOf(wrong).length).toBeGreaterThan(8);
    expect(codesOf(fixed)).toEqual([]);
    expect(fixAll(fixed, json, wellKnownRoleTable, () => true, false)).toBe(fixed);
  });

  test('gives nobody more access while a file is saved', () => {
    const fixed = fixAll(wrong, json, wellKnownRoleTable, () => true, true);
    expect([...new Set(codesOf(fixed))].toSorted()).toEqual([
      'differentPolicies',
      'eligibleWithoutReader',
      'missingDelegatedRoles',
      'noDeleteRole',
    ]);
    expect(fixed).not.toContain(roles.deleteRole);
  });
});
