import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const languages = ['de', 'es', 'fr', 'ja', 'zh-cn'];

type Texts = Readonly<Record<string, string>>;

function read(file: string): Texts {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Texts;
}

/** What a translation has to keep: placeholders, icons, links to commands and addresses, and code. */
function fixedParts(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}|\$\([a-z~-]+\)|command:[\w.]+|https?:\/\/[^\s)]+|`[^`]*`/g)]
    .map(([part]) => part)
    .toSorted();
}

/** Texts by key, as what has to be kept of them. */
function kept(texts: Texts): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fixedParts(text)]));
}

let source: Texts;

beforeAll(async () => {
  const files = globSync('src/**/*.ts', { cwd: root });
  const contents = files.map((file) => ({
    extension: '.ts',
    contents: readFileSync(join(root, file), 'utf8'),
  }));
  source = Object.fromEntries(
    Object.entries(await getL10nJson(contents)).map(([key, text]) => [
      key,
      typeof text === 'string' ? text : text.message,
    ]),
  );
}, 120_000);

describe.each(languages)('the translation into %s', (language) => {
  it('has every text of the code, no other, and each with its placeholders', () => {
    const file = `l10n/bundle.l10n.${language}.json`;
    expect(existsSync(join(root, file))).toBe(true);
    expect(kept(read(file))).toEqual(kept(source));
  });

  it('has every text of the manifest, no other, and each with its links', () => {
    expect(kept(read(`package.nls.${language}.json`))).toEqual(kept(read('package.nls.json')));
  });

  it('leaves nothing empty', () => {
    const texts = { ...read(`l10n/bundle.l10n.${language}.json`), ...read(`package.nls.${language}.json`) };
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('every text of the code is told by a literal, which alone can be found for a translation', () => {
  const calls = globSync('src/**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/l10n\.t\(\s*(.)/g)].flatMap(([, first]) =>
      first === "'" || first === '"' ? [] : [`${file}: ${String(first)}`],
    ),
  );
  expect(calls).toEqual([]);
});
