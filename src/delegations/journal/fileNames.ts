import { randomBytes } from 'node:crypto';

/**
 * A file of the journal. All that belong to one removal begin with the name of its record, which is made of a time and
 * of chance: nothing that Azure told is in it.
 */
export type JournalFile = { readonly record: string } & (
  | { readonly kind: 'record' }
  | { readonly kind: 'lease' }
  /** Half-written, or about to be put in place; `since` is in milliseconds since 1970. */
  | { readonly kind: 'temporary'; readonly since: number }
);

const stamp = '\\d{8}T\\d{9}Z';
const chance = '[0-9a-f]{16}';
const pattern = new RegExp(
  `^(${stamp}-${chance})\\.(?:(?<record>json)|(?<lease>lease-\\d+)|(?<since>${stamp})-${chance}\\.tmp)$`,
);

/** A new name of a record. In the order of their names, records are in the order of their time. */
export function newRecordName(now: number): string {
  return stampWithChance(now);
}

/** The file that a record is in. */
export function recordFile(record: string): string {
  return `${record}.json`;
}

/** The file that says who holds a record; each that takes over from another has the next number. */
export function leaseFile(record: string, number: number): string {
  return `${record}.lease-${number}`;
}

/** The file that something of a record is written to before it is put in place. */
export function newTemporaryFile(record: string, now: number): string {
  return `${record}.${stampWithChance(now)}.tmp`;
}

/** What a file of the journal is; undefined for a file that is not the journal's. */
export function parseFileName(file: string): JournalFile | undefined {
  const match = pattern.exec(file);
  const [, record] = match ?? [];
  if (!match?.groups || record === undefined) return undefined;
  const { record: isRecord, since } = match.groups;
  if (isRecord !== undefined) return { kind: 'record', record };
  return since === undefined
    ? { kind: 'lease', record }
    : { kind: 'temporary', record, since: timeOf(since) };
}

/** When a record was opened, or a temporary file made, by its name; milliseconds since 1970. */
export function timeOf(name: string): number {
  return Date.parse(
    name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z'),
  );
}

function stampWithChance(now: number): string {
  return `${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(8).toString('hex')}`;
}
