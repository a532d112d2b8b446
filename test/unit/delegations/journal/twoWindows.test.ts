import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { DiskJournal } from '../../../../src/delegations/journal/diskJournal.ts';
import type { Owner } from '../../../../src/delegations/journal/surroundings.ts';
import type { RemovalChange } from '../../../../src/delegations/removal/ports.ts';
import { delegation, target } from '../removal/delegation.ts';
import { newFolder } from './newFolder.ts';
import {
  anotherToRemember,
  door,
  finished,
  journalOf,
  open,
  othersAreDead,
  resourceManager,
  toRemember,
} from './removals.ts';

const signal = new AbortController().signal;
const elsewhere: Owner = { id: 'a process elsewhere', pid: 1, host: 'another machine' };

describe('the removal of one delegation in two windows', () => {
  const there = { owner: elsewhere };
  const differentCase = { ...target(), id: target().id.toUpperCase() };
  const through = (journal: DiskJournal) => journal.through(door, resourceManager);

  it('is known to the other window while it lasts, whatever the letter case of the id', async () => {
    const folder = await newFolder();
    const other = through(journalOf(folder, there));
    expect(await other.isRemovedElsewhere(target().id)).toBe(false);
    const entry = await open(journalOf(folder));

    expect(await other.isRemovedElsewhere(differentCase.id)).toBe(true);
    expect(await other.isRemovedElsewhere(anotherToRemember().target.id)).toBe(false);
    await entry.update(finished);
    expect(await other.isRemovedElsewhere(target().id)).toBe(false);
  });

  it('is recorded by one of them, and the other leaves nothing behind', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));

    expect(
      await through(journalOf(folder, there)).open({ ...toRemember, target: differentCase }),
    ).toBeUndefined();
    expect((await journalOf(folder).list()).records).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('is recorded by at most one of them that begin at once', async () => {
    for (let round = 0; round < 20; round++) {
      const folder = await newFolder();
      const entries = await Promise.all([
        through(journalOf(folder)).open(toRemember),
        through(journalOf(folder, there)).open(toRemember),
      ]);

      expect(entries.filter((entry) => entry !== undefined).length).toBeLessThanOrEqual(1);
    }
  });

  it('does not keep a delegation whose removal was interrupted from being removed', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));
    const journal = journalOf(folder, { owner: { ...elsewhere, host: hostname() }, ...othersAreDead });

    expect(await through(journal).isRemovedElsewhere(target().id)).toBe(false);
    await expect(open(journal)).resolves.toBeDefined();
  });
});

describe('a record that somebody knows more about by now', () => {
  it('gets the newer outcome in the place of the first', async () => {
    const folder = await newFolder();
    const journal = journalOf(folder);
    const stopped: RemovalChange = {
      kind: 'finished',
      outcome: {
        kind: 'stoppedWaiting',
        because: 'cancelled',
        heard: { deletion: 'unanswered' },
        target: target(),
        assignment: delegation(),
      },
    };
    const entry = await open(journal);
    await entry.update(stopped);
    const held = await journal.reopen(entry.name, signal);
    await held?.update(finished);

    const { records } = await journal.list();
    expect(records).toMatchObject([
      { state: 'finished', removal: { finished: { outcome: { kind: 'removed' } } } },
    ]);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is left alone while somebody else works on it', async () => {
    const folder = await newFolder();
    const entry = await open(journalOf(folder));

    expect(await journalOf(folder).reopen(entry.name, signal)).toBeUndefined();
  });
});
