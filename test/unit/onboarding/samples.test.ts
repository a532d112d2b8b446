import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { checkOnboarding } from '../../../src/onboarding/rules/checkOnboarding.ts';

const folder = join(import.meta.dirname, 'fixtures', 'samples');

/** Each finding of a sample: its rule, the line, and what it points to. */
function findingsOf(name: string): readonly string[] {
  const text = readFileSync(join(folder, name), 'utf8');
  const file = recogniseJson(text);
  if (!file) throw new Error(`${name} was not recognised`);
  return checkOnboarding(file).map(({ code, range }) => {
    const line = text.slice(0, range.offset).split('\n').length;
    return `${code} ${line} ${text.slice(range.offset, range.offset + range.length)}`;
  });
}

const zero = '"00000000-0000-0000-0000-000000000000"';

/** What a reader of the rules finds in Microsoft's own samples. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'marketplace.parameters.json': ['noDeleteRole 14 "authorizations"'],
  // The parameters come from elsewhere: nobody can tell.
  'multi-rg.template.json': [],
  'policy-deployIfNotExists.template.json': [],
  'rg-managing-tenant-approvers.parameters.json': [
    `zeroPrincipal 20 ${zero}`,
    `zeroPrincipal 25 ${zero}`,
    `zeroPrincipal 30 ${zero}`,
    `zeroPrincipal 48 ${zero}`,
    `zeroPrincipal 53 ${zero}`,
  ],
  'subscription-with-defaults.template.json': [`zeroPrincipal 34 ${zero}`, `zeroPrincipal 39 ${zero}`],
  'subscription.parameters.json': [
    'placeholder 12 "<insert managing tenant id>"',
    `zeroPrincipal 17 ${zero}`,
    `zeroPrincipal 22 ${zero}`,
    `zeroPrincipal 28 ${zero}`,
  ],
  'subscription.template.json': [],
};

describe('Microsoft’s samples', () => {
  test('are all here', () => {
    expect(globSync('*.json', { cwd: folder }).toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  test.each(Object.entries(expected))('%s has the findings that a reader expects', (name, findings) => {
    expect(findingsOf(name)).toEqual(findings);
  });
});
