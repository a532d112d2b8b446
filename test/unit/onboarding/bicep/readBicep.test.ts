import { describe, expect, test } from 'vitest';
import { readBicep } from '../../../../src/onboarding/bicep/readBicep.ts';
import { resolveBicep } from '../../../../src/onboarding/bicep/resolveBicep.ts';
import type { LiteralNode } from '../../../../src/onboarding/syntax/literal.ts';
import { bicepErrors, bicepNodes } from '../bicepGrammar.ts';

/** What a node says, as JSON would; an expression is its text in angle brackets. */
function said(text: string, node: LiteralNode | undefined, resolve = (each: LiteralNode) => each): unknown {
  if (!node) return undefined;
  const target = resolve(node);
  switch (target.kind) {
    case 'object':
      return Object.fromEntries(
        target.properties.map(({ key, value }) => [key.name, said(text, value, resolve)]),
      );
    case 'array':
      return target.items.map((item) => said(text, item, resolve));
    case 'expression':
      return `<${text.slice(target.offset, target.offset + target.length)}>`;
    case 'null':
      return null;
    default:
      return target.value;
  }
}

/** What the file's declarations say, followed where they lead to one another. */
function read(text: string): Readonly<Record<string, unknown>> {
  const document = readBicep(text);
  const resolve = resolveBicep(document);
  return Object.fromEntries([
    ...document.values.map(({ name, value }) => [name, said(text, value, resolve)] as const),
    ...document.resources.map(({ type, body }) => [type.value, said(text, body, resolve)] as const),
  ]);
}

describe('Literals', () => {
  test('are objects and arrays, with line ends or commas between', () => {
    expect(
      read(`param authorizations array = [
  {
    principalId: 'a', roleDefinitionId: 'b'
  }
  { principalId: 'c', 'roleDefinitionId': 'd' }, {
  }
]
var one = { a: 1, b: -2, c: true, d: false, e: null, f: [] }`),
    ).toEqual({
      authorizations: [
        { principalId: 'a', roleDefinitionId: 'b' },
        { principalId: 'c', roleDefinitionId: 'd' },
        {},
      ],
      one: { a: 1, b: -2, c: true, d: false, e: null, f: [] },
    });
  });

  test.each([
    [String.raw`'it\'s \\ \n\r\t \u{1F600} \$'`, "it's \\ \n\r\t 😀 $"],
    [`''`, ''],
    [`'''\nas it is \\n \${x}\n'''`, 'as it is \\n ${x}\n'],
    [`'''a'b''''`, `a'b'`],
    [`''''''`, ''],
    [`$'''no interpolation'''`, 'no interpolation'],
  ])('of text are %s', (literal, value) => {
    expect(read(`var x = ${literal}\nvar y = 'after'`)).toEqual({ x: value, y: 'after' });
  });

  test('may have comments anywhere', () => {
    expect(
      read(`// param no array = []
/* var no = [
*/
param x /* , */ array = [ // { principalId: 'no' }
  /* [ */ 'a' // 'b'
  // ]
]`),
    ).toEqual({ x: ['a'] });
  });

  test('may be of a typed parameter, decorated or not', () => {
    expect(
      read(`@description('What = it is [')
@allowed([
  'a'
])
param a 'a' | 'b' = 'a'
param b { principalId: string, other: int? }[] = [ { principalId: 'p' } ]
param c array
param d resourceInput<'Microsoft.Storage/storageAccounts@2023-01-01'>.properties = { a: 'b' }
var e string = 'typed'`),
    ).toEqual({ a: 'a', b: [{ principalId: 'p' }], c: undefined, d: { a: 'b' }, e: 'typed' });
  });

  test('keep their lines, whatever ends them', () => {
    expect(read("\uFEFFvar a = [\r\n  'x'\r\n\r\n  'y'\r]\nvar b = 'z'\r")).toEqual({
      a: ['x', 'y'],
      b: 'z',
    });
  });
});

describe('What nobody can tell by reading', () => {
  test.each([
    "'a${b}c'",
    "$'''a${b}c'''",
    "concat('a', 'b')",
    '[for x in range(0, 3): { principalId: x }]',
    "condition ? 'a' : 'b'",
    "'a' == 'b' ? 'c' : 'd'",
    "'a' ?? 'b'",
    'unknown',
    'unknown.member',
    'a.b().c',
    "{ ...base, principalId: 'p' }",
    "{ '${computed}': 'p' }",
    'subscription().tenantId',
    '-x',
    '!x',
    '1 + 2',
    "loadJsonContent('./x.json', '$.a')",
    "['a', 'b'][0]",
    "{ a: 'b' }.a",
    '(1)',
  ])('is an expression: %s', (expression) => {
    expect(read(`var x = ${expression}\nvar y = 'after'`)).toEqual({ x: `<${expression}>`, y: 'after' });
  });

  test('is an expression as a member, and what stands beside it is read', () => {
    expect(
      read(`var x = [
  { a: concat('x', ']'), b: 'known' }
  union(a, b)
  condition
    ? 'yes'
    : 'no'
  'known'
  ...more
]`),
    ).toEqual({
      x: [
        { a: "<concat('x', ']')>", b: 'known' },
        '<union(a, b)>',
        expect.stringMatching(/^<condition\s+\? 'yes'\s+: 'no'>$/),
        'known',
        '<...more>',
      ],
    });
  });

  test('is what is too deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(() => read(`var x = ${deep}\nvar y = 'after'`)).not.toThrow();
    expect(read(`var x = ${deep}\nvar y = 'after'`)).toMatchObject({ y: 'after' });
  });
});

describe('Names', () => {
  test('lead to the values of variables and the defaults of parameters, and to their members', () => {
    expect(
      read(`param group string = 'g'
var roles = { reader: 'r', 'log reader': 'l' }
var list = [ { id: 'i' } ]
var entry = { principalId: group, roleDefinitionId: roles.reader }
var all = [ entry, roles['log reader'], list[0].id, roles.none, list[7] ]`),
    ).toMatchObject({
      all: [{ principalId: 'g', roleDefinitionId: 'r' }, 'l', 'i', '<roles.none>', '<list[7]>'],
    });
  });

  test('that lead to themselves, or on and on, cannot be told', () => {
    const { a, b, c } = read('var a = b\nvar b = a\nvar c = c.c');
    expect(['<a>', '<b>']).toEqual(expect.arrayContaining([a, b]));
    expect(c).toBe('<c.c>');
    const long = Array.from({ length: 5000 }, (_, n) => `var v${n} = v${n + 1}.x.x`).join('\n');
    expect(() => read(long)).not.toThrow();
  });

  test('that a loop makes are not those of the file', () => {
    expect(
      read(`var offer = { name: 'of the file' }
var group = 'g'
resource d 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = [for (offer, i) in offers: if (i > 0) {
  properties: { description: offer.name, managedByTenantId: group }
}]`),
    ).toMatchObject({
      'Microsoft.ManagedServices/registrationDefinitions@2022-10-01': {
        properties: { description: '<offer.name>', managedByTenantId: 'g' },
      },
    });
  });
});

describe('Resources', () => {
  test('are read, conditional and nested ones too; modules are not', () => {
    const document = readBicep(`targetScope = 'subscription'
resource a 'Ns/a@1' existing = { name: 'x' }
resource b 'Ns/b@1' = if (empty(x) || '}' == y) {
  name: 'b'
  resource c 'Ns/c@1' = {
    name: 'c'
  }
  properties: {}
}
module m './m.bicep' = { params: { authorizations: [] } }
output o string = b.id`);
    expect(document.resources.map(({ type, body }) => [type.value, body?.kind])).toEqual([
      ['Ns/a@1', 'object'],
      ['Ns/b@1', 'object'],
      ['Ns/c@1', 'object'],
    ]);
    expect(document.values).toEqual([]);
    expect(document.broken).toBe(false);
  });

  test('of a parameter file are none; it says what it uses', () => {
    const document = readBicep(
      `using './main.bicep'\n\nparam authorizations = [\n  { principalId: 'p' }\n]\n`,
    );
    expect(document.using).toBe('./main.bicep');
    expect(document.values.map(({ name, value }) => [name, value?.kind])).toEqual([
      ['authorizations', 'array'],
    ]);
    expect(readBicep('using none').using).toBe('');
  });
});

const whole = `targetScope = 'subscription'

@description('The name of the offer')
param offerName string = 'It\\'s "managed"'
param authorizations array = [
  { // the group
    principalId: '11111111-1111-4111-8111-111111111111'
    roleDefinitionId: roles.reader, principalIdDisplayName: 'Operators'
  }
  {
    principalId: '11111111-1111-4111-8111-111111111111'
    'roleDefinitionId': '91c1777a-f3dc-4fae-b103-61d183457e46'
    delegatedRoleDefinitionIds: [ 'a', 'b' ]
  }
]
var roles = {
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}
var notes = '''
  { [ ' /*
'''

resource definition 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {
  name: guid(offerName)
  properties: {
    registrationDefinitionName: offerName
    managedByTenantId: '22222222-2222-4222-8222-222222222222'
    authorizations: authorizations
  }
}
`;

describe('Where something stands', () => {
  test('is where the grammar of another hand sees it', () => {
    expect(bicepErrors(whole)).toEqual([]);
    const document = readBicep(whole);
    const ours: { readonly type: string; readonly offset: number; readonly length: number }[] = [];
    const collect = (node: LiteralNode): void => {
      const { kind, offset, length } = node;
      if (['object', 'array', 'string'].includes(kind)) ours.push({ type: kind, offset, length });
      if (node.kind === 'array') node.items.forEach(collect);
      if (node.kind === 'object')
        for (const { key, value } of node.properties) {
          if (whole[key.offset] === "'")
            ours.push({ type: 'string', offset: key.offset, length: key.length });
          collect(value);
        }
    };
    for (const { value } of document.values) if (value) collect(value);
    for (const { type, body } of document.resources) {
      collect(type);
      if (body) collect(body);
    }
    const notValues = ['array', 'string', "'The name of the offer'", "'subscription'"];
    const theirs = bicepNodes(whole, ['object', 'array', 'string'])
      .filter(({ text }) => !notValues.includes(text))
      .map(({ type, offset, length }) => ({ type, offset, length }));
    const order = (a: { readonly offset: number }, b: { readonly offset: number }): number =>
      a.offset - b.offset;
    expect(ours.toSorted(order)).toEqual(theirs.toSorted(order));
  });
});

describe('Half-typed text', () => {
  test('is read as far as it goes at every character, and never throws', () => {
    for (let length = 0; length <= whole.length; length++)
      expect(() => readBicep(whole.slice(0, length))).not.toThrow();
    expect(readBicep(whole).broken).toBe(false);
  });

  test('is told from what is finished', () => {
    for (const text of [
      'var x = [',
      'var x = {',
      "var x = 'a",
      'var x = {\n  a:\n}',
      'var x = {\n  a\n}',
      'var x =',
      'var x = [\n  {\n    a: 1\n]\n',
      "var x = '''a",
    ])
      expect([text, readBicep(text).broken]).toEqual([text, true]);
  });

  test('ends where the next declaration begins', () => {
    expect(read(`param a array = [\n  {\n    principalId: 'p'\n\nvar b = 'after'\n`)).toEqual({
      a: [{ principalId: 'p' }],
      b: 'after',
    });
  });

  test('with a value that is missing has an expression in its place', () => {
    expect(read("var a = [\n  {\n    principalId:\n    roleDefinitionId: 'r'\n  }\n]")).toEqual({
      a: [{ principalId: '<>', roleDefinitionId: 'r' }],
    });
  });

  test('of all kinds does not throw', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      "'",
      "'''",
      '$',
      '${',
      '\\',
      '\n',
      '\r',
      ':',
      ',',
      ' a',
      'var x = ',
      '//',
      '/*',
      '*/',
      '...',
      '\u{1F600}',
      '@',
      "resource r 't@1' = ",
      'for ',
      'if (',
    ];
    let seed = 1;
    const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: next() % 40 }, () => pieces[next() % pieces.length]).join('');
      expect(() => read(text), JSON.stringify(text)).not.toThrow();
    }
  });
});

test('A file of many megabytes takes no longer than its length', () => {
  const many = `param authorizations array = [\n${"  { principalId: 'p', roleDefinitionId: 'r' }\n".repeat(100_000)}]`;
  const { values } = readBicep(many);
  const [first] = values;
  expect(first?.value?.kind === 'array' && first.value.items.length).toBe(100_000);
});
