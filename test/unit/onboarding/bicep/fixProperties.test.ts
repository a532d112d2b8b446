import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bicepString } from '../../../../src/onboarding/bicep/bicepLiteral.ts';
import { recogniseBicep } from '../../../../src/onboarding/bicep/recogniseBicep.ts';
import { type Change, type NewValue, touchedBy, Written } from '../../../../src/onboarding/fixes/change.ts';
import { editsFor } from '../../../../src/onboarding/fixes/editsFor.ts';
import { bicepSyntax } from '../../../../src/onboarding/fixes/editSyntax.ts';
import type { Fix, FixKind } from '../../../../src/onboarding/fixes/fix.ts';
import { fixAll } from '../../../../src/onboarding/fixes/fixAll.ts';
import { fixesFor } from '../../../../src/onboarding/fixes/fixesFor.ts';
import { makeEligible } from '../../../../src/onboarding/fixes/makeEligible.ts';
import { applyEdits } from '../../../../src/onboarding/fixes/textEdit.ts';
import { checkOnboarding } from '../../../../src/onboarding/rules/checkOnboarding.ts';
import { wellKnownRoleTable } from '../../../../src/onboarding/rules/roleTable.ts';
import type { RuleCode } from '../../../../src/onboarding/rules/ruleCodes.ts';
import { alongWith, expectFixed, offers } from '../anyOffer.ts';
import { bicepErrors, bicepModel } from '../bicepGrammar.ts';
import { managingTenant } from '../parameterFile.ts';
import { bicepStyles, writeBicep } from './bicepStyle.ts';

type Offer = typeof offers extends fc.Arbitrary<infer T> ? T : never;

/** A parameter file, or a template that has its lists in the definition, in variables, or as defaults. */
const files: fc.Arbitrary<string> = fc
  .tuple(offers, bicepStyles, fc.constantFrom('parameters', 'definition', 'variables', 'defaults'))
  .map(
    ([{ authorizations, eligibleAuthorizations }, style, kind]: readonly [
      Offer,
      Parameters<typeof writeBicep>[1],
      string,
    ]) => {
      const lists = Object.entries({ authorizations, eligibleAuthorizations }).filter(
        ([, list]) => list !== undefined,
      );
      const tenant = bicepString(managingTenant);
      if (kind === 'parameters')
        return [
          "using './main.bicep'",
          `param managedByTenantId = ${tenant}`,
          ...lists.map(([name, list]) => `param ${name} = ${writeBicep(list, style)}`),
          '',
        ].join(style.lineEnd);
      const declare =
        kind === 'defaults' ? (name: string) => `param ${name} array` : (name: string) => `var ${name}`;
      const isInside = kind === 'definition';
      return [
        "targetScope = 'subscription'",
        ...(isInside ? [] : lists.map(([name, list]) => `${declare(name)} = ${writeBicep(list, style)}`)),
        "resource definition 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {",
        "  name: guid('x')",
        '  properties: {',
        `    managedByTenantId: ${tenant}`,
        ...lists.map(([name, list]) => `    ${name}: ${isInside ? writeBicep(list, style) : name}`),
        '  }',
        '}',
        '',
      ].join(style.lineEnd);
    },
  );

/** As the grammar's model has it: texts as they are written. */
function modelOf(value: NewValue): unknown {
  if (typeof value === 'string') return bicepString(value);
  if (value instanceof Written) return bicepModel(`var x = ${value.text}\n`).declared.x;
  if (Array.isArray(value)) return value.map((item: NewValue) => modelOf(item));
  const entries = Object.entries(value) as readonly (readonly [string, NewValue | undefined])[];
  return Object.fromEntries(
    entries.flatMap(([name, each]) => (each === undefined ? [] : [[name, modelOf(each)]])),
  );
}

/** What the changes make of the values of a text, worked out on what another parser sees. */
function changed(text: string, changes: readonly Change[]): unknown {
  const { declared, at, replace } = bicepModel(text);
  const removals: (() => void)[] = [];
  for (const change of changes) {
    const { offset } = touchedBy(change);
    if (change.kind === 'replace') replace(offset, modelOf(change.value));
    else {
      const container = at(offset);
      if (change.kind === 'append') container.push(modelOf(change.value));
      else if (change.kind === 'addProperty')
        container[change.name as unknown as number] = modelOf(change.value);
      else if (change.kind === 'remove') {
        const position = change.array.items.indexOf(change.item);
        removals.push(() => void container.splice(position, 1));
      } else removals.push(() => void Reflect.deleteProperty(container, change.property.key.name));
    }
  }
  for (const remove of removals.toReversed()) remove();
  return declared;
}

function codesIn(text: string): readonly RuleCode[] {
  const file = recogniseBicep(text);
  return file ? checkOnboarding(file).map(({ code }) => code) : [];
}

function expectChanged(text: string, { changes, kind }: Fix): string {
  const after = applyEdits(text, editsFor(text, bicepSyntax, changes));
  expect(bicepErrors(after), after).toEqual([]);
  const { declared, comments } = bicepModel(after);
  expect(declared).toEqual(changed(text, changes));
  const takesAway = changes.some((change) => change.kind.startsWith('remove'));
  // A policy that is shared is written again with its comments.
  if (!takesAway && kind !== 'sharePolicy')
    expect(comments).toEqual(expect.arrayContaining([...bicepModel(text).comments]));
  return after;
}

describe('On any generated Bicep file', () => {
  test('each quick fix leaves Bicep in which its finding is gone and everything else is as it was', () => {
    const tried = new Set<FixKind>();
    fc.assert(
      fc.property(files, (text) => {
        expect(bicepErrors(text), text).toEqual([]);
        const file = recogniseBicep(text);
        expect(file?.broken ?? false).toBe(false);
        for (const finding of file ? checkOnboarding(file) : [])
          for (const fix of fixesFor(text, finding)) {
            tried.add(fix.kind);
            expectFixed(fix.kind, finding.code, codesIn(text), codesIn(expectChanged(text, fix)));
          }
      }),
      { numRuns: 150, seed: 20260111 },
    );
    expect([...tried, 'makeEligible'].toSorted()).toEqual(Object.keys(alongWith).toSorted());
  });

  test('an authorization can be made eligible', () => {
    let made = 0;
    fc.assert(
      fc.property(files, (text) => {
        const file = recogniseBicep(text);
        for (const { node } of file?.offers[0]?.authorizations.arrays[0]?.entries ?? []) {
          const [fix] = file ? makeEligible(text, file, node, wellKnownRoleTable) : [];
          if (!fix) continue;
          made++;
          expectChanged(text, fix);
        }
      }),
      { numRuns: 120, seed: 20260112 },
    );
    expect(made).toBeGreaterThan(20);
  });

  test('fixing everything leaves Bicep', () => {
    fc.assert(
      fc.property(files, (text) => {
        const language = { read: recogniseBicep, syntax: bicepSyntax };
        const fixed = fixAll(text, language, wellKnownRoleTable, () => true, false);
        expect(bicepErrors(fixed), fixed).toEqual([]);
        expect(codesIn(fixed)).not.toContain('noDeleteRole');
      }),
      { numRuns: 60, seed: 20260113 },
    );
  });
});
