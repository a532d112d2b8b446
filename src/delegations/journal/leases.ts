import { leaseFile } from './fileNames.ts';
import type { JournalFolder } from './journalFolder.ts';
import { isDate, isProcessId, isText, parseJson, shape } from './shape.ts';
import type { JournalSurroundings, Owner } from './surroundings.ts';

/** How long a lease holds that is not renewed, and how often it is renewed. Suspended computers lose theirs. */
export const leaseMs = 120_000;
export const renewEveryMs = 30_000;

/** Says who works on a record, and until when at least (ISO 8601). */
interface Lease {
  readonly owner: Owner;
  readonly until: string;
}

/** A lease of a record as found: its number counts who took the record over from whom. */
interface FoundLease {
  readonly number: number;
  /** Absent where it cannot be read as one, as after a loss of power. */
  readonly lease: Lease | undefined;
}

/**
 * Who works on which record. A record is held by the newest of its leases while that has not run out and its owner is
 * not known to be dead; once it is not held, whoever first puts the lease with the next number in place takes it over.
 * Nobody replaces or removes the lease of another before the removal is finished, so that no two can believe to have
 * taken over.
 */
export class Leases {
  readonly #folder: JournalFolder;
  readonly #surroundings: JournalSurroundings;

  constructor(folder: JournalFolder, surroundings: JournalSurroundings) {
    this.#folder = folder;
    this.#surroundings = surroundings;
  }

  /** Whether somebody works on a record. */
  async isHeld(record: string): Promise<boolean> {
    return this.#holds((await this.#newest(record))?.lease);
  }

  /** The first lease of a new record. */
  async open(record: string): Promise<HeldLease> {
    const lease = await this.#put(record, 0);
    if (!lease) throw new Error(`There is a record of this name: ${record}`);
    return lease;
  }

  /**
   * Takes a record over that nobody works on; undefined where somebody does, or was faster. An owner that seems to run
   * although its lease ran out gets the time to renew it: its computer may have slept.
   */
  async takeOver(record: string, signal: AbortSignal): Promise<HeldLease | undefined> {
    let newest = await this.#newest(record);
    if (newest?.lease && !this.#isDead(newest.lease.owner)) {
      if (this.#holds(newest.lease)) return undefined;
      await this.#surroundings.clock.wait(renewEveryMs, signal);
      newest = await this.#newest(record);
      if (signal.aborted || this.#holds(newest?.lease)) return undefined;
    }
    const lease = await this.#put(record, newest ? newest.number + 1 : 0);
    if (!lease || (await lease.isMine())) return lease;
    await lease.release();
    return undefined;
  }

  async #put(record: string, number: number): Promise<HeldLease | undefined> {
    const lease = new HeldLease(this.#folder, this.#surroundings, record, number);
    return (await lease.begin()) ? lease : undefined;
  }

  async #newest(record: string): Promise<FoundLease | undefined> {
    for (let number = 0, newest: FoundLease | undefined; ; number++) {
      const text = await this.#folder.read(leaseFile(record, number));
      if (text === undefined) return newest;
      newest = { number, lease: parseLease(text) };
    }
  }

  #holds(lease: Lease | undefined): boolean {
    if (!lease || this.#isDead(lease.owner)) return false;
    return this.#surroundings.clock.now() < Date.parse(lease.until);
  }

  #isDead({ host, pid }: Owner): boolean {
    return host === this.#surroundings.owner.host && !this.#surroundings.isRunning(pid);
  }
}

/** A lease of this process, which is renewed until it is released. */
export class HeldLease {
  readonly #folder: JournalFolder;
  readonly #surroundings: JournalSurroundings;
  readonly #record: string;
  readonly #number: number;
  readonly #released = new AbortController();
  #renewing: Promise<void> = Promise.resolve();

  constructor(folder: JournalFolder, surroundings: JournalSurroundings, record: string, number: number) {
    this.#folder = folder;
    this.#surroundings = surroundings;
    this.#record = record;
    this.#number = number;
  }

  /** Puts the lease in place and keeps it; false where there is one of this number. */
  async begin(): Promise<boolean> {
    if (!(await this.#folder.add(this.#record, this.#file, this.#text()))) return false;
    this.#renewing = this.#keepRenewing();
    return true;
  }

  /** Whether nobody has taken over. */
  async isMine(): Promise<boolean> {
    const text = await this.#folder.read(this.#file);
    if (text === undefined || parseLease(text)?.owner.id !== this.#surroundings.owner.id) return false;
    return (await this.#folder.read(leaseFile(this.#record, this.#number + 1))) === undefined;
  }

  /** Gives the record up, for somebody else to take over. Never rejects: what is left of the lease runs out. */
  async release(): Promise<void> {
    await this.#end(this.#number);
  }

  /** Gives the record up for good, and with it the leases that it was taken over from. Never rejects. */
  async finish(): Promise<void> {
    await this.#end(0);
  }

  async #end(first: number): Promise<void> {
    this.#released.abort();
    await this.#renewing;
    try {
      if (!(await this.isMine())) return;
      for (let number = first; number <= this.#number; number++)
        await this.#folder.remove(leaseFile(this.#record, number));
    } catch {
      // It runs out.
    }
  }

  async #keepRenewing(): Promise<void> {
    const { signal } = this.#released;
    for (;;) {
      await this.#surroundings.clock.wait(renewEveryMs, signal);
      if (signal.aborted) return;
      try {
        if (!(await this.isMine())) return;
        await this.#folder.replace(this.#record, this.#file, this.#text());
      } catch {
        // The next time may do.
      }
    }
  }

  get #file(): string {
    return leaseFile(this.#record, this.#number);
  }

  #text(): string {
    const { owner, clock } = this.#surroundings;
    const lease: Lease = { owner, until: new Date(clock.now() + leaseMs).toISOString() };
    return JSON.stringify(lease);
  }
}

/** Whether a value is an owner. */
export const isOwner = shape<Owner>({ id: isText, pid: isProcessId, host: isText });

const isLease = shape<Lease>({ owner: isOwner, until: isDate });

function parseLease(text: string): Lease | undefined {
  const value = parseJson(text);
  return isLease(value) ? value : undefined;
}
