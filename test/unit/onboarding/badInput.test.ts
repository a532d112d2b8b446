import { parse, type ParseError } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/onboarding/fixes/textEdit.ts';
import { editsFor } from '../../../src/onboarding/fixes/editsFor.ts';
import { jsonSyntax } from '../../../src/onboarding/fixes/editSyntax.ts';
import { fixAll } from '../../../src/onboarding/fixes/fixAll.ts';
import { fixesFor } from '../../../src/onboarding/fixes/fixesFor.ts';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { checkOnboarding } from '../../../src/onboarding/rules/checkOnboarding.ts';
import type { Finding } from '../../../src/onboarding/rules/finding.ts';
import { wellKnownRoleTable } from '../../../src/onboarding/rules/roleTable.ts';
import { eligible, fine, grant, parameterFile, principals, roles } from './parameterFile.ts';

const lacking = { ...fine, authorizations: [grant(principals.operators, roles.reader)] };

function findingsOf(text: string): readonly Finding[] {
  const file = recogniseJson(text);
  return file ? checkOnboarding(file) : [];
}

function fixed(text: string): string {
  const [finding] = findingsOf(text);
  const [fix] = finding ? fixesFor(text, finding) : [];
  return applyEdits(text, editsFor(text, jsonSyntax, fix?.changes ?? []));
}

const codes = (text: string): readonly string[] => findingsOf(text).map(({ code }) => code);

describe('A very large file', () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    grant(
      `11111111-aaaa-4aaa-8aaa-${String(index).padStart(12, '0')}`,
      index % 2 ? roles.owner : roles.reader,
    ),
  );

  test('of 10,000 authorizations has a finding for each of them', () => {
    const text = parameterFile({ ...fine, authorizations: many });
    expect(codes(text).filter((code) => code === 'ownerRole')).toHaveLength(5_000);
  });

  test('of 10,000 authorizations is put right as a whole', () => {
    const text = parameterFile({ ...fine, authorizations: many });
    const right = fixAll(
      text,
      { read: recogniseJson, syntax: jsonSyntax },
      wellKnownRoleTable,
      () => true,
      false,
    );
    expect(codes(right)).toEqual([]);
  });

  test('of 5 MB that speaks of something else is left alone', () => {
    const rows = Array.from({ length: 50_000 }, (_, id) => ({ id, text: 'x'.repeat(80) }));
    const text = JSON.stringify({ authorizations: rows, principalId: 'nobody' });
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(recogniseJson(text)).toBeUndefined();
  });

  test('of 5 MB of onboarding is judged', () => {
    const text = parameterFile({ ...lacking, mspOfferDescription: 'x'.repeat(5_000_000) });
    expect(codes(text)).toEqual(['noDeleteRole']);
  });
});

describe('Deep nesting', () => {
  test.each([1_000, 100_000, 1_000_000])('of %i levels is no harm', (levels) => {
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const text = parameterFile(lacking).replace('"parameters"', `"metadata": ${deep}, "parameters"`);
    // The reader gives up beyond what anybody writes; it never says what it does not know.
    expect([[], ['noDeleteRole']]).toContainEqual(codes(text));
  });

  test('of deployments is followed', () => {
    let template: unknown = {
      resources: [
        {
          type: 'Microsoft.ManagedServices/registrationDefinitions',
          apiVersion: '2022-10-01',
          properties: lacking,
        },
      ],
    };
    for (let level = 0; level < 100; level++)
      template = { resources: [{ type: 'Microsoft.Resources/deployments', properties: { template } }] };
    expect(codes(JSON.stringify(template))).toEqual(['noDeleteRole']);
  });

  test('of references in a circle ends', () => {
    const text = JSON.stringify({
      parameters: { a: { defaultValue: "[parameters('b')]" }, b: { defaultValue: "[parameters('a')]" } },
      resources: [
        {
          type: 'Microsoft.ManagedServices/registrationDefinitions',
          properties: { authorizations: "[parameters('a')]", managedByTenantId: "[parameters('a')]" },
        },
      ],
    });
    expect(codes(text)).toEqual([]);
  });
});

test('A text that is cut anywhere is read as far as it goes, and lacks nothing', () => {
  const text = parameterFile({
    ...lacking,
    eligibleAuthorizations: [eligible(principals.support, roles.reader)],
  });
  for (let length = 0; length < text.length - 1; length++)
    expect(codes(text.slice(0, length))).not.toContain('noDeleteRole');
  expect(codes(text)).toContain('noDeleteRole');
});

test('A brace that was just typed takes no finding along and brings none', () => {
  const text = parameterFile(lacking);
  for (const place of [text.indexOf('"principalId"'), text.indexOf('"authorizations"'), text.length]) {
    const typed = `${text.slice(0, place)}{${text.slice(place)}`;
    expect(codes(typed)).toEqual([]);
  }
});

describe('A fix leaves everything else as it was', () => {
  const check = (text: string): string => {
    expect(codes(text)).toEqual(['noDeleteRole']);
    const after = fixed(text);
    const errors: ParseError[] = [];
    parse(after.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
    expect(errors).toEqual([]);
    expect(codes(after)).toEqual([]);
    return after;
  };

  test('with a byte order mark', () => {
    expect(check(`\uFEFF${parameterFile(lacking)}`)).toMatch(/^\uFEFF\{/);
  });

  test('with mixed line ends, by those around', () => {
    const lines = parameterFile(lacking).split('\n');
    const text = lines.map((line, index) => line + (index % 3 ? '\r\n' : '\n')).join('');
    const after = check(text);
    const isPart = (whole: string, part: readonly string[]): boolean => {
      let at = 0;
      return part.every((line) => (at = whole.indexOf(line, at)) >= 0);
    };
    expect(
      isPart(
        after,
        text.split(/(?<=\n)/).filter((line) => !line.includes('}')),
      ),
    ).toBe(true);
  });

  test('with old line ends', () => {
    expect(check(parameterFile(lacking).replaceAll('\n', '\r'))).not.toContain('\n');
  });
});

test('Of a key that is there twice, the last one counts, as for Azure', () => {
  const twice = parameterFile(fine).replace(
    '"authorizations": {',
    '"authorizations": { "value": [] }, "authorizations": {',
  );
  expect(codes(twice)).toEqual([]);
  const last = parameterFile({ authorizations2: 1, ...lacking }).replace(
    '"authorizations2"',
    '"Authorizations"',
  );
  expect(codes(last)).toEqual(['noDeleteRole']);
});

test.each([
  '',
  ' ',
  '[]',
  'null',
  '"authorizations principalId"',
  '{',
  '{ "parameters": [] }',
  '}{',
  '\0\uFFFF',
])('Nothing is found in %j', (text) => {
  expect(recogniseJson(`${text} // authorizations principalId`)).toBeUndefined();
});
