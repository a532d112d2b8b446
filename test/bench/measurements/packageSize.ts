import { statSync } from 'node:fs';
import type { Measurement } from '../measurement.ts';
import { zipEntries } from '../zipEntries.ts';

/** What users download: the whole package, and the code in it, both compressed. */
export const packageSize: Measurement = ({ product }) => {
  const code = zipEntries(product).filter(({ path }) => /\.[cm]?js$/.test(path));
  const codeSize = code.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  return Promise.resolve([
    { name: 'vsix.codeKb', samples: [codeSize / 1000] },
    { name: 'vsix.kb', samples: [statSync(product).size / 1000] },
  ]);
};
