import { join } from 'node:path';
import { resourceKey } from '../../arm/resourceIds.ts';
import type { Door } from '../door.ts';
import { inParallel } from '../estate/inParallel.ts';
import type { RemovalJournal, RemovalRecord } from '../removal/ports.ts';
import {
  type JournalFile,
  newRecordName,
  newTemporaryFile,
  parseFileName,
  recordFile,
  timeOf,
} from './fileNames.ts';
import { HeldRecord, writeRecord } from './heldRecord.ts';
import { JournalError, orJournalError } from './journalError.ts';
import { JournalFolder } from './journalFolder.ts';
import { type HeldLease, Leases } from './leases.ts';
import { parseRecord } from './parseRecord.ts';
import { recordFormat, type RecordedRemoval } from './recordedRemoval.ts';
import { type JournalSurroundings, thisProcess } from './surroundings.ts';

/** A record, as it was when it was read. */
export interface JournalRecord {
  /** Unique in the journal. */
  readonly name: string;
  readonly removal: RecordedRemoval;
  /** `underWay`: a process works on it; `unfinished`: none does, and how the removal ended is not recorded. */
  readonly state: 'finished' | 'underWay' | 'unfinished';
}

/**
 * A file that may be a record and could not be read as one. What is damaged was moved out of the way; what a newer
 * version of the extension wrote stays in its place, since that version may be at work with it.
 */
export interface UnreadableRecord {
  readonly path: string;
  readonly because: 'damaged' | 'newerVersion' | 'unreadable';
  /** Whether it was moved out of the way just now. */
  readonly isNew: boolean;
}

/** Everything that the journal holds, newest first. */
export interface JournalContents {
  readonly records: readonly JournalRecord[];
  readonly unreadable: readonly UnreadableRecord[];
}

const damagedFolder = 'damaged';
const filesAtATime = 32;
const dayMs = 24 * 60 * 60 * 1000;
/** Nothing is written for that long. */
const oldTemporaryMs = 60 * 60 * 1000;

/**
 * Removals, remembered in a folder: one file each, private to the user, and always readable, whenever the process that
 * writes it dies. Several processes can work with one folder. One journal for the life of a process; everything rejects
 * with a JournalError.
 */
export class DiskJournal {
  readonly #folder: JournalFolder;
  readonly #leases: Leases;
  readonly #surroundings: JournalSurroundings;

  /** @param folder the path of a folder that is the journal's alone; it need not be there */
  constructor(folder: string, surroundings: JournalSurroundings = thisProcess()) {
    this.#folder = new JournalFolder(folder, surroundings);
    this.#leases = new Leases(this.#folder, surroundings);
    this.#surroundings = surroundings;
  }

  /**
   * The journal of those removals that go through one door.
   *
   * @param resourceManager base URL of the cloud's Azure Resource Manager
   */
  through(door: Door, resourceManager: string): RemovalJournal {
    return {
      isRemovedElsewhere: (id) => this.#orJournalError(() => this.#isBeingRemoved(id)),
      open: (record) => this.#orJournalError(() => this.#open(door, resourceManager, record)),
    };
  }

  /** Reads everything. Damaged records are moved into a folder of their own. */
  async list(): Promise<JournalContents> {
    return this.#orJournalError(async () => {
      const records: JournalRecord[] = [];
      const unreadable: UnreadableRecord[] = (await this.#folder.pathsIn(damagedFolder)).map((path) => ({
        path,
        because: 'damaged',
        isNew: false,
      }));
      const files = (await this.#files()).filter(({ kind }) => kind === 'record');
      await inParallel(files, filesAtATime, async ({ record }) => {
        const read = await this.#read(record);
        if (!read) return;
        if ('because' in read) unreadable.push(read);
        else records.push(read);
      });
      return {
        records: records.toSorted(newestFirst(({ name }) => name)),
        unreadable: unreadable.toSorted(newestFirst(({ path }) => path)),
      };
    });
  }

  /** The records without an outcome that no process works on, newest first. */
  async unfinished(): Promise<readonly JournalRecord[]> {
    const { records } = await this.list();
    return records.filter(({ state }) => state === 'unfinished');
  }

  /**
   * Takes over an unfinished record; undefined where somebody works on it, was faster, or has finished it. Of several
   * that try at once, in whichever processes, one succeeds.
   */
  async takeOver(record: string, signal: AbortSignal): Promise<HeldRecord | undefined> {
    return this.#take(record, signal, ({ finished }) => !finished);
  }

  /** Takes a record as `takeOver` does, finished or not, for somebody who knows more by now. */
  async reopen(record: string, signal: AbortSignal): Promise<HeldRecord | undefined> {
    return this.#take(record, signal, () => true);
  }

  async #take(
    record: string,
    signal: AbortSignal,
    isWanted: (removal: RecordedRemoval) => boolean,
  ): Promise<HeldRecord | undefined> {
    return this.#orJournalError(async () => {
      const lease = await this.#leases.takeOver(record, signal);
      if (!lease) return undefined;
      let removal: RecordedRemoval | undefined;
      try {
        const text = await this.#folder.read(recordFile(record));
        const read = text === undefined ? undefined : parseRecord(text);
        if (typeof read === 'object' && isWanted(read)) removal = read;
      } finally {
        if (!removal) await lease.release();
      }
      return removal && new HeldRecord(record, removal, lease, this.#folder, this.#surroundings.clock);
    });
  }

  /** Deletes one record. Rejects with the reason `underWay` while a process works on it. */
  async remove(record: string): Promise<void> {
    await this.#orJournalError(async () => {
      if (await this.#leases.isHeld(record)) throw new JournalError('underWay', this.#folder.path);
      const files = (await this.#files()).filter((file) => file.record === record);
      await this.#removeFiles(files);
      if (files.length > 0) await this.#folder.flush();
    });
  }

  /**
   * Deletes the finished records that are older than so many days, and what interrupted processes left behind.
   *
   * @returns how many records were deleted
   */
  async removeOlderThan(days = 365): Promise<number> {
    return this.#orJournalError(async () => {
      const now = this.#surroundings.clock.now();
      let removed = 0;
      await inParallel([...byRecord(await this.#files())], filesAtATime, async ([record, files]) => {
        const isOld = timeOf(record) < now - days * dayMs;
        const hasLeftovers = files.some(({ kind }) => kind !== 'record');
        if (!isOld && !hasLeftovers) return;

        const isHeld = await this.#leases.isHeld(record);
        const read = await this.#read(record);
        const isFinished = read !== undefined && 'removal' in read && read.state === 'finished';
        const remove = isOld && isFinished;
        if (remove) removed++;
        await this.#removeFiles(
          files.filter((file) => {
            switch (file.kind) {
              case 'record':
                return remove;
              case 'lease':
                return !isHeld && (isFinished || !read);
              case 'temporary':
                return remove || file.since < now - oldTemporaryMs;
            }
          }),
        );
      });
      if (removed > 0) await this.#folder.flush();
      return removed;
    });
  }

  /**
   * Deletes everything, damaged and unfinished records too, but for those that a process works on.
   *
   * @returns how many records were kept
   */
  async erase(): Promise<number> {
    return this.#orJournalError(async () => {
      const all = await this.#files();
      let kept = 0;
      await inParallel([...byRecord(all)], filesAtATime, async ([record, files]) => {
        if (await this.#leases.isHeld(record)) kept++;
        else await this.#removeFiles(files);
      });
      await this.#folder.removeFolder(damagedFolder);
      if (all.length > 0) await this.#folder.flush();
      return kept;
    });
  }

  async #open(
    { accountId, accountLabel, tenantId }: Door,
    resourceManager: string,
    { target, assignment, confirmed }: RemovalRecord,
  ): Promise<HeldRecord | undefined> {
    const { clock, owner } = this.#surroundings;
    const now = clock.now();
    const name = newRecordName(now);
    const { permission, losses, customerTenantId, marketplacePlan } = confirmed;
    const removal: RecordedRemoval = {
      format: recordFormat,
      openedAt: new Date(now).toISOString(),
      door: { accountId, accountLabel, tenantId },
      resourceManager,
      owner,
      target,
      assignment,
      confirmed: { permission, losses, customerTenantId, marketplacePlan },
    };
    await this.#folder.create();
    // Before the record, so that no other process ever sees the record without it.
    const lease = await this.#leases.open(name);
    try {
      await writeRecord(this.#folder, name, removal);
      // After the own record is there: of two that look for one another, at least one finds the other.
      if (!(await this.#isBeingRemoved(target.id, name)))
        return new HeldRecord(name, removal, lease, this.#folder, clock);
    } catch (error) {
      await this.#withdraw(name, lease);
      throw error;
    }
    await this.#withdraw(name, lease);
    return undefined;
  }

  async #withdraw(record: string, lease: HeldLease): Promise<void> {
    await this.#folder.remove(recordFile(record)).catch(() => undefined);
    await lease.release();
  }

  /** Whether somebody works on a record, other than `own`, of the delegation with this resource id. */
  async #isBeingRemoved(id: string, own?: string): Promise<boolean> {
    const leased = (await this.#files()).filter(({ kind, record }) => kind === 'lease' && record !== own);
    for (const record of new Set(leased.map((file) => file.record))) {
      const read = await this.#read(record);
      if (!read || 'because' in read || read.state !== 'underWay') continue;
      if (resourceKey(read.removal.target.id) === resourceKey(id)) return true;
    }
    return false;
  }

  async #read(record: string): Promise<JournalRecord | UnreadableRecord | undefined> {
    const file = recordFile(record);
    const path = join(this.#folder.path, file);
    let text: string | undefined;
    let isHeld: boolean;
    try {
      // In this order: a process that finishes a record writes the outcome before it gives the lease up.
      isHeld = await this.#leases.isHeld(record);
      text = await this.#folder.read(file);
    } catch {
      return { path, because: 'unreadable', isNew: false };
    }
    if (text === undefined) return undefined;
    const removal = parseRecord(text);
    if (removal === 'newerVersion') return { path, because: removal, isNew: false };
    if (removal === 'damaged') return this.#setAside(record);
    return {
      name: record,
      removal,
      state: removal.finished ? 'finished' : isHeld ? 'underWay' : 'unfinished',
    };
  }

  /** Moves a damaged record out of the way, where that can be done. */
  async #setAside(record: string): Promise<UnreadableRecord> {
    const file = recordFile(record);
    const newName = `${newTemporaryFile(record, this.#surroundings.clock.now())}.json`;
    try {
      const path = await this.#folder.moveInto(damagedFolder, file, newName);
      return { path, because: 'damaged', isNew: true };
    } catch {
      return { path: join(this.#folder.path, file), because: 'damaged', isNew: false };
    }
  }

  async #files(): Promise<readonly NamedFile[]> {
    return (await this.#folder.names()).flatMap((name) => {
      const file = parseFileName(name);
      return file ? [{ ...file, name }] : [];
    });
  }

  async #removeFiles(files: readonly NamedFile[]): Promise<void> {
    for (const { name } of files) await this.#folder.remove(name);
  }

  #orJournalError<T>(call: () => Promise<T>): Promise<T> {
    return orJournalError(this.#folder.path, call);
  }
}

type NamedFile = JournalFile & { readonly name: string };

function byRecord(files: readonly NamedFile[]): ReadonlyMap<string, readonly NamedFile[]> {
  return Map.groupBy(files, ({ record }) => record);
}

function newestFirst<T>(nameOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (nameOf(a) < nameOf(b) ? 1 : -1);
}
