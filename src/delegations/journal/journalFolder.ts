import { constants } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { newTemporaryFile } from './fileNames.ts';
import { errorCode } from './journalError.ts';
import type { JournalSurroundings } from './surroundings.ts';

const forUserOnly = { folder: 0o700, file: 0o600 } as const;

/** What virus scanners and indexers cause on Windows, where they hold a file open for a moment. */
const passing: ReadonlySet<string | undefined> = new Set(['EACCES', 'EBUSY', 'EPERM']);
const mostRenames = 5;
const pauseBetweenRenamesMs = 50;

/** What systems answer that cannot flush a folder, such as Windows. */
const cannotFlushFolders: ReadonlySet<string | undefined> = new Set([
  'EACCES',
  'EINVAL',
  'EISDIR',
  'ENOTSUP',
  'EPERM',
]);

const never = new AbortController().signal;

/**
 * A folder whose files are private to the user and appear as a whole or not at all, whenever the process that writes
 * them dies. Everything throws what the file system throws.
 */
export class JournalFolder {
  readonly path: string;
  readonly #fs: JournalSurroundings['fs'];
  readonly #clock: JournalSurroundings['clock'];

  constructor(path: string, { fs, clock }: JournalSurroundings) {
    this.path = resolve(path);
    this.#fs = fs;
    this.#clock = clock;
  }

  /** Makes the folder where it is not there. */
  async create(): Promise<void> {
    const first = await this.#fs.mkdir(this.path, { recursive: true, mode: forUserOnly.folder });
    // Some network folders refuse it. Each file has its own permissions.
    await this.#fs.chmod(this.path, forUserOnly.folder).catch(() => undefined);
    if (first === undefined) return;
    for (let made = this.path; made.length >= first.length; made = dirname(made))
      await this.#flush(dirname(made));
  }

  /** The names of the files; none where the folder is not there. */
  async names(): Promise<readonly string[]> {
    return (await orNothing(() => this.#fs.readdir(this.path))) ?? [];
  }

  /** A file's text; undefined where it is not there. */
  async read(file: string): Promise<string | undefined> {
    return orNothing(() => this.#fs.readFile(this.#pathOf(file), 'utf8'));
  }

  /** Puts a file in place: who reads it sees the whole old text or the whole new one. */
  async replace(record: string, file: string, text: string): Promise<void> {
    const temporary = await this.#write(record, text);
    try {
      await this.#rename(temporary, this.#pathOf(file));
    } catch (error) {
      await this.#discard(temporary);
      throw error;
    }
  }

  /** Puts a file in place unless there is one: of several that try at once, one succeeds. Returns whether this did. */
  async add(record: string, file: string, text: string): Promise<boolean> {
    const temporary = await this.#write(record, text);
    try {
      await this.#linkOrCopy(temporary, this.#pathOf(file));
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await this.#discard(temporary);
    }
  }

  /** Makes what was put in place or removed outlast a loss of power. */
  async flush(): Promise<void> {
    await this.#flush(this.path);
  }

  /** Removes a file, if it is there. */
  async remove(file: string): Promise<void> {
    await orNothing(() => this.#fs.unlink(this.#pathOf(file)));
  }

  /** Moves a file into a folder inside, under another name; returns its path. */
  async moveInto(folder: string, file: string, newName: string): Promise<string> {
    const inside = this.#pathOf(folder);
    const moved = join(inside, newName);
    await this.#fs.mkdir(inside, { recursive: true, mode: forUserOnly.folder });
    await this.#rename(this.#pathOf(file), moved);
    return moved;
  }

  /** The paths of the files of a folder inside. */
  async pathsIn(folder: string): Promise<readonly string[]> {
    const inside = this.#pathOf(folder);
    const names = (await orNothing(() => this.#fs.readdir(inside))) ?? [];
    return names.map((name) => join(inside, name));
  }

  /** Removes a folder inside, with everything in it. */
  async removeFolder(folder: string): Promise<void> {
    await this.#fs.rm(this.#pathOf(folder), { recursive: true, force: true });
  }

  #pathOf(file: string): string {
    return join(this.path, file);
  }

  /** Writes a temporary file that outlasts a loss of power. */
  async #write(record: string, text: string): Promise<string> {
    const temporary = this.#pathOf(newTemporaryFile(record, this.#clock.now()));
    try {
      await this.#fs.writeFile(temporary, text, { mode: forUserOnly.file, flag: 'wx', flush: true });
      return temporary;
    } catch (error) {
      await this.#discard(temporary);
      throw error;
    }
  }

  async #rename(from: string, to: string): Promise<void> {
    for (let renames = 1; ; renames++) {
      try {
        await this.#fs.rename(from, to);
        return;
      } catch (error) {
        if (renames === mostRenames || !passing.has(errorCode(error))) throw error;
        await this.#clock.wait(pauseBetweenRenamesMs * renames, never);
      }
    }
  }

  async #linkOrCopy(from: string, to: string): Promise<void> {
    try {
      await this.#fs.link(from, to);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw error;
      // Not every file system has links. A copy is the second best: it can be seen half-written.
      await this.#fs.copyFile(from, to, constants.COPYFILE_EXCL);
    }
  }

  /** What cannot be removed now is removed when it is old. */
  async #discard(temporary: string): Promise<void> {
    await this.#fs.unlink(temporary).catch(() => undefined);
  }

  async #flush(folder: string): Promise<void> {
    try {
      const handle = await this.#fs.open(folder, 'r');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (!cannotFlushFolders.has(errorCode(error))) throw error;
    }
  }
}

/** What a call gives; undefined where the file is not there. */
async function orNothing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
