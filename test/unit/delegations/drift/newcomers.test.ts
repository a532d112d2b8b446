import { describe, expect, test } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import { newcomersIn, type Remembered } from '../../../../src/delegations/drift/newcomers.ts';
import type { PlacedDelegation } from '../../../../src/delegations/placedDelegation.ts';
import {
  contoso,
  customerDoor,
  gold,
  incoming,
  managingDoor,
  outgoing,
  proseware,
  rowOf,
  shop,
  silver,
  someDelegation,
} from '../permission/delegations.ts';

const first: PlacedDelegation = { row: outgoing, delegation: someDelegation({ name: gold }) };
const second: PlacedDelegation = { row: outgoing, delegation: someDelegation({ name: silver }) };
const ready = [{ door: managingDoor, status: 'ready' as const }];
const look = (delegations: readonly PlacedDelegation[], before: Remembered, tenants = ready) =>
  newcomersIn({ delegations, problems: [] }, tenants, before);

describe('What is new since the last look', () => {
  test('is nothing the first time', () => {
    expect(look([first], {})).toMatchObject({ delegations: [], managingTenantIds: [] });
  });

  test('is what was not there, once', () => {
    const { remember } = look([first], {});
    const again = look([first, second], remember);
    expect(again).toMatchObject({ delegations: [second], managingTenantIds: [] });
    expect(look([first, second], again.remember).delegations).toEqual([]);
  });

  test('is told whatever the letter case, and once for two doors', () => {
    const doors = [...ready, { door: customerDoor, status: 'ready' as const }];
    const { remember } = look([first], {}, doors);
    const upper = { row: outgoing, delegation: someDelegation({ name: gold, upperCase: true }) };
    expect(look([upper], remember, doors).delegations).toEqual([]);
    const others = [
      second,
      { row: incoming, delegation: someDelegation({ name: silver, door: customerDoor }) },
    ];
    expect(look([upper, ...others], remember, doors).delegations).toHaveLength(1);
  });

  test('names a managing tenant that is new', () => {
    const door = [{ door: customerDoor, status: 'ready' as const }];
    const { remember } = look(
      [{ row: incoming, delegation: someDelegation({ door: customerDoor }) }],
      {},
      door,
    );
    const theirs = {
      row: rowOf(customerDoor, shop, proseware),
      delegation: someDelegation({ door: customerDoor, name: silver, managedBy: proseware }),
    };
    expect(look([theirs], remember, door).managingTenantIds).toEqual([proseware]);
    expect(contoso).not.toBe(proseware);
  });

  test('is not what comes back after a tenant could not be read, or only a part of it', () => {
    const { remember } = look([first, second], {});
    const failed = newcomersIn(
      { delegations: [], problems: [] },
      [{ door: managingDoor, status: 'failed' }],
      remember,
    );
    expect(look([first, second], failed.remember).delegations).toEqual([]);
    const { subscription } = outgoing;
    const error = new ArmError('No.', { reason: 'forbidden' });
    const problems = [
      { kind: 'subscription', door: managingDoor, subscription, row: outgoing, error } as const,
    ];
    const partly = newcomersIn({ delegations: [first], problems }, ready, remember);
    expect(look([first, second], partly.remember).delegations).toEqual([]);
  });

  test('is remembered without names and ids', () => {
    const text = JSON.stringify(look([first], {}).remember);
    for (const id of [gold, shop, contoso, 'ann']) expect(text).not.toContain(id);
  });
});
