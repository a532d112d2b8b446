import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvCell, csvText, tableOf, type Table } from '../../../../src/delegations/export/csv.ts';
import { hostileNames } from '../../wording/hostileNames.ts';
import {
  outgoing,
  reader,
  someDelegation,
  operators,
  watchers,
  contributor,
} from '../permission/delegations.ts';
import { exported, exportOf } from './exports.ts';

/** What a spreadsheet could run or change. */
const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example","x")',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '"=1+1',
  "'=1+1",
  '＝1+1',
  '＋1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '|calc',
  '%0A',
  '1-2',
  '007',
  '1E5',
  '3/4',
  '2024-03-01',
  '12345678901234567890',
];
const ordinary = [
  'Contoso',
  'a,b',
  'a;b',
  'say "hi"',
  'two\nlines',
  'two\r\nlines',
  '',
  ' ',
  'a=b',
  'x@y.z',
  '42',
  '0',
  '2024-03-01T09:30:00.1234567Z',
];

const read = (text: string): readonly (readonly string[])[] => parse(text, { bom: true });

describe('A table as comma-separated values', () => {
  const cells = [...formulas, ...ordinary, ...hostileNames.map(({ typed }) => typed)];
  const table: Table = { columns: ['first', 'second'], rows: cells.map((cell) => [cell, 'beside']) };

  test('comes back cell for cell from a parser of strangers', () => {
    expect(read(csvText(table))).toEqual([
      ['first', 'second'],
      ...cells.map((cell) => [csvCell(cell), 'beside']),
    ]);
  });

  test('has nothing but an apostrophe before what was typed, and only where a spreadsheet could take it for something else', () => {
    for (const name of formulas) expect(csvCell(name)).toBe(`'${name.replaceAll('\uFEFF', '\uFFFD')}`);
    for (const name of ordinary) expect(csvCell(name)).toBe(name);
  });

  test('has no cell that begins as a formula does', () => {
    for (const row of read(csvText(table))) expect(row[0]).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
  });

  test('ends each line with CR LF, and puts every cell into quotes', () => {
    expect(csvText({ columns: ['a', 'b'], rows: [['1', 'x"y']] })).toBe('\uFEFF"a","b"\r\n"1","x""y"\r\n');
  });

  test('is UTF-8 that every reader can read', () => {
    for (const { typed } of hostileNames) {
      const bytes = Buffer.from(csvText({ columns: [typed], rows: [] }));
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
      expect(bytes.includes(0)).toBe(false);
    }
  });
});

describe('The rows of an export', () => {
  const both = exported([
    {
      row: outgoing,
      delegation: someDelegation({
        roles: [
          [operators, reader],
          [operators, contributor],
        ],
        eligible: [[watchers, contributor]],
      }),
    },
  ]);
  const asRecords = ({ columns, rows }: Table) =>
    rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));

  test('are one for each authorization', () => {
    expect(
      asRecords(tableOf(both, 'authorization')).map(({ authorizationKind, principalId, roleName }) => [
        authorizationKind,
        principalId,
        roleName,
      ]),
    ).toEqual([
      ['eligible', watchers, 'Contributor'],
      ['permanent', operators, 'Reader'],
      ['permanent', operators, 'Contributor'],
    ]);
  });

  test('or one for each delegation', () => {
    expect(asRecords(tableOf(both, 'delegation'))).toMatchObject([
      { permanentAuthorizations: '2', eligibleAuthorizations: '1', grantsDeleteRole: 'false' },
    ]);
  });

  test('tell of a delegation that grants nothing, and of one that does not tell, apart', () => {
    const [nothing, untold] = [
      exportOf({ authorizations: [] }),
      exported([{ row: outgoing, delegation: someDelegation({ untold: true }) }]),
    ];
    for (const unit of ['authorization', 'delegation'] as const) {
      const [first] = asRecords(tableOf(nothing, unit));
      const [second] = asRecords(tableOf(untold, unit));
      const cell = unit === 'authorization' ? 'authorizationKind' : 'access';
      expect(first?.[cell]).toBe('');
      expect(second?.[cell]).toBe('not told by Azure');
    }
  });
});
