import * as fs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../../../src/delegations/journal/surroundings.ts';
import { fileError } from './watchedFileSystem.ts';

/**
 * What happens at the chosen call to the file system:
 *
 * - `fails`: that call fails, and no other
 * - `full`: from then on there is no space for anything new; what was being written is there in half
 * - `readOnly`: from then on nothing can be changed, as of a disk that a system protects after an error
 * - `diesBefore`, `diesAfter`: the process dies, so that nothing follows
 * - `diesWithin`: the same, and what was being written is there in half
 */
export const fates = ['fails', 'full', 'readOnly', 'diesBefore', 'diesAfter', 'diesWithin'] as const;
export type Fate = (typeof fates)[number];

const takesSpace: ReadonlySet<string> = new Set(['mkdir', 'writeFile', 'link', 'copyFile']);
const onlyReads: ReadonlySet<string> = new Set(['readFile', 'readdir', 'open', 'close']);

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** A file system that works until, at one call, it meets its fate. */
export class MortalFileSystem {
  readonly fs: FileSystem;
  /** Resolves when the process has died. */
  readonly died: Promise<void>;
  readonly #die: () => void;
  readonly #handles: FileHandle[] = [];
  #calls = 0;
  #fate: Fate | undefined;
  #at = Infinity;
  #isDead = false;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.died = promise;
    this.#die = () => {
      this.#isDead = true;
      void Promise.allSettled(this.#handles.map((handle) => handle.close())).then(() => resolve(undefined));
    };
    this.fs = new Proxy<FileSystem>(fs, {
      get: (_, name: keyof FileSystem) =>
        name === 'open' ? this.#open : this.#mortal(name, fs[name] as Call),
    });
  }

  /** How many calls there were since the fate was chosen. */
  get calls(): number {
    return this.#calls;
  }

  /** Chooses the fate, and the call that it comes with, counted from 1; without a call, calls are counted only. */
  choose(fate: Fate | undefined, at = Infinity): void {
    this.#calls = 0;
    this.#fate = fate;
    this.#at = at;
  }

  readonly #open = async (path: string, flags: string): Promise<FileHandle> => {
    const opened = await this.#mortal('open', async () => {
      const handle = await fs.open(path, flags);
      this.#handles.push(handle);
      return handle;
    })();
    const handle = opened as FileHandle;
    // The journal opens folders only, to flush them.
    const flushed = {
      sync: this.#mortal('sync', () => handle.sync()),
      close: this.#mortal('close', () => handle.close()),
    };
    return flushed as unknown as FileHandle;
  };

  #mortal(name: string, call: Call): Call {
    return async (...args) => {
      await Promise.resolve();
      const never = new Promise<never>(() => undefined);
      if (this.#isDead) return never;
      const isFateful = ++this.#calls === this.#at;
      if (this.#calls < this.#at) return call(...args);
      switch (this.#fate) {
        case undefined:
          return call(...args);
        case 'fails':
          if (isFateful) throw fileError('EIO');
          return call(...args);
        case 'full':
          if (!takesSpace.has(name)) return call(...args);
          await writeHalf(name, args);
          throw fileError('ENOSPC');
        case 'readOnly':
          if (!onlyReads.has(name)) throw fileError('EROFS');
          return call(...args);
        case 'diesBefore':
          this.#die();
          return never;
        case 'diesAfter':
          await call(...args).catch(() => undefined);
          this.#die();
          return never;
        case 'diesWithin':
          await writeHalf(name, args);
          this.#die();
          return never;
      }
    };
  }
}

async function writeHalf(name: string, [path, text]: readonly unknown[]): Promise<void> {
  if (name !== 'writeFile') return;
  await fs.writeFile(String(path), String(text).slice(0, String(text).length / 2), { mode: 0o600 });
}
