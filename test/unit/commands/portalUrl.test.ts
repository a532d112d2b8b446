import { describe, expect, test } from 'vitest';
import { ArmError } from '../../../src/arm/errors.ts';
import { portalUrl } from '../../../src/commands/portalUrl.ts';
import { toDelegation } from '../../../src/delegations/delegation.ts';
import {
  type DelegatedSubscription,
  delegatedSubscriptionKey,
} from '../../../src/delegations/estate/managingTenants.ts';
import type { TreeNode } from '../../../src/tree/treeNode.ts';
import {
  ann,
  assignment,
  bob,
  contoso,
  door,
  fabrikam,
  gold,
  shop,
  subscription,
} from '../delegations/estate/world.ts';

const portal = 'https://portal.azure.com';
const error = new ArmError('A test says so.', { reason: 'server' });

/** The shop as its manager sees it, and as its owner does. */
const outgoing = rowThrough('outgoing');
const incoming = rowThrough('incoming');

function rowThrough(direction: DelegatedSubscription['direction']): DelegatedSubscription {
  const through = direction === 'outgoing' ? door(ann, contoso) : door(bob, fabrikam);
  return {
    key: delegatedSubscriptionKey(through, shop, contoso),
    door: through,
    subscription: subscription(shop, 'Shop', fabrikam, [contoso]),
    managingTenantId: contoso,
    direction,
  };
}

function delegationNodes(row: DelegatedSubscription): readonly TreeNode[] {
  const delegation = toDelegation(row.door, assignment(shop, gold));
  if (!delegation) throw new Error('The test’s assignment is none');
  const grant = {
    kind: 'permanent',
    authorization: { principalId: 'operators', roleDefinitionId: 'reader' },
  } as const;
  return [
    { kind: 'assignment', row, delegation },
    { kind: 'authorization', row, delegation, grant, index: 0 },
  ];
}

const managingTenant = (...subscriptions: readonly DelegatedSubscription[]): TreeNode => ({
  kind: 'managingTenant',
  managingTenant: { id: contoso, subscriptions },
});

describe('The portal shows', () => {
  test('the customers of a tenant that the user works in, in that directory', () => {
    const customers = `https://portal.azure.com/#@${contoso}/view/Microsoft_Azure_CustomerHub/MyCustomersBladeV2`;
    for (const node of [managingTenant(outgoing), ...delegationNodes(outgoing)])
      expect(portalUrl(portal, node)).toBe(customers);
  });

  test('the providers of a tenant that owns the subscription, in that directory', () => {
    const providers = `https://portal.azure.com/#@${fabrikam}/view/Microsoft_Azure_CustomerHub/ServiceProvidersBladeV2/~/providers`;
    for (const node of [managingTenant(incoming), ...delegationNodes(incoming)])
      expect(portalUrl(portal, node)).toBe(providers);
  });

  test.each([
    ['as a manager', outgoing, contoso],
    ['as an owner', incoming, fabrikam],
  ])('a subscription itself, reached %s, through the tenant of its row', (_, row, tenantId) => {
    const page = `https://portal.azure.com/#@${tenantId}/resource/subscriptions/${shop}/overview`;
    expect(portalUrl(portal, { kind: 'subscription', row })).toBe(page);
    expect(portalUrl(portal, { kind: 'nothing', row })).toBe(page);
  });

  test('the same in another cloud', () => {
    expect(portalUrl('https://portal.azure.cn', { kind: 'subscription', row: outgoing })).toBe(
      `https://portal.azure.cn/#@${contoso}/resource/subscriptions/${shop}/overview`,
    );
  });

  test('nothing for what is not there', () => {
    const account = {
      accountId: ann.id,
      accountLabel: ann.label,
      status: 'failed',
      knownTenants: [],
      tenants: [],
    } as const;
    const nowhere: readonly TreeNode[] = [
      { kind: 'problem', row: outgoing, error },
      { kind: 'problem', row: undefined, error },
      { kind: 'tenantProblem', state: { door: outgoing.door, status: 'failed', error, subscriptions: [] } },
      { kind: 'accountProblem', account, error },
      { kind: 'unchecked', subscriptions: 1, failed: 0 },
      managingTenant(),
    ];
    for (const node of nowhere) expect(portalUrl(portal, node)).toBeUndefined();
  });
});
