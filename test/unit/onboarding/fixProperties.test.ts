import fc from 'fast-check';
import {
  findNodeAtOffset,
  getNodePath,
  type JSONPath,
  parse,
  type ParseError,
  parseTree,
  visit,
} from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { type Change, type NewValue, touchedBy, Written } from '../../../src/onboarding/fixes/change.ts';
import { editsFor } from '../../../src/onboarding/fixes/editsFor.ts';
import { jsonSyntax } from '../../../src/onboarding/fixes/editSyntax.ts';
import type { Fix, FixKind } from '../../../src/onboarding/fixes/fix.ts';
import { fixAll } from '../../../src/onboarding/fixes/fixAll.ts';
import { fixesFor } from '../../../src/onboarding/fixes/fixesFor.ts';
import { makeEligible } from '../../../src/onboarding/fixes/makeEligible.ts';
import { applyEdits, editBetween } from '../../../src/onboarding/fixes/textEdit.ts';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { checkOnboarding } from '../../../src/onboarding/rules/checkOnboarding.ts';
import { wellKnownRoleTable } from '../../../src/onboarding/rules/roleTable.ts';
import type { RuleCode } from '../../../src/onboarding/rules/ruleCodes.ts';
import { alongWith, counts, expectFixed, offers } from './anyOffer.ts';
import { type JsonStyle, jsonStyles, writeJson } from './jsonStyle.ts';
import { managingTenant } from './parameterFile.ts';

const options = { allowTrailingComma: true, disallowComments: false };

interface GeneratedFile {
  readonly text: string;
}

/** A parameter file, or a template with everything in its resource. */
const files: fc.Arbitrary<GeneratedFile> = fc
  .tuple(offers, jsonStyles, fc.boolean())
  .map(([offer, style, isTemplate]: readonly [object, JsonStyle, boolean]) => {
    const properties: Readonly<Record<string, unknown>> = { managedByTenantId: managingTenant, ...offer };
    const parameters = Object.fromEntries(
      Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value }]])),
    ) as Readonly<Record<string, unknown>>;
    const resource = {
      type: 'Microsoft.ManagedServices/registrationDefinitions',
      apiVersion: '2022-10-01',
      properties,
    };
    return { text: writeJson(isTemplate ? { resources: [resource] } : { $schema: 'x', parameters }, style) };
  });

function parsed(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ' '), errors, options);
  expect(errors).toEqual([]);
  return value;
}

function commentsIn(text: string): readonly string[] {
  const comments: string[] = [];
  visit(text.replace(/^\uFEFF/, ' '), {
    onComment: (offset, length) => void comments.push(text.slice(offset, offset + length)),
  });
  return comments;
}

function pathOf(text: string, offset: number): JSONPath {
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], options);
  const node = root && findNodeAtOffset(root, offset);
  return node ? getNodePath(node) : [];
}

function valueOf(value: NewValue): unknown {
  if (typeof value === 'string') return value;
  if (value instanceof Written) return parse(value.text) as unknown;
  if (Array.isArray(value)) return value.map((item: NewValue) => valueOf(item));
  const entries = Object.entries(value) as readonly (readonly [string, NewValue | undefined])[];
  return Object.fromEntries(
    entries.flatMap(([name, each]) => (each === undefined ? [] : [[name, valueOf(each)]])),
  );
}

type Container = Record<string | number, unknown> & unknown[];

/** What the changes make of the value of a document, worked out without a text. */
function changed(text: string, changes: readonly Change[]): unknown {
  const root = parsed(text) as Container;
  const at = (path: JSONPath): Container =>
    path.reduce<Container>((node, step) => node[step as number] as Container, root);
  const removals: (() => void)[] = [];
  for (const change of changes) {
    const path = pathOf(text, touchedBy(change).offset);
    const node = at(path);
    if (change.kind === 'append') node.push(valueOf(change.value));
    else if (change.kind === 'addProperty') node[change.name as unknown as number] = valueOf(change.value);
    else if (change.kind === 'replace') at(path.slice(0, -1))[path.at(-1) as number] = valueOf(change.value);
    else if (change.kind === 'remove') {
      const position = change.array.items.indexOf(change.item);
      removals.push(() => void node.splice(position, 1));
    } else removals.push(() => void Reflect.deleteProperty(node, change.property.key.name));
  }
  for (const remove of removals.toReversed()) remove();
  return root;
}

function codesIn(text: string): readonly RuleCode[] {
  const file = recogniseJson(text);
  return file ? checkOnboarding(file).map(({ code }) => code) : [];
}

function checkFix(text: string, code: RuleCode, fix: Fix): void {
  const after = applyEdits(text, editsFor(text, jsonSyntax, fix.changes));
  expect(parsed(after)).toEqual(changed(text, fix.changes));
  const takesAway = fix.changes.some(({ kind }) => kind.startsWith('remove'));
  if (!takesAway && fix.kind !== 'sharePolicy') expect(commentsIn(after)).toEqual(commentsIn(text));
  expectFixed(fix.kind, code, codesIn(text), codesIn(after));
}

describe('On any generated file', () => {
  test('each quick fix leaves valid JSON in which its finding is gone and everything else is as it was', () => {
    const tried = new Set<FixKind>();
    fc.assert(
      fc.property(files, ({ text }) => {
        const file = recogniseJson(text);
        for (const finding of file ? checkOnboarding(file) : [])
          for (const fix of fixesFor(text, finding)) {
            tried.add(fix.kind);
            checkFix(text, finding.code, fix);
          }
      }),
      { numRuns: 400, seed: 20260101 },
    );
    expect([...tried, 'makeEligible'].toSorted()).toEqual(Object.keys(alongWith).toSorted());
  });

  test('an authorization that is made eligible brings no finding with it', () => {
    let made = 0;
    fc.assert(
      fc.property(files, ({ text }) => {
        const file = recogniseJson(text);
        const entries = file?.offers[0]?.authorizations.arrays[0]?.entries ?? [];
        for (const { node } of entries) {
          const [fix] = file ? makeEligible(text, file, node, wellKnownRoleTable) : [];
          if (!fix) continue;
          made++;
          const after = applyEdits(text, editsFor(text, jsonSyntax, fix.changes));
          expect(parsed(after)).toEqual(changed(text, fix.changes));
          const before = counts(codesIn(text));
          for (const [code, count] of Object.entries(counts(codesIn(after))))
            if (
              ![
                'activationDuration',
                'duplicateAuthorization',
                'differentPolicies',
                'zeroPrincipal',
              ].includes(code)
            )
              expect([code, count]).toEqual([code, Math.min(count, before[code as RuleCode] ?? 0)]);
        }
      }),
      { numRuns: 400, seed: 20260102 },
    );
    expect(made).toBeGreaterThan(50);
  });

  test('fixing everything leaves valid JSON and only what somebody has to think about', () => {
    const hard: readonly RuleCode[] = [
      'unsupportedRole',
      'eligibleUserAccessAdministrator',
      'zeroPrincipal',
      'placeholder',
      'eligibleWithoutName',
      'differentPolicies',
      'duplicateAuthorization',
      'ownerRole',
    ];
    fc.assert(
      fc.property(files, ({ text }) => {
        const fixed = fixAll(
          text,
          { read: recogniseJson, syntax: jsonSyntax },
          wellKnownRoleTable,
          () => true,
          false,
        );
        parsed(fixed);
        expect(hard).toEqual(expect.arrayContaining([...new Set(codesIn(fixed))]));
        expect(applyEdits(text, [editBetween(text, fixed)])).toBe(fixed);
      }),
      { numRuns: 400, seed: 20260103 },
    );
  });
});
