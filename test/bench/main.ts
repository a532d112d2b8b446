// Measures the extension in a real editor; prints medians, their spread and what they have to stay within.
//   npm run bench -- [--json] [--only NAME]
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import type { Measurement } from './measurement.ts';
import { bulkRemovals } from './measurements/bulkRemovals.ts';
import { inventory } from './measurements/inventory.ts';
import { inventory10k } from './measurements/inventory10k.ts';
import { onboardingFiles } from './measurements/onboardingFiles.ts';
import { packageSize } from './measurements/packageSize.ts';
import { roundTrips } from './measurements/roundTrips.ts';
import { startTimes } from './measurements/startTimes.ts';
import { treeItems } from './measurements/treeItems.ts';
import { treePaint } from './measurements/treePaint.ts';
import { makePackages } from './packages.ts';
import { asJson, asTable } from './report.ts';

const measurements: Readonly<Record<string, Measurement>> = {
  startTimes,
  packageSize,
  roundTrips,
  treeItems,
  treePaint,
  onboardingFiles,
  // Before anything else that fills the heap of this process.
  inventory10k,
  inventory,
  bulkRemovals,
};

// Ending here, and not by the signal itself, takes editor and browser along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const chosen = Object.entries(measurements).filter(
  ([name]) => values.only === undefined || name === values.only,
);
if (chosen.length === 0) {
  console.error(`--only takes one of ${Object.keys(measurements).join(', ')}`);
  process.exit(1);
}

console.error('Packing the extension …');
const packages = await makePackages();
const figures: Figure[] = [];
for (const [name, measure] of chosen) {
  console.error(name);
  figures.push(...(await measure(packages, (line) => console.error(`  ${line}`))));
}
console.log(values.json ? asJson(figures) : asTable(figures));
