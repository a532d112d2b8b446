import { readFileSync } from 'node:fs';

/** A copied file of Microsoft's samples as JSON. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')) as unknown;
}
