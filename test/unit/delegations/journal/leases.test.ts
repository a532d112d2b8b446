import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DiskJournal } from '../../../../src/delegations/journal/diskJournal.ts';
import { leaseMs, renewEveryMs } from '../../../../src/delegations/journal/leases.ts';
import type { Owner } from '../../../../src/delegations/journal/surroundings.ts';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import { accepted, finished, journalOf, open, operationUrl, othersAreDead } from './removals.ts';
import { fileError, watchedFileSystem } from './watchedFileSystem.ts';

const signal = new AbortController().signal;
const elsewhere: Owner = { id: 'a process elsewhere', pid: 1, host: 'another machine' };
const stateOf = async (journal: DiskJournal) => (await journal.list()).records.map(({ state }) => state);
const nameOf = async (journal: DiskJournal) => String((await journal.list()).records[0]?.name);

/** A removal under way in a process elsewhere, and the journal as another process sees it; one clock for both. */
async function underWayElsewhere(fs = watchedFileSystem(() => undefined)) {
  const folder = await newFolder();
  const clock = new FakeClock();
  const entry = await open(journalOf(folder, { clock, owner: elsewhere, fs }));
  const journal = journalOf(folder, { clock });
  return { folder, clock, entry, journal, record: await nameOf(journal) };
}

describe('a removal that is under way', () => {
  it('is nobody else’s to resolve', async () => {
    const { journal, record } = await underWayElsewhere();

    expect(await stateOf(journal)).toEqual(['underWay']);
    expect(await journal.unfinished()).toEqual([]);
    expect(await journal.takeOver(record, signal)).toBeUndefined();
  });

  it('stays so for as long as it takes, since its lease is renewed', async () => {
    const { clock, journal } = await underWayElsewhere();
    for (let waited = 0; waited < 10 * leaseMs; waited += renewEveryMs) {
      await clock.waiting(1);
      clock.advance(renewEveryMs);
      await clock.waiting(1);
      expect(await stateOf(journal)).toEqual(['underWay']);
    }
  });

  it('stays so although a renewal fails', async () => {
    let fails = false;
    const fs = watchedFileSystem((name) => {
      if (fails && name === 'writeFile') throw fileError('ENOSPC');
    });
    const { clock, journal } = await underWayElsewhere(fs);
    for (fails of [true, true, false, true, true]) {
      await clock.waiting(1);
      clock.advance(renewEveryMs);
    }
    await clock.waiting(1);

    expect(await stateOf(journal)).toEqual(['underWay']);
  });

  it('is unfinished when its lease has run out, and not before', async () => {
    const { clock, journal } = await underWayElsewhere(deadDisk());
    clock.advance(leaseMs - 1);
    expect(await stateOf(journal)).toEqual(['underWay']);
    clock.advance(1);

    expect(await stateOf(journal)).toEqual(['unfinished']);
    expect(await journal.unfinished()).toHaveLength(1);
  });

  it('is unfinished at once when its process on this machine has died', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));

    expect(await stateOf(journalOf(folder))).toEqual(['underWay']);
    expect(await stateOf(journalOf(folder, othersAreDead))).toEqual(['unfinished']);
  });

  it('does not end because a process of the same number has died on another machine', async () => {
    const { folder } = await underWayElsewhere();

    expect(await stateOf(journalOf(folder, othersAreDead))).toEqual(['underWay']);
  });

  it('is finished with its outcome, and its lease is gone', async () => {
    const { folder, entry, journal } = await underWayElsewhere();
    await entry.update(finished);

    expect(await stateOf(journal)).toEqual(['finished']);
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('taking over an unfinished record', () => {
  it('holds it, so that nobody else takes it over', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const [one, other] = [journalOf(folder, othersAreDead), journalOf(folder)];
    const taken = await one.takeOver(await nameOf(one), signal);

    expect(taken?.removal.openedAt).toBe('2026-03-01T08:00:00.000Z');
    expect(await stateOf(other)).toEqual(['underWay']);
    expect(await other.takeOver(await nameOf(one), signal)).toBeUndefined();
  });

  it('succeeds for one of many that try at once', async () => {
    const folder = await newFolder();
    await open(journalOf(folder, { owner: { ...elsewhere, host: 'here', pid: 1 } }));
    // The first process has died, and those that take over are alive.
    const isRunning = (pid: number): boolean => pid !== 1;
    const journals = Array.from({ length: 20 }, (_, index) =>
      journalOf(folder, { isRunning, owner: { id: `process ${index}`, host: 'here', pid: index + 2 } }),
    );
    const record = await nameOf(journalOf(folder));
    const taken = await Promise.all(journals.map((journal) => journal.takeOver(record, signal)));

    expect(taken.filter((held) => held !== undefined)).toHaveLength(1);
  });

  it('is possible again when it was released, and when who took it over has died too', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const journal = journalOf(folder, othersAreDead);
    const record = await nameOf(journal);
    const taken = await journal.takeOver(record, signal);
    await taken?.release();
    expect(await stateOf(journalOf(folder, othersAreDead))).toEqual(['unfinished']);

    for (let deaths = 0; deaths < 3; deaths++)
      expect(await journalOf(folder, othersAreDead).takeOver(record, signal)).toBeDefined();
  });

  it('is renewed while it is being resolved', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const clock = new FakeClock();
    const journal = journalOf(folder, { clock, ...othersAreDead });
    const taken = await journal.takeOver(await nameOf(journal), signal);
    for (let waited = 0; waited < 2 * leaseMs; waited += renewEveryMs) {
      await clock.waiting(1);
      clock.advance(renewEveryMs);
    }
    await clock.waiting(1);

    expect(taken).toBeDefined();
    expect(await stateOf(journalOf(folder, { clock }))).toEqual(['underWay']);
  });

  it('keeps what was known, and adds the outcome', async () => {
    const folder = await newFolder();
    const entry = await open(journalOf(folder));
    await entry.update(accepted);
    const journal = journalOf(folder, othersAreDead);
    const taken = await journal.takeOver(await nameOf(journal), signal);
    await taken?.update(finished);

    expect((await journal.list()).records).toMatchObject([
      { state: 'finished', removal: { accepted: { operationUrl }, finished: {} } },
    ]);
  });

  it('does nothing to a record that was finished or deleted meanwhile', async () => {
    const folder = await newFolder();
    const journal = journalOf(folder);
    const entry = await open(journal);
    const record = await nameOf(journal);
    await entry.update(finished);
    expect(await journal.takeOver(record, signal)).toBeUndefined();
    expect(await stateOf(journal)).toEqual(['finished']);

    await journal.remove(record);
    expect(await journal.takeOver(record, signal)).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails where somebody did so from an earlier lease that is not there any more', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const record = await nameOf(journalOf(folder));
    expect(await journalOf(folder, othersAreDead).takeOver(record, signal)).toBeDefined();
    await rm(join(folder, `${record}.lease-0`));

    expect(await journalOf(folder).takeOver(record, signal)).toBeUndefined();
  });

  it('is possible where a lease cannot be read', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const [lease] = (await readdir(folder)).filter((file) => file.includes('lease'));
    await writeFile(join(folder, String(lease)), '');
    const journal = journalOf(folder);

    expect(await journal.unfinished()).toHaveLength(1);
    expect(await journal.takeOver(await nameOf(journal), signal)).toBeDefined();
  });
});

describe('a computer that has slept', () => {
  /** A removal in a process of this machine that lives; its lease has run out, and it wakes up when it is let to. */
  async function asleep() {
    const folder = await newFolder();
    const clocks = { sleeper: new FakeClock(), other: new FakeClock() };
    const entry = await open(journalOf(folder, { clock: clocks.sleeper }));
    await clocks.sleeper.waiting(1);
    clocks.other.advance(leaseMs);
    const journal = journalOf(folder, { clock: clocks.other });
    expect(await stateOf(journal)).toEqual(['unfinished']);
    return { folder, clocks, entry, journal, record: await nameOf(journal) };
  }

  it('gets the time to renew its leases before another process takes over', async () => {
    const { clocks, journal, record } = await asleep();
    const taking = journal.takeOver(record, signal);
    await clocks.other.waiting(1);
    clocks.sleeper.advance(leaseMs);
    await clocks.sleeper.waiting(1);
    clocks.other.advance(renewEveryMs);

    expect(await taking).toBeUndefined();
    expect(await stateOf(journal)).toEqual(['underWay']);
  });

  it('loses them in the end, as another process may have its number by now', async () => {
    const { clocks, entry, journal, record } = await asleep();
    const taking = journal.takeOver(record, signal);
    await clocks.other.waiting(1);
    clocks.other.advance(renewEveryMs);
    const taken = await taking;

    expect(taken).toBeDefined();
    await expect(entry.update(accepted)).rejects.toMatchObject({ name: 'JournalError', reason: 'takenOver' });
    await taken?.update(finished);
    await expect(entry.update(finished)).rejects.toMatchObject({ reason: 'takenOver' });
    expect(await stateOf(journal)).toEqual(['finished']);
  });

  it('renews no lease that was taken over', async () => {
    const { folder, clocks, entry, journal, record } = await asleep();
    const taking = journal.takeOver(record, signal);
    await clocks.other.waiting(1);
    clocks.other.advance(renewEveryMs);
    await taking;
    const before = await leases(folder);
    clocks.sleeper.advance(leaseMs);
    await expect(entry.update(finished)).rejects.toMatchObject({ reason: 'takenOver' });

    expect(await leases(folder)).toEqual(before);
  });

  it('is not waited for when the waiting is stopped', async () => {
    const { clocks, journal, record } = await asleep();
    const stop = new AbortController();
    const taking = journal.takeOver(record, stop.signal);
    await clocks.other.waiting(1);
    stop.abort();

    expect(await taking).toBeUndefined();
  });
});

/** A disk that fails once the record is open. */
function deadDisk() {
  let writes = 0;
  return watchedFileSystem((name) => {
    if (name === 'writeFile' && ++writes > 2) throw fileError('EIO');
  });
}

async function leases(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => file.includes('lease'));
  return Promise.all(files.toSorted().map((file) => readFile(join(folder, file), 'utf8')));
}
