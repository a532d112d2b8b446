import { describe, expect, test } from 'vitest';
import { ArmError } from '../../../src/arm/errors.ts';
import { type Delegation, toDelegation } from '../../../src/delegations/delegation.ts';
import type { Door } from '../../../src/delegations/door.ts';
import {
  type DelegatedSubscription,
  delegatedSubscriptionKey,
} from '../../../src/delegations/estate/managingTenants.ts';
import { nodeId, type TreeNode } from '../../../src/tree/treeNode.ts';
import {
  ann,
  assignment,
  bob,
  contoso,
  door,
  fabrikam,
  gold,
  shop,
  silver,
  subscription,
} from '../delegations/estate/world.ts';

const error = new ArmError('A test says so.', { reason: 'server' });

function rowThrough(through: Door, managingTenantId: string): DelegatedSubscription {
  return {
    key: delegatedSubscriptionKey(through, shop, managingTenantId),
    door: through,
    subscription: subscription(shop, 'Shop', fabrikam),
    managingTenantId,
    direction: 'outgoing',
  };
}

function delegationThrough(through: Door, name: string, inCapitals = false): Delegation {
  const { id = '' } = assignment(shop, name);
  const delegation = toDelegation(through, { id: inCapitals ? id.toUpperCase() : id });
  if (!delegation) throw new Error(`${id} is none`);
  return delegation;
}

/** Every row that there can be behind a door. */
function nodesBehind(through: Door): readonly TreeNode[] {
  const account = {
    accountId: through.accountId,
    accountLabel: through.accountLabel,
    status: 'failed',
    knownTenants: [],
    tenants: [],
  } as const;
  const tenantProblem: TreeNode = {
    kind: 'tenantProblem',
    state: { door: through, status: 'failed', error, subscriptions: [] },
  };
  const accountProblem: TreeNode = { kind: 'accountProblem', account, error };
  return [
    ...(through.tenantId === contoso ? [accountProblem] : []),
    tenantProblem,
    ...[contoso, fabrikam].flatMap((managingTenantId): readonly TreeNode[] => {
      const row = rowThrough(through, managingTenantId);
      return [
        { kind: 'subscription', row },
        { kind: 'problem', row, error },
        { kind: 'nothing', row },
      ];
    }),
    ...[gold, silver].flatMap((name): readonly TreeNode[] => {
      const row = rowThrough(through, contoso);
      const delegation = delegationThrough(through, name);
      const grant = {
        kind: 'permanent',
        authorization: { principalId: 'operators', roleDefinitionId: 'reader' },
      } as const;
      return [
        { kind: 'assignment', row, delegation },
        { kind: 'authorization', row, delegation, grant, index: 0 },
        { kind: 'authorization', row, delegation, grant, index: 1 },
      ];
    }),
  ];
}

const everyNode: readonly TreeNode[] = [
  { kind: 'managingTenant', managingTenant: { id: contoso, subscriptions: [] } },
  { kind: 'managingTenant', managingTenant: { id: fabrikam, subscriptions: [] } },
  { kind: 'problem', row: undefined, error },
  { kind: 'unchecked', subscriptions: 1, failed: 0 },
  ...[ann, bob].flatMap((account) =>
    [contoso, fabrikam].flatMap((tenantId) => nodesBehind(door(account, tenantId))),
  ),
];

describe('The id of a row', () => {
  test('is no other row’s', () => {
    const ids = everyNode.map(nodeId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is lower case', () => {
    for (const id of everyNode.map(nodeId)) expect(id).toBe(id.toLowerCase());
  });

  test('begins with the door, and goes on with the id of the delegation', () => {
    const delegation = delegationThrough(door(ann, contoso), gold);
    expect(nodeId({ kind: 'assignment', row: rowThrough(door(ann, contoso), contoso), delegation })).toBe(
      `/accounts/ann-account/tenants/${contoso}${delegation.id.toLowerCase()}`,
    );
  });

  test('stays, whatever letter case Azure answers with the next time', () => {
    const row = rowThrough(door(ann, contoso), contoso);
    const [before, after] = [false, true].map((inCapitals) =>
      nodeId({ kind: 'assignment', row, delegation: delegationThrough(row.door, gold, inCapitals) }),
    );
    expect(after).toBe(before);
  });
});
