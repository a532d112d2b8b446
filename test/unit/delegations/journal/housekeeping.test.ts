import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import { anotherToRemember, finished, journalOf, open, othersAreDead, recordWhole } from './removals.ts';
import { fileError, watchedFileSystem } from './watchedFileSystem.ts';

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;
const record = '20260301T080000000Z-0123456789abcdef';

describe('deleting a record', () => {
  it('takes that one, and no other', async () => {
    const folder = await newFolder();
    const journal = journalOf(folder);
    await recordWhole(journal);
    await recordWhole(journal);
    const [first, second] = (await journal.list()).records;
    await journal.remove(String(first?.name));

    expect((await journal.list()).records).toEqual([second]);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('takes an unfinished one with all that belongs to it', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const journal = journalOf(folder, othersAreDead);
    const [unfinished] = await journal.unfinished();
    await journal.remove(String(unfinished?.name));

    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused while the removal is under way', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const journal = journalOf(folder);
    const [underWay] = (await journal.list()).records;

    await expect(journal.remove(String(underWay?.name))).rejects.toMatchObject({
      name: 'JournalError',
      reason: 'underWay',
    });
    expect((await journal.list()).records).toHaveLength(1);
  });

  it('does nothing where there is none of that name, or no journal', async () => {
    await expect(journalOf(await newFolder()).remove(record)).resolves.toBeUndefined();
  });
});

describe('erasing the journal', () => {
  it('takes what is finished, unfinished, damaged, left over or of a newer version', async () => {
    const folder = await newFolder();
    await recordWhole(journalOf(folder));
    await open(journalOf(folder));
    const journal = journalOf(folder, othersAreDead);
    await writeFile(join(folder, `${record}.json`), 'damaged');
    await journal.list();
    await writeFile(join(folder, `${record}.json`), '{"format":2}');
    await writeFile(join(folder, `${record}.20260301T080000000Z-0123456789abcdef.tmp`), 'half-writ');

    expect(await journal.erase()).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the removals that are under way, and says how many', async () => {
    const folder = await newFolder();
    const entry = await open(journalOf(folder), anotherToRemember());
    await recordWhole(journalOf(folder));
    const journal = journalOf(folder);

    expect(await journal.erase()).toBe(1);
    await entry.update(finished);
    expect(await journal.list()).toMatchObject({ records: [{ state: 'finished' }] });
  });

  it('does nothing where there is nothing', async () => {
    expect(await journalOf(await newFolder()).erase()).toBe(0);
  });

  it('rejects where the disk refuses', async () => {
    const folder = await newFolder();
    await recordWhole(journalOf(folder));
    const fs = watchedFileSystem((name) => {
      if (name === 'unlink') throw fileError('EROFS');
    });

    await expect(journalOf(folder, { fs }).erase()).rejects.toMatchObject({ reason: 'readOnly' });
  });
});

describe('deleting old records', () => {
  /** One finished and one unfinished record, so many days ago. */
  async function after(days: number) {
    const folder = await newFolder();
    await recordWhole(journalOf(folder));
    await open(journalOf(folder));
    const clock = new FakeClock();
    clock.advance(days * dayMs + 1);
    return { folder, journal: journalOf(folder, { clock, ...othersAreDead }) };
  }

  it('takes those older than a year, and keeps the unfinished', async () => {
    const { journal } = await after(365);

    expect(await journal.removeOlderThan()).toBe(1);
    expect((await journal.list()).records).toMatchObject([{ state: 'unfinished' }]);
  });

  it('takes none before', async () => {
    const { journal } = await after(364);

    expect(await journal.removeOlderThan()).toBe(0);
    expect((await journal.list()).records).toHaveLength(2);
  });

  it('goes by the number of days that was set', async () => {
    const { journal } = await after(30);

    expect(await journal.removeOlderThan(31)).toBe(0);
    expect(await journal.removeOlderThan(30)).toBe(1);
  });

  it('takes none by a number that is none', async () => {
    const { journal } = await after(10_000);

    expect(await journal.removeOlderThan(Number.NaN)).toBe(0);
  });

  it('takes none that cannot be read', async () => {
    const { folder, journal } = await after(1_000);
    await writeFile(join(folder, '20200101T000000000Z-0123456789abcdef.json'), 'damaged');
    await writeFile(join(folder, '20200101T000000001Z-0123456789abcdef.json'), '{"format":2}');
    await journal.removeOlderThan();

    expect((await journal.list()).unreadable).toMatchObject([
      { because: 'damaged' },
      { because: 'newerVersion' },
    ]);
  });

  it('does nothing where there is nothing', async () => {
    expect(await journalOf(await newFolder()).removeOlderThan()).toBe(0);
  });
});

describe('what interrupted processes left behind', () => {
  /** What remains of a file that was left behind, after so long. */
  async function remainsOf(file: string, waitedMs = 0): Promise<readonly string[]> {
    const folder = await newFolder();
    await recordWhole(journalOf(folder));
    const [whole] = await readdir(folder);
    await writeFile(join(folder, file), 'left over');
    const clock = new FakeClock();
    clock.advance(waitedMs);
    await journalOf(folder, { clock }).removeOlderThan();
    return (await readdir(folder)).filter((other) => other !== whole);
  }
  const temporary = `${record}.20260301T080000000Z-0123456789abcdef.tmp`;

  it('is removed when it is old, if it was half-written', async () => {
    expect(await remainsOf(temporary, hourMs)).toEqual([temporary]);
    expect(await remainsOf(temporary, hourMs + 1)).toEqual([]);
  });

  it('is removed if it is a lease of no record', async () => {
    expect(await remainsOf(`${record}.lease-0`)).toEqual([]);
  });

  it('is removed if it is a lease of a finished record', async () => {
    const folder = await newFolder();
    const fs = watchedFileSystem((name) => {
      if (name === 'unlink') throw fileError('EIO');
    });
    await recordWhole(journalOf(folder, { fs }));
    expect((await readdir(folder)).some((file) => file.includes('lease'))).toBe(true);
    const clock = new FakeClock();
    clock.advance(hourMs + 1);
    await journalOf(folder, { clock, ...othersAreDead }).removeOlderThan();

    expect(await readdir(folder)).toEqual([expect.stringMatching(/\.json$/)]);
  });

  it('is left alone if it belongs to a removal under way, even to one that has no record yet', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    await open(journalOf(folder), anotherToRemember());
    const [record] = (await readdir(folder)).filter((file) => file.endsWith('.json'));
    await rm(join(folder, String(record)));
    const before = await readdir(folder);
    await journalOf(folder).removeOlderThan(-1);

    expect(before).toHaveLength(3);
    expect(await readdir(folder)).toEqual(before);
  });
});
