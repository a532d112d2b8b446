import type { RemovalChange, RemovalEntry } from '../removal/ports.ts';
import { recordFile } from './fileNames.ts';
import { JournalError, orJournalError } from './journalError.ts';
import type { JournalFolder } from './journalFolder.ts';
import type { HeldLease } from './leases.ts';
import { outcomeFacts } from './outcomeFacts.ts';
import type { RecordedRemoval } from './recordedRemoval.ts';
import type { JournalClock } from './surroundings.ts';

/** A record that this process works on: nobody else resolves it until it is finished or released. */
export class HeldRecord implements RemovalEntry {
  /** Unique in the journal. */
  readonly name: string;
  readonly #folder: JournalFolder;
  readonly #clock: JournalClock;
  readonly #lease: HeldLease;
  #removal: RecordedRemoval;
  #lastUpdate: Promise<unknown> = Promise.resolve();

  constructor(
    name: string,
    removal: RecordedRemoval,
    lease: HeldLease,
    folder: JournalFolder,
    clock: JournalClock,
  ) {
    this.name = name;
    this.#removal = removal;
    this.#lease = lease;
    this.#folder = folder;
    this.#clock = clock;
  }

  get removal(): RecordedRemoval {
    return this.#removal;
  }

  /**
   * Resolves when the change is on disk. With the outcome the record is not held any more, whether or not that could be
   * written.
   *
   * @throws JournalError; what could not be written is written with the next change
   */
  async update(change: RemovalChange): Promise<void> {
    const at = new Date(this.#clock.now()).toISOString();
    this.#removal = withChange(this.#removal, change, at);
    const update = this.#lastUpdate.then(() => this.#write());
    this.#lastUpdate = update.catch(() => undefined);
    if (change.kind !== 'finished') return update;
    try {
      await update;
      await this.#lease.finish();
    } finally {
      await this.#lease.release();
    }
  }

  /** Lets go of the record, for somebody else to resolve it. */
  async release(): Promise<void> {
    await this.#lastUpdate;
    await this.#lease.release();
  }

  async #write(): Promise<void> {
    await orJournalError(this.#folder.path, async () => {
      if (!(await this.#lease.isMine())) throw new JournalError('takenOver', this.#folder.path);
      await writeRecord(this.#folder, this.name, this.#removal);
    });
  }
}

/** Resolves when a record is on disk, in the place of what was there of it. */
export async function writeRecord(
  folder: JournalFolder,
  name: string,
  removal: RecordedRemoval,
): Promise<void> {
  await folder.replace(name, recordFile(name), JSON.stringify(removal));
  await folder.flush();
}

function withChange(removal: RecordedRemoval, change: RemovalChange, at: string): RecordedRemoval {
  switch (change.kind) {
    case 'accepted': {
      const { operationUrl, requestIds } = change;
      return { ...removal, accepted: { at, operationUrl, requestIds } };
    }
    case 'succeeded': {
      const { proof, requestIds } = change;
      return { ...removal, succeeded: { at, proof, requestIds } };
    }
    case 'finished':
      return { ...removal, finished: { at, outcome: outcomeFacts(change.outcome) } };
  }
}
