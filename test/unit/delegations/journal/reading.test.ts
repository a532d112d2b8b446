import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRecordName, recordFile } from '../../../../src/delegations/journal/fileNames.ts';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import { accepted, finished, journalOf, open, recordWhole } from './removals.ts';
import { fileError, watchedFileSystem } from './watchedFileSystem.ts';

/** A folder with one whole record; its file, and what is in it. */
async function folderWithRecord() {
  const folder = await newFolder();
  await recordWhole(journalOf(folder));
  const [file] = await readdir(folder);
  const path = join(folder, String(file));
  const text = await readFile(path, 'utf8');
  return { folder, path, text, record: JSON.parse(text) as Values };
}

/** Writes so many finished records, one a minute. */
async function writeMany(count: number): Promise<string> {
  const { folder, path, record } = await folderWithRecord();
  const first = Date.parse('2025-01-01T00:00:00Z');
  await Promise.all(
    Array.from({ length: count - 1 }, (_, index) => {
      const openedAt = first + index * 60_000;
      const file = join(dirname(path), recordFile(newRecordName(openedAt)));
      return writeFile(file, JSON.stringify({ ...record, openedAt: new Date(openedAt).toISOString() }));
    }),
  );
  return folder;
}

describe('reading the journal', () => {
  it('finds nothing where nothing was ever removed', async () => {
    const journal = journalOf(await newFolder());

    expect(await journal.list()).toEqual({ records: [], unreadable: [] });
    expect(await journal.unfinished()).toEqual([]);
  });

  it('tells the newest first', async () => {
    const folder = await newFolder();
    const clock = new FakeClock();
    const journal = journalOf(folder, { clock });
    for (let day = 0; day < 3; day++) {
      await recordWhole(journal);
      clock.advance(24 * 60 * 60 * 1000);
    }

    expect((await journal.list()).records.map(({ removal }) => removal.openedAt)).toEqual([
      '2026-03-03T08:00:00.000Z',
      '2026-03-02T08:00:00.000Z',
      '2026-03-01T08:00:00.000Z',
    ]);
  });

  it('takes work that grows no faster than the number of records, 2,000 of them', async () => {
    const callsFor = async (count: number): Promise<number> => {
      let calls = 0;
      const fs = watchedFileSystem(() => calls++);
      const { records } = await journalOf(await writeMany(count), { fs }).list();

      expect(records).toHaveLength(count);
      const names = records.map(({ name }) => name);
      expect(names).toEqual(names.toSorted().reverse());
      return calls;
    };
    const few = await callsFor(200);

    expect(await callsFor(2_000)).toBeLessThanOrEqual(few * 10);
  });

  it('leaves files alone that are not its own', async () => {
    const { folder } = await folderWithRecord();
    await writeFile(join(folder, 'notes.json'), 'not ours');
    const journal = journalOf(folder, { clock: new FakeClock() });

    expect(await journal.list()).toMatchObject({ records: [{ state: 'finished' }], unreadable: [] });
    await journal.removeOlderThan(-1);
    await journal.erase();
    expect(await readdir(folder)).toEqual(['notes.json']);
  });

  it('does not take a half-written file for a record', async () => {
    const { folder, path, text } = await folderWithRecord();
    const temporary = path.replace(/\.json$/, '.20260301T080000000Z-0123456789abcdef.tmp');
    await writeFile(temporary, text.slice(0, 100));

    expect(await journalOf(folder).list()).toMatchObject({ records: [{}], unreadable: [] });
    expect(await readdir(folder)).toContain(basename(temporary));
  });

  it('skips a record that is deleted meanwhile', async () => {
    const { folder } = await folderWithRecord();
    const fs = watchedFileSystem((name) => {
      if (name === 'readFile') throw fileError('ENOENT');
    });

    expect(await journalOf(folder, { fs }).list()).toEqual({ records: [], unreadable: [] });
  });

  it('rejects where the folder cannot be read', async () => {
    const { folder } = await folderWithRecord();
    const fs = watchedFileSystem((name) => {
      if (name === 'readdir') throw fileError('EACCES');
    });

    await expect(journalOf(folder, { fs }).list()).rejects.toMatchObject({ name: 'JournalError', folder });
  });
});

type Values = Readonly<Record<string, unknown>>;

describe('a record that cannot be read', () => {
  const damages: readonly (readonly [string, (text: string, record: Values) => string])[] = [
    ['is empty', () => ''],
    ['was cut off', (text) => text.slice(0, -1)],
    ['is no JSON', () => 'A note of somebody.'],
    ['is no object', () => 'null'],
    ['is a list', (text) => `[${text}]`],
    ['has no format', (_, record) => JSON.stringify({ ...record, format: undefined })],
    ['has a format of no version', (_, record) => JSON.stringify({ ...record, format: 0 })],
    ...['openedAt', 'door', 'resourceManager', 'owner', 'target', 'assignment', 'confirmed'].flatMap(
      (key) =>
        [
          [`lacks ${key}`, (_: string, record: Values) => JSON.stringify({ ...record, [key]: undefined })],
          [`has another ${key}`, (_: string, record: Values) => JSON.stringify({ ...record, [key]: 1 })],
        ] as const,
    ),
    ['was accepted at no time', (_, record) => JSON.stringify({ ...record, accepted: { at: 'soon' } })],
    [
      'ended in an unknown way',
      (_, record) =>
        JSON.stringify({ ...record, finished: { at: record.openedAt, outcome: { kind: 'toString' } } }),
    ],
    [
      'ended for reasons that nobody said',
      (_, record) =>
        JSON.stringify({
          ...record,
          finished: {
            at: record.openedAt,
            outcome: { kind: 'stoppedWaiting', because: 'cancelled', heard: { deletion: 'refused' } },
          },
        }),
    ],
  ];

  it.each(damages)('is set aside whole, reported, and stops nothing: it %s', async (_, damage) => {
    const { folder, path, text, record } = await folderWithRecord();
    await recordWhole(journalOf(folder));
    const damaged = damage(text, record);
    await writeFile(path, damaged);
    const journal = journalOf(folder);
    const { records, unreadable } = await journal.list();

    expect(records).toHaveLength(1);
    expect(unreadable).toMatchObject([{ because: 'damaged', isNew: true }]);
    const aside = String(unreadable[0]?.path);
    expect(dirname(aside)).toBe(join(folder, 'damaged'));
    expect(await readFile(aside, 'utf8')).toBe(damaged);
    expect((await stat(join(folder, 'damaged'))).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).not.toContain(basename(path));
    const again = unreadable.map((file) => ({ ...file, isNew: false }));
    expect(await journal.list(), 'it is reported again').toEqual({ records, unreadable: again });
    expect(await journal.unfinished()).toEqual([]);
  });

  it('never takes the place of another that was set aside', async () => {
    const { folder, path } = await folderWithRecord();
    const journal = journalOf(folder);
    for (const text of ['one', 'another']) {
      await writeFile(path, text);
      await journal.list();
    }
    const { unreadable } = await journal.list();

    const texts = await Promise.all(unreadable.map((file) => readFile(file.path, 'utf8')));
    expect(texts.toSorted()).toEqual(['another', 'one']);
  });

  it('stays where it is if a newer version wrote it, which may be at work with it', async () => {
    const { folder, path, record } = await folderWithRecord();
    await writeFile(path, JSON.stringify({ ...record, format: 2 }));
    const journal = journalOf(folder);

    expect(await journal.list()).toEqual({
      records: [],
      unreadable: [{ path, because: 'newerVersion', isNew: false }],
    });
    expect(await journal.unfinished()).toEqual([]);
    expect(await readdir(folder)).toEqual([basename(path)]);
  });

  it('stays where it is if the disk does not give it', async () => {
    const { folder, path } = await folderWithRecord();
    const fs = watchedFileSystem((name) => {
      if (name === 'readFile') throw fileError('EIO');
    });

    expect(await journalOf(folder, { fs }).list()).toEqual({
      records: [],
      unreadable: [{ path, because: 'unreadable', isNew: false }],
    });
    expect(await readdir(folder)).toEqual([basename(path)]);
  });

  it('is reported where it is if it cannot be moved', async () => {
    const { folder, path } = await folderWithRecord();
    await writeFile(path, 'damaged');
    const fs = watchedFileSystem((name) => {
      if (name === 'rename') throw fileError('EROFS');
    });

    expect(await journalOf(folder, { fs }).list()).toEqual({
      records: [],
      unreadable: [{ path, because: 'damaged', isNew: false }],
    });
  });

  it('may even be a folder', async () => {
    const { folder } = await folderWithRecord();
    const path = join(folder, recordFile(newRecordName(Date.parse('2026-01-01T00:00:00Z'))));
    await mkdir(path);

    expect(await journalOf(folder).list()).toMatchObject({
      records: [{ state: 'finished' }],
      unreadable: [{ path, because: 'unreadable', isNew: false }],
    });
  });

  it('costs a removal under way nothing', async () => {
    const folder = await newFolder();
    const entry = await open(journalOf(folder));
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    await writeFile(join(folder, String(file)), 'damaged');
    await journalOf(folder).list();
    await entry.update(accepted);
    await entry.update(finished);

    expect(await journalOf(folder).list()).toMatchObject({
      records: [{ state: 'finished', removal: { accepted: {} } }],
      unreadable: [{ because: 'damaged' }],
    });
  });
});
