import { describe, expect, test } from 'vitest';
import { compareExports } from '../../../../src/delegations/drift/compareExports.ts';
import type {
  ExportedAuthorization,
  ExportedInventory,
} from '../../../../src/delegations/export/exportedInventory.ts';
import {
  contributor,
  managingDoor,
  outgoing,
  shop,
  someDelegation,
  watchers,
} from '../permission/delegations.ts';
import { exported, exportOf, reads } from '../export/exports.ts';

const before = exportOf({ authorizations: [reads], createdAt: '2024-03-01T09:30:00Z' });
const nothing: ExportedInventory = { ...before, delegations: [] };
const activates: ExportedAuthorization = {
  kind: 'eligible',
  principalId: watchers,
  roleId: contributor,
  maximumActivation: 'PT8H',
  multiFactorAuthProvider: 'Azure',
  approvers: [{ id: 'a1' }, { id: 'b2' }],
};

/** The same delegation with something changed. */
const after = (change: Parameters<typeof exportOf>[0]): ExportedInventory =>
  exportOf({ authorizations: [reads], createdAt: '2024-03-01T09:30:00Z', ...change });

describe('Two exports', () => {
  test('of the same estate are the same', () => {
    expect(compareExports(before, after({}))).toEqual({
      added: [],
      removed: [],
      changed: [],
      notSeen: [],
      notSeenBefore: [],
      unchanged: 1,
    });
  });

  test('differ by what came and what went', () => {
    expect(compareExports(nothing, before).added).toEqual(before.delegations);
    expect(compareExports(before, nothing).removed).toEqual(before.delegations);
  });

  test.each([
    ['another display name', { authorizations: [{ ...reads, principalName: 'Ops', roleName: 'Leser' }] }],
    ['a renamed subscription', { subscriptionName: 'Shop 2', subscriptionState: 'Disabled' }],
    [
      'ids in other letter case',
      { authorizations: [{ ...reads, principalId: reads.principalId.toUpperCase() }] },
    ],
    ['other doors', { reachedThrough: [] }],
  ])('are the same with %s', (_, change) => {
    expect(compareExports(before, after(change))).toMatchObject({ changed: [], unchanged: 1 });
  });

  test('are compared role by role', () => {
    const drift = compareExports(
      exportOf({ authorizations: [reads, activates] }),
      exportOf({
        authorizations: [
          { ...reads, roleId: contributor },
          { ...activates, approvers: [{ id: 'B2' }, { id: 'A1' }], multiFactorAuthProvider: 'None' },
        ],
      }),
    );
    expect(drift.changed).toMatchObject([
      {
        grantsAdded: [{ roleId: contributor, kind: 'permanent' }],
        grantsRemoved: [reads],
        grantsChanged: [
          { before: { multiFactorAuthProvider: 'Azure' }, after: { multiFactorAuthProvider: 'None' } },
        ],
        fields: [],
        isMadeAnew: false,
      },
    ]);
  });

  test('do not differ by the order of approvers, nor by what is the default', () => {
    const bare = { kind: 'eligible', roleId: contributor, multiFactorAuthProvider: 'Azure' } as const;
    expect(
      compareExports(
        exportOf({ authorizations: [activates, { ...bare, principalId: 'c' }] }),
        exportOf({
          authorizations: [
            { ...activates, approvers: [{ id: 'B2' }, { id: 'A1' }] },
            { ...bare, principalId: 'c', maximumActivation: 'PT8H' },
          ],
        }),
      ).changed,
    ).toEqual([]);
  });

  test('tell what moved from permanent to eligible as gone and come', () => {
    const [change] = compareExports(
      before,
      after({ authorizations: [{ ...reads, kind: 'eligible' }] }),
    ).changed;
    expect(change).toMatchObject({
      grantsAdded: [{ kind: 'eligible' }],
      grantsRemoved: [reads],
      grantsChanged: [],
    });
  });

  test('count a principal that has the same role twice', () => {
    const [change] = compareExports(before, after({ authorizations: [reads, reads] })).changed;
    expect(change).toMatchObject({ grantsAdded: [reads], grantsRemoved: [], grantsChanged: [] });
  });

  test('tell that one was removed and made anew under the same name', () => {
    const [change] = compareExports(before, after({ createdAt: '2026-01-01T00:00:00Z' })).changed;
    expect(change).toMatchObject({ isMadeAnew: true, fields: [] });
  });

  test('tell fields with their values', () => {
    const [change] = compareExports(before, after({ offer: 'Gold', provisioningState: 'Failed' })).changed;
    expect(change?.fields).toEqual([
      { field: 'offer', before: undefined, after: 'Gold' },
      { field: 'provisioningState', before: undefined, after: 'Failed' },
    ]);
  });

  test('do not tell that all roles are gone where Azure tells none', () => {
    const untold = exported([{ row: outgoing, delegation: someDelegation({ untold: true }) }]);
    const [change] = compareExports(before, untold).changed;
    expect(change).toMatchObject({ grantsUnknown: true, grantsRemoved: [] });
  });
});

describe('What an export could not have seen', () => {
  const account = managingDoor.accountLabel;
  const { tenantId } = managingDoor;

  test.each<[string, Partial<ExportedInventory>]>([
    ['the tenant was not looked into', { lookedInto: [] }],
    ['another account looked', { lookedInto: [{ account: 'robin@contoso.com', tenantId }] }],
    [
      'its subscription could not be read',
      { notRead: [{ account, tenantId, subscriptionId: shop.toUpperCase(), reason: 'forbidden' }] },
    ],
    ['it holds a selection only', { extent: 'selection' }],
  ])('is neither gone nor new: %s', (_, file) => {
    const blind: ExportedInventory = { ...nothing, ...file };
    expect(compareExports(before, blind)).toMatchObject({ removed: [], notSeen: before.delegations });
    expect(compareExports(blind, before)).toMatchObject({ added: [], notSeenBefore: before.delegations });
  });

  test('is gone where another subscription could not be read', () => {
    const file = {
      ...nothing,
      notRead: [{ account, tenantId, subscriptionId: 'other', reason: 'forbidden' }],
    };
    expect(compareExports(before, file).removed).toHaveLength(1);
  });
});
