import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JournalError } from '../../../../src/delegations/journal/journalError.ts';
import { JournalFolder } from '../../../../src/delegations/journal/journalFolder.ts';
import { thisProcess } from '../../../../src/delegations/journal/surroundings.ts';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import { accepted, finished, journalOf, open, othersAreDead } from './removals.ts';
import { fileError, watchedFileSystem } from './watchedFileSystem.ts';

/** A disk on which these calls fail from some time on. */
function failingDisk(code: string, calls: readonly string[]) {
  const disk = { fails: true };
  const fs = watchedFileSystem((name) => {
    if (disk.fails && calls.includes(name)) throw fileError(code);
  });
  return { disk, fs };
}

const writing = ['mkdir', 'writeFile', 'link', 'copyFile', 'rename'];

describe('a removal that cannot be recorded', () => {
  it.each([
    ['the disk is full', 'ENOSPC', 'noSpace'],
    ['the user’s share of the disk is full', 'EDQUOT', 'noSpace'],
    ['the disk is read-only', 'EROFS', 'readOnly'],
    ['the folder is not the user’s', 'EACCES', 'readOnly'],
    ['the disk fails', 'EIO', 'failed'],
  ] as const)('is told why, and no record looks open: %s', async (_, code, reason) => {
    const folder = await newFolder();
    for (const call of writing.filter((name) => name !== 'copyFile')) {
      const { fs } = failingDisk(code, call === 'link' ? ['link', 'copyFile'] : [call]);
      // What is busy for a moment on Windows is tried again.
      const clock = { now: () => 0, wait: () => Promise.resolve() };
      const opening = open(journalOf(folder, { fs, clock }));

      await expect(opening, call).rejects.toMatchObject({ name: 'JournalError', reason, folder });
      await expect(opening).rejects.toSatisfy((error) => JournalError.is(error));
      expect(await journalOf(folder, othersAreDead).list(), call).toEqual({ records: [], unreadable: [] });
      expect(await readdir(folder).catch(() => []), call).toEqual([]);
    }
  });

  it('is told so where a file is in the way of the folder', async () => {
    const folder = await newFolder();
    await mkdir(dirname(folder));
    await writeFile(folder, 'a file');

    await expect(open(journalOf(folder))).rejects.toMatchObject({ reason: 'failed' });
  });

  it('is not recorded if the disk cannot promise to keep the record', async () => {
    const folder = await newFolder();
    await open(journalOf(folder)).then((entry) => entry.update(finished));
    const { fs } = failingDisk('EIO', ['open']);

    await expect(open(journalOf(folder, { fs }))).rejects.toMatchObject({ reason: 'failed' });
    expect((await journalOf(folder, othersAreDead).list()).records).toMatchObject([{ state: 'finished' }]);
  });
});

describe('a change that cannot be written', () => {
  it('rejects, leaves what was known, and is written with the next change', async () => {
    const folder = await newFolder();
    const { disk, fs } = failingDisk('ENOSPC', ['writeFile']);
    disk.fails = false;
    const journal = journalOf(folder, { fs });
    const entry = await open(journal);
    disk.fails = true;
    await expect(entry.update(accepted)).rejects.toMatchObject({ reason: 'noSpace' });
    expect((await journal.list()).records[0]?.removal).not.toHaveProperty('accepted');
    disk.fails = false;
    await entry.update(finished);

    expect((await journal.list()).records).toMatchObject([
      { state: 'finished', removal: { accepted: { at: '2026-03-01T08:00:00.000Z' }, finished: {} } },
    ]);
  });

  it('lets another process find out how it ended, if it is the outcome', async () => {
    const folder = await newFolder();
    const { disk, fs } = failingDisk('ENOSPC', ['writeFile']);
    disk.fails = false;
    const entry = await open(journalOf(folder, { fs }));
    disk.fails = true;
    await expect(entry.update(finished)).rejects.toMatchObject({ reason: 'noSpace' });

    expect(await journalOf(folder).unfinished()).toHaveLength(1);
  });
});

describe('a disk of its own kind', () => {
  it('may know no links', async () => {
    const folder = await newFolder();
    const { fs } = failingDisk('ENOTSUP', ['link']);
    const journal = journalOf(folder, { fs });
    await open(journal);
    const record = String((await journal.list()).records[0]?.name);
    const dead = journalOf(folder, { fs, ...othersAreDead });

    expect((await journal.list()).records).toMatchObject([{ state: 'underWay' }]);
    expect(await dead.takeOver(record, new AbortController().signal)).toBeDefined();
    expect((await journal.list()).records).toMatchObject([{ state: 'underWay' }]);
  });

  it('may know no links, and yet nothing is put in the place of another', async () => {
    const { fs } = failingDisk('ENOTSUP', ['link']);
    const folder = new JournalFolder(await newFolder(), { ...thisProcess(), fs });
    await folder.create();

    expect(await folder.add('record', 'lease', 'one')).toBe(true);
    expect(await folder.add('record', 'lease', 'another')).toBe(false);
    expect(await folder.read('lease')).toBe('one');
    expect(await folder.names()).toEqual(['lease']);
  });

  it.each(['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EACCES'])(
    'may not be able to flush folders: %s',
    async (code) => {
      const { fs } = failingDisk(code, ['open']);
      const journal = journalOf(await newFolder(), { fs });
      await (await open(journal)).update(finished);

      expect((await journal.list()).records).toMatchObject([{ state: 'finished' }]);
    },
  );

  it('may not let permissions of folders be changed', async () => {
    const { fs } = failingDisk('EPERM', ['chmod']);

    await expect(open(journalOf(await newFolder(), { fs }))).resolves.toBeDefined();
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'may refuse for a moment to put a file in place, as where a virus scanner holds it: %s',
    async (code) => {
      const { disk, fs } = failingDisk(code, ['rename']);
      const clock = new FakeClock();
      const journal = journalOf(await newFolder(), { fs, clock });
      const opening = open(journal);
      // The lease waits to be renewed, and the record to be put in place.
      await clock.waiting(2);
      disk.fails = false;
      clock.advance(1_000);
      await opening;

      expect((await journal.list()).records).toMatchObject([{ state: 'underWay' }]);
    },
  );
});
