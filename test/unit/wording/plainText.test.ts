import { describe, expect, test } from 'vitest';
import { inSentence, plainText } from '../../../src/wording/plainText.ts';
import { hostileNames } from './hostileNames.ts';

describe('The plain text of a stranger', () => {
  test.each(hostileNames)('with $what is one harmless line', ({ typed, shown }) => {
    expect(plainText(typed)).toBe(shown);
  });

  test.each(hostileNames)('with $what has no icon, no link and no half of a character', ({ typed }) => {
    const text = plainText(typed);
    expect(text).not.toMatch(/\$\(|\]\(/);
    expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(text).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
    expect(text.isWellFormed()).toBe(true);
  });

  test.each(hostileNames)('with $what stays as it is when it is made plain again', ({ typed, shown }) => {
    expect(plainText(plainText(typed))).toBe(shown);
  });
});

describe('A name of nothing visible', () => {
  test.each([
    ['nothing', ''],
    ['spaces', '  \t\n\u00A0\u3000'],
    ['characters without width', '\u200B\u2060\uFEFF\u00AD\u180E'],
    ['joiners', '\u200C\u200D'],
    ['variation selectors', '\uFE0F\u{E0100}'],
    ['overrides of direction', '\u202E\u202D\u2066'],
    ['tag characters', '\u{E0041}\u{E0042}'],
    ['fillers', '\u3164\u115F\uFFA0'],
    ['empty Braille', '\u2800\u2800'],
    ['combining marks', '\u0301\u0302'],
    ['a very long void', ' '.repeat(20_000)],
  ])('of %s gives way to what is known otherwise', (_, typed) => {
    expect(plainText(typed, 'an id')).toBe('an id');
    expect(plainText(typed)).toBe('');
  });

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 5],
    ['a truth', true],
    ['an object', { toString: () => '$(trash)' }],
    ['a list', ['$(trash)']],
  ])('of %s, as a server may send it, too', (_, sent) => {
    expect(plainText(sent, 'an id')).toBe('an id');
  });
});

describe('A very long name', () => {
  test('of 200 characters is whole', () => {
    expect(plainText('a'.repeat(200))).toBe('a'.repeat(200));
    expect(plainText('\u{1F600}'.repeat(200))).toBe('\u{1F600}'.repeat(200));
  });

  test('is cut after 200 characters, and says so', () => {
    expect(plainText('a'.repeat(201))).toBe(`${'a'.repeat(200)}…`);
  });

  test.each([200, 201, 400, 799, 800, 801, 9_999, 10_000, 10_001, 100_000])(
    'of %i characters is never cut within one',
    (length) => {
      for (const text of ['\u{1F600}'.repeat(length), `a${'\u{1F600}'.repeat(length)}`]) {
        const plain = plainText(text);
        expect(plain.isWellFormed()).toBe(true);
        expect(plain).not.toContain('\uFFFD');
        expect(Array.from(plain).length).toBeLessThanOrEqual(201);
      }
    },
  );

  test('within which almost everything is invisible is not cut within a character either', () => {
    const plain = plainText(`a${'\u200B'.repeat(9_998)}\u{1F600}\u{1F600}`);
    expect(plain).toBe('a\u{1F600}…');
  });

  test('shows what comes after many spaces', () => {
    expect(plainText(`${' '.repeat(5_000)}Contoso`)).toBe('Contoso');
  });

  test('whose cut makes neither an icon nor a link', () => {
    for (const start of ['$', ']'])
      expect(plainText(`${'a'.repeat(199)}${start}(x)`)).toBe(`${'a'.repeat(199)}${start}…`);
  });
});

test('Within a sentence of ours, a name is isolated', () => {
  expect(inSentence(plainText('\u202E\u05D7\u05D1\u05E8\u05D4'))).toBe(
    '\u2068\u05D7\u05D1\u05E8\u05D4\u2069',
  );
});
