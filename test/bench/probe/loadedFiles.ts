import { realpathSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { product } from './product.ts';

/** A file of the extension that the extension host has loaded. */
export interface LoadedFile {
  /** Relative to the extension. */
  readonly path: string;
  readonly bytes: number;
}

/** What of the extension is loaded now, by the module cache of this process. */
export function loadedFiles(): readonly LoadedFile[] {
  const folder = realpathSync(product().extensionPath);
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(folder + sep))
    .map((file) => ({ path: relative(folder, file), bytes: statSync(file).size }));
}
