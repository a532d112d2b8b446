import { describe, expect, test } from 'vitest';
import {
  bicepLiteral,
  bicepString,
  type BicepValueOf,
} from '../../../../src/onboarding/bicep/bicepLiteral.ts';
import { readBicep } from '../../../../src/onboarding/bicep/readBicep.ts';
import type { LiteralNode } from '../../../../src/onboarding/syntax/literal.ts';
import { hostileNames } from '../../wording/hostileNames.ts';
import { bicepErrors } from '../bicepGrammar.ts';

function valueOf(node: LiteralNode | undefined): unknown {
  if (!node || node.kind === 'expression') throw new Error('No literal');
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.properties.map(({ key, value }) => [key.name, valueOf(value)]));
    case 'array':
      return node.items.map(valueOf);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

describe('A value as Bicep writes it', () => {
  test('has a line for each part', () => {
    expect(bicepLiteral([{ principalId: 'a', 'two words': [], n: 1, yes: true, no: null }], '  ')).toBe(
      "[\n    {\n      principalId: 'a'\n      'two words': []\n      n: 1\n      yes: true\n      no: null\n    }\n  ]",
    );
  });

  test.each([
    "it's \\ ${secret} 'quoted' '''",
    'line\nline\r\n\ttab',
    '\u202Eevil\u200B\u0000\u{E0041}',
    '$',
    '${',
    '$${x}',
    '\\${x}',
    '😀',
    '',
    ...hostileNames.map(({ typed }) => typed.toWellFormed()),
  ])('is read back as it was: %j', (text) => {
    const values: readonly BicepValueOf[] = [text, { [text || 'x']: text }];
    for (const value of values) {
      const file = `var x = ${bicepLiteral(value)}\n`;
      expect(valueOf(readBicep(file).values[0]?.value)).toEqual(value);
      expect(bicepErrors(file)).toEqual([]);
    }
    expect(bicepString(text)).toMatch(/^'[^\n\r]*'$/);
  });
});
