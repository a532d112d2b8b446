import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder as somebody may have prepared it: its settings, by their full names, are the folder's own. */
export function prepareFolder(settings: Readonly<Record<string, unknown>>): {
  readonly path: string;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'prepared-'));
  mkdirSync(join(path, '.vscode'));
  writeFileSync(join(path, '.vscode', 'settings.json'), JSON.stringify(settings));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
