import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import type { Inventory } from '../../../../src/delegations/inventory/inventory.ts';
import { exportInventory } from '../../../../src/delegations/export/exportInventory.ts';
import { parseExport } from '../../../../src/delegations/export/parseExport.ts';
import { roleName } from '../../../../src/delegations/roles.ts';
import { smallWorld } from '../../../emulator/worlds/small.ts';
import { emulatedEstate } from '../permission/emulatedEstate.ts';
import {
  customerDoor,
  incoming,
  managingDoor,
  outgoing,
  shop,
  someDelegation,
} from '../permission/delegations.ts';
import { exported, placedWith } from './exports.ts';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../schemas/inventory.schema.json'), 'utf8'),
) as object;
const ajv = new Ajv({ allErrors: true });
addFormats(ajv, ['date-time']);
const isValid = ajv.compile(schema);

function holdsTheSchema(file: unknown): void {
  isValid(file);
  expect(isValid.errors).toBeNull();
}

async function smallInventory(pageSize: number) {
  const { estate } = await emulatedEstate({ ...smallWorld(), service: { pageSize, idCase: 'byCall' } });
  const inventory: Inventory = await estate.takeInventory(() => undefined, new AbortController().signal);
  return exportInventory(
    inventory.delegations,
    { tenant: estate.tenant, role: roleName },
    {
      exportedAt: new Date('2026-03-01T12:00:00Z'),
      extent: 'everything',
      doors: [],
      problems: inventory.problems,
    },
  );
}

describe('An export', () => {
  test('of the small world is what the schema says, and reads back as it was', async () => {
    const file = await smallInventory(100);
    holdsTheSchema(file);
    expect(file.delegations).toHaveLength(16);
    expect(parseExport(JSON.stringify(file))).toEqual({ kind: 'inventory', inventory: file });
  });

  test('is the same to the byte however the answers were cut into pages', async () => {
    const [once, again] = [await smallInventory(100), await smallInventory(1)];
    expect(JSON.stringify(again)).toBe(JSON.stringify(once));
  });

  test('has a delegation once that two doors show, with both of them', () => {
    const file = exported([
      { row: outgoing, delegation: someDelegation({ untold: true }) },
      { row: incoming, delegation: someDelegation({ door: customerDoor, upperCase: true }) },
    ]);
    holdsTheSchema(file);
    expect(file.delegations).toHaveLength(1);
    const [delegation] = file.delegations;
    expect(delegation?.reachedThrough.map(({ account, side }) => [account, side])).toEqual([
      ['ann@contoso.com', 'managing'],
      ['bob@fabrikam.com', 'customer'],
    ]);
    expect(delegation?.authorizations).toHaveLength(1);
    expect(delegation?.id).toBe(delegation?.id.toLowerCase());
  });

  test('tells nothing of authorizations where Azure does not', () => {
    const file = exported([{ row: outgoing, delegation: someDelegation({ untold: true }) }]);
    holdsTheSchema(file);
    expect(file.delegations[0]).not.toHaveProperty('authorizations');
  });

  test('leaves out what is of another kind than it should be', () => {
    const file = exported([
      placedWith((body) => ({
        ...body,
        systemData: { createdAt: 5 } as never,
        properties: {
          provisioningState: null as never,
          registrationDefinition: {
            properties: {
              registrationDefinitionName: { toString: 'x' } as never,
              authorizations: [{ principalId: 7, roleDefinitionId: undefined } as never],
            },
          },
        },
      })),
    ]);
    holdsTheSchema(file);
    expect(file.delegations[0]).not.toHaveProperty('offer');
    expect(file.delegations[0]?.authorizations).toEqual([{ kind: 'permanent', principalId: '', roleId: '' }]);
  });

  test('names what could not be read, and what was looked into', () => {
    const error = new ArmError('No.', { reason: 'forbidden' });
    const { subscription } = outgoing;
    const file = exported([], {
      doors: [managingDoor, customerDoor],
      problems: [
        { kind: 'tenant', door: managingDoor, error },
        { kind: 'subscription', door: customerDoor, subscription, row: undefined, error },
        { kind: 'account', account: { id: 'x', label: 'x@y.z' }, error },
        { kind: 'accounts', error },
      ],
    });
    holdsTheSchema(file);
    expect(file.lookedInto).toHaveLength(2);
    expect(file.notRead).toEqual([
      { account: 'ann@contoso.com', tenantId: managingDoor.tenantId, reason: 'forbidden' },
      {
        account: 'bob@fabrikam.com',
        tenantId: customerDoor.tenantId,
        subscriptionId: shop,
        reason: 'forbidden',
      },
      { account: 'x@y.z', reason: 'forbidden' },
      { reason: 'forbidden' },
    ]);
  });
});
