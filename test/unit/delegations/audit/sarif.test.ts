import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { audit, auditedInventory } from '../../../../src/delegations/audit/audit.ts';
import { sarifLog, type SarifTexts } from '../../../../src/delegations/audit/sarif.ts';
import type { WorldDocument } from '../../../emulator/world.ts';
import { smallWorld } from '../../../emulator/worlds/small.ts';
import { hostileNames } from '../../wording/hostileNames.ts';
import { emulatedEstate } from '../permission/emulatedEstate.ts';

const published = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as { id?: string; $schema?: string };
// It is of draft 4, which differs from what the validator reads by the name of its own id alone.
delete published.id;
delete published.$schema;
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv, ['date-time', 'uri', 'uri-reference']);
const isValid = ajv.compile(published);

const texts: SarifTexts = {
  rule: ({ id }) => `Looks for ${id}`,
  remedy: ({ id }) => `Do something about ${id}`,
  finding: ({ delegations }) =>
    delegations.map(({ row }) => row.subscription.displayName).join('\n') || 'Nobody uses it',
  notChecked: ['The tenant Northwind'],
};

async function logOf(world: WorldDocument, off: readonly string[] = [], now = 0) {
  const { estate } = await emulatedEstate(world);
  const inventory = await estate.takeInventory(() => undefined, new AbortController().signal);
  const result = audit(
    {
      ...auditedInventory(inventory),
      restrictions: [],
      allowedManagingTenants: new Set(['nobody']),
      people: new Set(),
      now,
    },
    new Set(off),
  );
  const at = new Date('2026-03-01T12:00:00Z');
  return JSON.parse(JSON.stringify(sarifLog(result, texts, { version: '0.1.0', at }))) as {
    readonly runs: readonly [
      {
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly locations: readonly unknown[];
          readonly partialFingerprints: object;
        }[];
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      },
    ];
  };
}

describe('An audit as SARIF', () => {
  test('is what the published schema says', async () => {
    const log = await logOf(smallWorld());
    isValid(log);
    expect(isValid.errors).toBeNull();
    expect(log.runs[0].results.length).toBeGreaterThan(10);
  });

  test('would not be, were a member of another name', () => {
    expect(isValid({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
    expect(isValid({ version: '2.1.0', runs: [], extra: true })).toBe(false);
  });

  test('is that for every hostile name too', async () => {
    const world = smallWorld();
    const log = await logOf({
      ...world,
      subscriptions: (world.subscriptions ?? []).map((each, index) => ({
        ...each,
        displayName: hostileNames[(index * 3) % hostileNames.length]?.typed ?? '',
      })),
    });
    isValid(log);
    expect(isValid.errors).toBeNull();
  });

  test('names the rules that were asked alone, and each result’s rule by its place', async () => {
    const [{ results, tool }] = (await logOf(smallWorld(), ['no-delete-role'])).runs;
    const { rules } = tool.driver;
    expect(rules.map(({ id }) => id)).not.toContain('no-delete-role');
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('knows a finding again in a later report', async () => {
    const fingerprints = async (now: number) =>
      (await logOf(smallWorld(), [], now)).runs[0].results.map((result) => result.partialFingerprints);
    const first = await fingerprints(0);
    expect(await fingerprints(Date.now())).toEqual(first);
    expect(new Set(first.map((each) => JSON.stringify(each))).size).toBe(first.length);
  });
});
