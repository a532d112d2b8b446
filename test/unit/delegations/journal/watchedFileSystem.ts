import * as fs from 'node:fs/promises';
import type { FileSystem } from '../../../../src/delegations/journal/surroundings.ts';

/** Called with the name of a call, before the call, which waits for it; what it throws, the call throws. */
export type BeforeCall = (name: keyof FileSystem) => unknown;

/** The file system, with somebody who is told of every call. */
export function watchedFileSystem(beforeCall: BeforeCall): FileSystem {
  return new Proxy<FileSystem>(fs, {
    get: (_, name: keyof FileSystem) => {
      const call = fs[name] as (...args: readonly unknown[]) => unknown;
      return async (...args: readonly unknown[]) => {
        await beforeCall(name);
        return call(...args);
      };
    },
  });
}

/** An error of the file system. */
export function fileError(code: string): Error {
  return Object.assign(new Error(`${code}: the file system says so`), { code });
}
