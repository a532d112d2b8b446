import { readFileSync } from 'node:fs';
import type { WorldDocument } from './world.ts';
import { largeWorld } from './worlds/large.ts';
import { smallWorld } from './worlds/small.ts';

/** The world that `--estate` names: `small`, `large`, or a JSON file. Throws where there is no such file. */
export function readEstate(name: string): WorldDocument {
  if (name === 'small') return smallWorld();
  if (name === 'large') return largeWorld({ managingTenants: 3, subscriptions: 5000 });
  return JSON.parse(readFileSync(name, 'utf8')) as WorldDocument;
}
