import { describe, expect, test } from 'vitest';
import { markdownText } from '../../../src/wording/markdownText.ts';
import { plainText } from '../../../src/wording/plainText.ts';
import { everySign, hostileNames } from './hostileNames.ts';
import { kindsOf, seen } from './markdownReader.ts';

describe('Text of a stranger in Markdown', () => {
  test.each([...hostileNames, ...everySign])('with $what is that text, and nothing else', ({ typed }) => {
    const markdown = markdownText(typed);
    expect(new Set(kindsOf(markdown))).toEqual(new Set(['paragraph_open', 'text', 'paragraph_close']));
    expect(seen(markdown)).toBe(plainText(typed));
  });

  test.each([...hostileNames, ...everySign])(
    'with $what is emphasised as a whole, as in a heading',
    ({ typed }) => {
      const markdown = `**${markdownText(typed)}**`;
      const kinds = kindsOf(markdown).filter((kind) => kind !== 'text');
      expect(kinds).toEqual(['paragraph_open', 'strong_open', 'strong_close', 'paragraph_close']);
      expect(seen(markdown)).toBe(plainText(typed));
    },
  );

  test.each([...hostileNames, ...everySign])('with $what stays in its item of a list', ({ typed }) => {
    const kinds = kindsOf(`- ${markdownText(typed)}: ${markdownText(typed)}`);
    expect(kinds.filter((kind) => kind === 'list_item_open')).toHaveLength(1);
    expect(new Set(kinds.filter((kind) => kind !== 'text'))).toEqual(
      new Set([
        'bullet_list_open',
        'list_item_open',
        'paragraph_open',
        'paragraph_close',
        'list_item_close',
        'bullet_list_close',
      ]),
    );
  });

  test('two of them, side by side, do not become a link together', () => {
    const markdown = `${markdownText('[x]')}${markdownText('(https://evil.example)')}`;
    expect(kindsOf(markdown)).toEqual(['paragraph_open', 'text', 'paragraph_close']);
  });

  test('gives way to what is known otherwise where it has nothing visible, which is escaped as well', () => {
    expect(seen(markdownText('\u200B', 'an_id_*'))).toBe('an_id_*');
    expect(kindsOf(markdownText(undefined, '*an id*'))).not.toContain('em_open');
    expect(markdownText(undefined)).toBe('');
  });
});

test('The reader of these tests does see markup where there is some', () => {
  const kinds = kindsOf('**a** <img src=x> [x](https://y) https://evil.example');
  expect(kinds).toEqual(expect.arrayContaining(['strong_open', 'html_inline', 'link_open']));
  expect(kinds.filter((kind) => kind === 'link_open')).toHaveLength(2);
});
