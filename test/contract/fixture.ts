import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a JSON file of the fixtures holds, new each time. */
export function fixture(file: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8'));
}
