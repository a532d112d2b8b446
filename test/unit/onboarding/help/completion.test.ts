import { describe, expect, test, vi } from 'vitest';
import { completionPlace } from '../../../../src/onboarding/help/completionPlace.ts';
import { separators } from '../../../../src/onboarding/help/separators.ts';
import { suggestions } from '../../../../src/onboarding/help/suggestions.ts';
import type { OnboardingLanguage } from '../../../../src/onboarding/onboardingLanguage.ts';
import { readOnboarding } from '../../../../src/onboarding/readOnboarding.ts';
import { bicepErrors } from '../bicepGrammar.ts';

vi.mock('vscode', () => ({
  l10n: {
    t: (text: string, ...values: readonly unknown[]) =>
      text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])),
  },
}));

const group = '11111111-1111-4111-8111-111111111111';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const cloudRole = ['33333333-3333-4333-8333-333333333333', 'Role of Tomorrow'] as const;

/** A parameter file with some text between the authorizations, and the cursor at `|`. */
const files: Readonly<Record<OnboardingLanguage, (inside: string, eligible?: string) => string>> = {
  json: (inside, eligible = '') => `{
  "parameters": {
    "managedByTenantId": { "value": "22222222-2222-4222-8222-222222222222" },
    "authorizations": {
      "value": [
        { "principalId": "${group}", "roleDefinitionId": "${reader}" }${inside}
      ]
    },
    "eligibleAuthorizations": { "value": [${eligible}] }
  }
}`,
  bicep: (inside, eligible = '') => `using './main.bicep'

param managedByTenantId = '22222222-2222-4222-8222-222222222222'
param authorizations = [
  { principalId: '${group}', roleDefinitionId: '${reader}' }${inside}
]
param eligibleAuthorizations = [${eligible}]
`,
};

function at(marked: string, language: OnboardingLanguage) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const place = completionPlace(text, offset, () => readOnboarding(text, language));
  const offered = place ? suggestions(place, language, new Map([cloudRole])) : [];
  return {
    kind: place?.kind,
    replaced: place && text.slice(place.range.offset, place.range.offset + place.range.length),
    labels: offered.map(({ label }) => label),
    offered,
    /** The text with a suggestion accepted, and its stops filled in. */
    accept(label: string): string {
      const chosen = offered.find((each) => each.label === label);
      if (!place || !chosen) throw new Error(`${label} is not offered`);
      const { offset: start, length } = place.range;
      const isPart = place.kind === 'property' || place.kind === 'authorization';
      const { before, after } = separators(text, place.range, isPart ? language : 'bicep');
      const head = text.slice(0, start);
      const insert = filledIn(chosen.insert) + (after ? ',' : '');
      return [
        before === undefined ? head : `${head.slice(0, before)},${head.slice(before)}`,
        insert,
        text.slice(start + length),
      ].join('');
    },
  };
}

/** A snippet after the user went through its stops and took what stands there. */
function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

function isWhole(text: string, language: OnboardingLanguage): boolean {
  const read = readOnboarding(text, language);
  return read?.broken === false && (language === 'json' || bicepErrors(text).length === 0);
}

describe.each(['json', 'bicep'] as const)('In %s', (language) => {
  const q = language === 'json' ? '"' : "'";
  const name = (text: string): string => (language === 'json' ? `"${text}"` : text);
  const between = language === 'json' ? ',\n' : '\n';
  const file = files[language];

  test('a role is offered by its name, whatever of it was typed', () => {
    for (const typed of [
      `|`,
      `${q}|`,
      `${q}|${q}`,
      `${q}Log An|${q}`,
      `${q}acdd72a7|-3385${q}`,
      `${q}Reader|`,
    ]) {
      const found = at(
        file(
          `${between}{ ${name('principalId')}: ${q}${group}${q}${between} ${name('roleDefinitionId')}: ${typed} }`,
        ),
        language,
      );
      expect([typed, found.kind]).toEqual([typed, 'role']);
      expect(found.replaced?.trim()).toBe(typed.replace('|', ''));
      expect(found.labels).toEqual(expect.arrayContaining(['Reader', 'Contributor', 'Role of Tomorrow']));
    }
  });

  test('a role is written as its id', () => {
    const text = at(
      file(
        `${between}{ ${name('principalId')}: ${q}${group}${q}${between} ${name('roleDefinitionId')}: ${q}Rea|${q} }`,
      ),
      language,
    ).accept('Reader');
    expect(text).toContain(`${name('roleDefinitionId')}: ${q}${reader}${q} }`);
    expect(isWhole(text, language)).toBe(true);
  });

  test('what Azure Lighthouse does not support comes last, and says so', () => {
    const { offered } = at(file(`${between}{ ${name('roleDefinitionId')}: | }`), language);
    expect(offered.filter(({ isLast }) => isLast).map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        'Owner',
        'Storage Blob Data Reader',
        'Role Based Access Control Administrator',
      ]),
    );
    expect(offered.find(({ label }) => label === 'Owner')?.detail).toBe('not supported by Azure Lighthouse');
  });

  test('a role is offered for each that a User Access Administrator may assign', () => {
    for (const list of [
      `[|]`,
      `[ ${q}|${q} ]`,
      `[\n ${q}${reader}${q}${between} ${q}Cont|${q} ]`,
      `[\n ${q}${reader}${q}${between} |\n]`,
    ]) {
      const found = at(file(`${between}{ ${name('delegatedRoleDefinitionIds')}: ${list} }`), language);
      expect([list, found.kind]).toEqual([list, 'role']);
    }
  });

  test('whole authorizations are offered between others, separated as the language wants', () => {
    for (const inside of [
      `${between}  |`,
      `\n  |`,
      `${between}  au|${between}  { ${name('principalId')}: ${q}${group}${q} }`,
    ]) {
      const found = at(file(inside), language);
      expect([inside, found.kind]).toEqual([inside, 'authorization']);
      for (const label of found.labels) {
        const text = found.accept(label);
        expect(isWhole(text, language), `${label} ${text}`).toBe(true);
      }
    }
    expect(at(file(`${between}  |`), language).labels).toEqual([
      'authorization',
      'authorization with the delete role',
      'authorization of a User Access Administrator',
    ]);
    const eligible = at(file('', '\n  |\n'), language);
    expect(eligible.labels).toEqual(['eligible authorization']);
    expect(isWhole(eligible.accept('eligible authorization'), language)).toBe(true);
  });

  test('the properties that an authorization lacks are offered', () => {
    const entry = (typed: string): string =>
      `\n  {\n    ${name('principalId')}: ${q}${group}${q}${between}    ${typed}\n  }`;
    const permanent = at(file(`${language === 'json' ? ',' : ''}${entry('|')}`), language);
    expect(permanent.kind).toBe('property');
    expect(permanent.labels).toEqual([
      'principalIdDisplayName',
      'roleDefinitionId',
      'delegatedRoleDefinitionIds',
    ]);
    expect(isWhole(permanent.accept('principalIdDisplayName'), language)).toBe(true);

    for (const typed of ['|', 'just|', ...(language === 'json' ? ['"just|"'] : [])]) {
      const eligible = at(file('', entry(typed)), language);
      expect(eligible.labels).toEqual([
        'principalIdDisplayName',
        'roleDefinitionId',
        'justInTimeAccessPolicy',
        'justInTimeAccessPolicy with approvers',
      ]);
      for (const label of eligible.labels)
        expect(isWhole(eligible.accept(label), language), typed).toBe(true);
    }
  });

  test('the terms of an activation are offered', () => {
    const policy = (inside: string): string =>
      `\n{ ${name('principalId')}: ${q}${group}${q}${between} ${inside} }`;
    const whole = at(file('', policy(`${name('justInTimeAccessPolicy')}: |`)), language);
    expect(whole.kind).toBe('policy');
    for (const label of whole.labels) expect(isWhole(whole.accept(label), language)).toBe(true);
    expect(
      at(file('', policy(`${name('maximumActivationDuration')}: ${q}|${q}`)), language).labels,
    ).toContain('PT30M');
    expect(at(file('', policy(`${name('multiFactorAuthProvider')}: |`)), language).labels).toEqual([
      'Azure',
      'None',
    ]);
  });

  test('nothing is offered elsewhere', () => {
    for (const text of [
      file(`${between}{ ${name('principalId')}: ${q}|${q} }`),
      file('').replace('main', 'ma|in').replace('"parameters"', '"|parameters"'),
      `|${file('')}`,
    ])
      expect(at(text, language).kind).toBeUndefined();
  });
});
