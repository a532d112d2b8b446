import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import type { AuthorizationList, OnboardingFile } from '../../../src/onboarding/model/onboardingFile.ts';
import { textOf } from '../../../src/onboarding/syntax/literal.ts';

const samples = join(import.meta.dirname, 'fixtures', 'samples');
const sample = (name: string): string => readFileSync(join(samples, name), 'utf8');

const rolesOf = ({ arrays }: AuthorizationList): readonly unknown[] =>
  arrays.flatMap(({ entries }) => entries.map((entry) => textOf(entry.roleDefinitionId?.value)));

/** The roles of each offer, permanent and eligible; `?` behind those that may not be all. */
function told(file: OnboardingFile | undefined): readonly string[] | undefined {
  const listed = (list: AuthorizationList): string =>
    rolesOf(list)
      .map((role) => (typeof role === 'string' ? role.slice(0, 4) : '?'))
      .concat(list.complete ? [] : ['…'])
      .join(' ');
  return file?.offers.map(
    (offer) => `${listed(offer.authorizations)} | ${listed(offer.eligibleAuthorizations)}`,
  );
}

describe('Onboarding is recognised in', () => {
  test.each([
    ['marketplace.parameters.json', ['b249 b249 3624 18d7 | ']],
    ['subscription.parameters.json', ['acdd 91c1 18d7 | ']],
    ['rg-managing-tenant-approvers.parameters.json', ['acdd 91c1 18d7 | 3624']],
    ['subscription-with-defaults.template.json', ['acdd 91c1 b249 | ']],
    ['subscription.template.json', ['… | ']],
    ['multi-rg.template.json', ['… | ']],
    ['policy-deployIfNotExists.template.json', ['… | ']],
  ])('%s', (name, roles) => {
    expect(told(recogniseJson(sample(name)))).toEqual(roles);
  });
});

describe('Nothing is recognised in', () => {
  test.each(globSync('unrelated/*.json', { cwd: samples }))('%s', (name) => {
    expect(recogniseJson(sample(name))).toBeUndefined();
  });
});
