import { describe, expect, test } from 'vitest';
import {
  delegatedSubscriptionKey,
  type BeyondLists,
  groupByManagingTenant,
  type ManagingTenant,
  ownershipKey,
  tenantNames,
} from '../../../../src/delegations/estate/managingTenants.ts';
import type {
  EstateSnapshot,
  Subscription,
  Tenant,
  TenantState,
} from '../../../../src/delegations/estate/snapshot.ts';
import {
  ann,
  bank,
  bob,
  contoso,
  door,
  emptyWorld,
  fabrikam,
  northwind,
  proseware,
  shop,
  subscription,
  tenant,
} from './world.ts';

function snapshotOf(tenants: readonly TenantState[], knownTenants: readonly Tenant[] = []): EstateSnapshot {
  return {
    phase: 'ready',
    accounts: [{ accountId: ann.id, accountLabel: ann.label, status: 'ready', knownTenants, tenants }],
  };
}

function behind(tenantId: string, subscriptions: readonly Subscription[]): TenantState {
  return { door: door(ann, tenantId), status: 'ready', subscriptions };
}

/** Nothing is known beside the lists but who manages some subscriptions. */
function beyond(discovered: BeyondLists['discovered']): BeyondLists {
  return { discovered, unlistedBehind: () => [] };
}

/** The names of the subscriptions of each managing tenant. */
function grouped(
  snapshot: EstateSnapshot,
  discovered: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): readonly (readonly [string, readonly (string | undefined)[]])[] {
  const names = tenantNames(snapshot);
  return groupByManagingTenant(snapshot, beyond(discovered), (id) => names.get(id)).map(
    ({ id, subscriptions }) => [
      names.get(id)?.displayName ?? id,
      subscriptions.map((row) => row.subscription.displayName),
    ],
  );
}

/** A GUID that is different for each number. */
function guid(number: number): string {
  return shop.replace(/^.{8}/, number.toString(16).padStart(8, '0'));
}

describe('Delegated subscriptions are grouped by managing tenant', () => {
  test('tenants and subscriptions in the order of their names, numbers as numbers', () => {
    const snapshot = snapshotOf(
      [
        behind(proseware, [subscription(guid(1), 'Alone', fabrikam)]),
        behind(contoso, [
          subscription(guid(10), 'Shop 10', fabrikam),
          subscription(guid(2), 'Shop 2', fabrikam),
          subscription(guid(3), 'älter', fabrikam),
          subscription(guid(4), 'Bank', northwind),
        ]),
      ],
      [tenant(proseware, 'Proseware'), tenant(contoso, 'contoso')],
    );
    expect(grouped(snapshot)).toEqual([
      ['contoso', ['älter', 'Bank', 'Shop 2', 'Shop 10']],
      ['Proseware', ['Alone']],
    ]);
  });

  test('subscriptions of one name in the same order every time', () => {
    const [one, other] = [subscription(guid(1), 'Shop', fabrikam), subscription(guid(2), 'Shop', fabrikam)];
    const keys = (subscriptions: readonly Subscription[]): readonly string[] =>
      groupByManagingTenant(
        snapshotOf([behind(contoso, subscriptions)]),
        beyond(new Map()),
        () => undefined,
      ).flatMap((group) => group.subscriptions.map(({ key }) => key));
    expect(keys([other, one])).toEqual(keys([one, other]));
  });

  test('what has no name goes by its id', () => {
    const nameless: Subscription = { id: bank, tenantId: fabrikam, managedByTenants: [] };
    expect(grouped(snapshotOf([behind(contoso, [nameless, subscription(shop, 'a', fabrikam)])]))).toEqual([
      [contoso, ['a', undefined]],
    ]);
  });

  test('managers that were discovered beside those that the list tells, for that door alone', () => {
    const own = subscription(bank, 'Bank', fabrikam, [contoso]);
    const snapshot = snapshotOf([behind(fabrikam, [own])]);
    const found = (through: string): ReadonlyMap<string, ReadonlySet<string>> =>
      new Map([[ownershipKey(door(ann, through), bank), new Set([contoso, northwind])]]);
    expect(grouped(snapshot, found(fabrikam))).toHaveLength(2);
    expect(grouped(snapshot, found(proseware))).toHaveLength(1);
  });

  test('nothing out of nothing', () => {
    expect(grouped(snapshotOf([]))).toEqual([]);
    expect(grouped(snapshotOf([behind(contoso, [])]))).toEqual([]);
  });
});

describe('Keys of rows', () => {
  test('tell accounts, tenants, subscriptions and managers apart', () => {
    const keys = [ann, bob].flatMap((account) =>
      [contoso, fabrikam].flatMap((tenantId) =>
        [shop, bank].flatMap((id) =>
          [proseware, northwind].map((manager) =>
            delegatedSubscriptionKey(door(account, tenantId), id, manager),
          ),
        ),
      ),
    );
    expect(new Set(keys).size).toBe(16);
  });

  test('are lower case, whatever the case of the subscription’s id', () => {
    const key = delegatedSubscriptionKey(door({ ...ann, id: 'ANN' }, contoso), shop.toUpperCase(), proseware);
    expect(key).toBe(key.toLowerCase());
    expect(ownershipKey(door(ann, contoso), shop.toUpperCase())).toBe(ownershipKey(door(ann, contoso), shop));
  });
});

describe('The names of tenants', () => {
  test('one with a name goes before one without, wherever it is', () => {
    const accounts = [[tenant(contoso)], [tenant(contoso, 'Contoso')], [tenant(contoso, '')]].map(
      (knownTenants) => ({
        accountId: ann.id,
        accountLabel: ann.label,
        status: 'ready' as const,
        knownTenants,
        tenants: [],
      }),
    );
    expect(tenantNames({ phase: 'ready', accounts }).get(contoso)?.displayName).toBe('Contoso');
  });
});

describe('An estate of thousands of subscriptions', () => {
  /** Subscriptions that count how often something of them is looked at. */
  function counted(count: number, homeTenant: string, managedBy: readonly string[]) {
    let looks = 0;
    const subscriptions = Array.from({ length: count }, (_, index) => {
      // Names out of order, so that there is something to sort.
      const one = subscription(guid(index), `Shop ${(index * 7919) % count}`, homeTenant, managedBy);
      return new Proxy(one, {
        get: (target, property) => {
          looks++;
          return Reflect.get(target, property) as unknown;
        },
      });
    });
    return { subscriptions, looks: () => looks };
  }

  function looksFor(
    count: number,
    homeTenant: string,
    use: (snapshot: EstateSnapshot) => readonly ManagingTenant[],
  ): number {
    const { subscriptions, looks } = counted(count, homeTenant, [contoso, proseware]);
    const groups = use(snapshotOf([behind(fabrikam, subscriptions)]));
    expect(groups.reduce((rows, group) => rows + group.subscriptions.length, 0)).toBeGreaterThanOrEqual(
      count,
    );
    return looks();
  }

  test.each([
    ['outgoing', northwind],
    ['incoming', fabrikam],
  ])('is grouped with an effort that hardly grows faster than it does: %s', (_, homeTenant) => {
    const group = (snapshot: EstateSnapshot) =>
      groupByManagingTenant(snapshot, beyond(new Map()), () => undefined);
    // Five times as many take 5 times the looks, and 6.2 times where they are sorted; squared it would be 25.
    const small = looksFor(1_000, homeTenant, group);
    expect(looksFor(5_000, homeTenant, group) / small).toBeLessThan(8);
  });

  test('is not grouped again for each row that is drawn', async () => {
    const { azure, estate } = emptyWorld();
    const { subscriptions, looks } = counted(5_000, fabrikam, []);
    azure.whoIsSignedIn.answers([ann]);
    azure.tenantsOf(ann).answers([tenant(contoso, 'Contoso')]);
    azure.subscriptionsBehind(door(ann, contoso)).answers(subscriptions);
    await estate.refresh();
    expect(estate.managingTenants).toBe(estate.managingTenants);
    expect(estate.doorsTo(guid(0))).toBe(1);
    const before = looks();
    for (let index = 0; index < 5_000; index++) {
      expect(estate.doorsTo(guid(index))).toBe(1);
      expect(estate.managingTenants).toHaveLength(1);
    }
    expect(looks()).toBe(before);
  });
});
