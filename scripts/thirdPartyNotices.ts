// Writes THIRD-PARTY-NOTICES.txt, the licenses of everything in the bundles.
//   node scripts/thirdPartyNotices.ts [--check]   with --check it only says whether the file is current
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundledPackage, bundledPackages } from './bundledPackages.ts';

const file = join(import.meta.dirname, '..', 'THIRD-PARTY-NOTICES.txt');
const line = '-'.repeat(80);

const packages = await bundledPackages();
const notices = `Azure Delegations contains code of the packages below, under their licenses.

${packages.map(noticeOf).join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(file, notices);
else if (readIfThere(file) !== notices) {
  console.error('THIRD-PARTY-NOTICES.txt is not what the bundles hold: run "npm run notices".');
  process.exitCode = 1;
}

function noticeOf({ name, version, license, folder }: BundledPackage): string {
  const text = readdirSync(folder)
    .filter((entry) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(entry))
    .sort()
    .map((entry) => readFileSync(join(folder, entry), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
  return [
    line,
    `${name} ${version} (${license})`,
    line,
    '',
    text === '' ? `License: ${license}` : text,
    '',
  ].join('\n');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
