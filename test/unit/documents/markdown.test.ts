import { describe, expect, test } from 'vitest';
import {
  fields,
  heading,
  list,
  type Markdown,
  markdownDocument,
  note,
  paragraph,
  table,
} from '../../../src/documents/markdown.ts';
import { everySign, hostileNames } from '../wording/hostileNames.ts';
import { kindsOf, seen } from '../wording/markdownReader.ts';

const pieces: readonly {
  readonly piece: string;
  readonly made: (text: string) => Markdown;
}[] = [
  { piece: 'a heading', made: (text) => heading(2, text) },
  { piece: 'a paragraph', made: paragraph },
  { piece: 'a list', made: (text) => list([text, text]) },
  {
    piece: 'fields',
    made: (text) =>
      fields([
        [text, text],
        ['name', text],
      ]),
  },
  {
    piece: 'a table',
    made: (text) =>
      table(
        [text, 'second'],
        [
          [text, text],
          [text, 'b'],
        ],
      ),
  },
  { piece: 'a note', made: note },
];

/** Addresses in every way that a reader may turn into a link, and what would break out of its line. */
const typed = [
  ...hostileNames,
  ...everySign,
  {
    what: 'addresses',
    typed: 'https://evil.example //evil.example www.evil.example a@evil.example mailto:a@b.example',
  },
  {
    what: 'lines of its own',
    typed: 'a\n\n# Heading\n\n![x](https://evil.example/x.png)\r\n- b\u2028> c\n| d | e |',
  },
];

describe.each(pieces)('Text in $piece', ({ made }) => {
  const usual = new Set(kindsOf(made('text')));

  test.each(typed)('with $what makes nothing of it but that', ({ typed }) => {
    const kinds = kindsOf(made(typed));
    const others = kinds.filter((kind) => !usual.has(kind) && !/^(text|softbreak|hardbreak)$/.test(kind));
    expect(others).toEqual([]);
    const structure = kinds.filter((kind) => kind.endsWith('_open'));
    expect(structure).toEqual(kindsOf(made('text')).filter((kind) => kind.endsWith('_open')));
  });
});

test('A sentence keeps what is around a name that is written from right to left', () => {
  expect(seen(paragraph('“\u2068שם\u2069” goes'))).toBe('“\u2068שם\u2069” goes');
});

test('Fields leave out what has no value, and a document what is empty', () => {
  expect(
    seen(
      fields([
        ['Name', 'Gold'],
        ['Plan', undefined],
        ['Note', ''],
      ]),
    ),
  ).toBe('Name: Gold');
  expect(markdownDocument([heading(1, 'Title'), list([]), fields([]), paragraph('Text')])).toBe(
    '# Title\n\nText\n',
  );
});
