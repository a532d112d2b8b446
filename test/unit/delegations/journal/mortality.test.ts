import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DiskJournal } from '../../../../src/delegations/journal/diskJournal.ts';
import { renewEveryMs } from '../../../../src/delegations/journal/leases.ts';
import type { Owner } from '../../../../src/delegations/journal/surroundings.ts';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import { type Fate, fates, MortalFileSystem } from './mortalFileSystem.ts';
import { accepted, finished, journalOf, open, othersAreDead, recordWhole } from './removals.ts';

const owner: Owner = { id: 'a process', pid: 1, host: 'here' };
const later: Owner = { id: 'a later process', pid: 2, host: 'here' };
const signal = new AbortController().signal;
const dayMs = 24 * 60 * 60 * 1000;

/** A process with a journal, and what it is about to do with it. */
interface Scene {
  readonly folder: string;
  readonly journal: DiskJournal;
  readonly clock: FakeClock;
}

/** Sets a scene up, and returns what happens in it: any call to the file system may be the last. */
type Story = (scene: Scene) => Promise<() => Promise<unknown>>;

/** Stories that change one record: it is as before, or as after. */
const ofOneRecord: readonly (readonly [string, Story])[] = [
  ['opening the first record', ({ journal }) => Promise.resolve(() => open(journal))],
  [
    'opening another record',
    async ({ journal }) => {
      await recordWhole(journal);
      return () => open(journal);
    },
  ],
  [
    'noting the acceptance',
    async ({ journal }) => {
      const entry = await open(journal);
      return () => entry.update(accepted);
    },
  ],
  [
    'noting the outcome',
    async ({ journal }) => {
      const entry = await open(journal);
      await entry.update(accepted);
      return () => entry.update(finished);
    },
  ],
  [
    'renewing the lease',
    async ({ journal, clock }) => {
      await open(journal);
      await clock.waiting(1);
      return async () => {
        clock.advance(renewEveryMs);
        await clock.waiting(1);
      };
    },
  ],
  [
    'taking over, and noting the outcome',
    async ({ folder, journal }) => {
      await open(journalOf(folder, { owner }));
      const [record] = await journal.unfinished();
      return async () => {
        const taken = await journal.takeOver(String(record?.name), signal);
        await taken?.update(finished);
      };
    },
  ],
  [
    'taking over, and letting go',
    async ({ folder, journal }) => {
      await open(journalOf(folder, { owner }));
      const [record] = await journal.unfinished();
      return async () => (await journal.takeOver(String(record?.name), signal))?.release();
    },
  ],
  [
    'deleting a record',
    async ({ journal }) => {
      await open(journal);
      const [record] = await journal.unfinished();
      return () => journal.remove(String(record?.name));
    },
  ],
  [
    'setting a damaged record aside',
    async ({ folder, journal }) => {
      await recordWhole(journal);
      await writeFile(join(folder, '20260101T000000000Z-0123456789abcdef.json'), 'damaged');
      return () => journal.list();
    },
  ],
];

/** Stories that delete several records: each is there as it was, or not at all. */
const ofManyRecords: readonly (readonly [string, Story])[] = [
  [
    'erasing the journal',
    async ({ journal }) => {
      await recordWhole(journal);
      await open(journal);
      await recordWhole(journal);
      return () => journal.erase();
    },
  ],
  [
    'deleting old records',
    async ({ folder, journal, clock }) => {
      await recordWhole(journal);
      await recordWhole(journal);
      await open(journalOf(folder, { owner }));
      clock.advance(400 * dayMs);
      return () => journal.removeOlderThan();
    },
  ],
];

describe.each(ofOneRecord)('%s', (_, story) => {
  it.each(fates)(
    'leaves it as before or as after, whichever call to the disk meets its fate: %s',
    async (fate) => {
      const { before, after, calls } = await whole(story);
      for (let at = 1; at <= calls; at++) {
        const { folder, ended } = await play(story, fate, at);
        const found = await contentsOf(folder);

        expect([before, after], `call ${at} of ${calls}`).toContainEqual(found);
        if (ended === 'well') expect(found, `call ${at} of ${calls}`).toEqual(after);
        await expectThatAllCanBeFinished(folder);
      }
    },
  );
});

describe.each(ofManyRecords)('%s', (_, story) => {
  it.each(fates)(
    'leaves each as it was or takes it whole, whichever call to the disk meets its fate: %s',
    async (fate) => {
      const { before, calls } = await whole(story);
      for (let at = 1; at <= calls; at++) {
        const { folder } = await play(story, fate, at);
        const found = await contentsOf(folder);

        for (const record of found) expect(before, `call ${at} of ${calls}`).toContain(record);
        await expectThatAllCanBeFinished(folder);
      }
    },
  );
});

describe('a record that could not be opened', () => {
  it.each(['fails', 'full'] as const)(
    'does not look open, whichever call to the disk meets its fate: %s',
    async (fate) => {
      const story: Story = ({ journal }) => Promise.resolve(() => open(journal));
      const { calls } = await whole(story);
      for (let at = 1; at <= calls; at++) {
        const { folder, ended } = await play(story, fate, at);

        if (ended === 'badly') expect(await contentsOf(folder), `call ${at} of ${calls}`).toEqual([]);
      }
    },
  );
});

/** What a story finds and leaves where nothing happens, and how many calls to the file system it takes. */
async function whole(story: Story) {
  const { scene, disk } = await stage();
  const act = await story(scene);
  const before = await contentsOf(scene.folder);
  disk.choose(undefined);
  await act();
  const { calls } = disk;
  expect(calls).toBeGreaterThan(1);
  return { before, after: await contentsOf(scene.folder), calls };
}

/** Plays a story up to its fate, and on, if the process lives. */
async function play(story: Story, fate: Fate, at: number) {
  const { scene, disk } = await stage();
  const act = await story(scene);
  disk.choose(fate, at);
  const acting = act().then(
    () => 'well' as const,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'JournalError' });
      return 'badly' as const;
    },
  );
  const ended = await Promise.race([acting, disk.died.then(() => 'dead' as const)]);
  return { folder: scene.folder, ended };
}

async function stage(): Promise<{ readonly scene: Scene; readonly disk: MortalFileSystem }> {
  const folder = await newFolder();
  const clock = new FakeClock();
  const disk = new MortalFileSystem();
  const journal = journalOf(folder, { clock, owner, fs: disk.fs, ...othersAreDead });
  return { scene: { folder, clock, journal }, disk };
}

/** What another process finds: records as they are written, and what was damaged before. */
async function contentsOf(folder: string): Promise<readonly string[]> {
  const { records, unreadable } = await journalOf(folder, { owner: later, ...othersAreDead }).list();
  const damaged = await Promise.all(unreadable.map(({ path }) => readFile(path, 'utf8')));
  return [...records.map(({ removal }) => JSON.stringify(removal)), ...damaged].toSorted();
}

/** Another process finishes what is unfinished; in the end only records are left. */
async function expectThatAllCanBeFinished(folder: string): Promise<void> {
  const clock = new FakeClock();
  clock.advance(500 * dayMs);
  const journal = journalOf(folder, { clock, owner: later, ...othersAreDead });
  for (const { name } of await journal.unfinished()) {
    const taken = await journal.takeOver(name, signal);
    expect(taken).toBeDefined();
    await taken?.update(finished);
  }
  expect(await journal.unfinished()).toEqual([]);
  await journal.removeOlderThan();
  const files = await readdir(folder).catch(() => []);
  expect(files.filter((file) => !file.endsWith('.json') && file !== 'damaged')).toEqual([]);
}
