import { type Door, doorPath } from '../door.ts';
import { type EstateSnapshot, isOwn, type Subscription, type Tenant, tenantStates } from './snapshot.ts';

/** A subscription that is delegated to one managing tenant, as reached through one door. */
export interface DelegatedSubscription {
  /** Unique and stable: the door, the subscription and the managing tenant; lower case. */
  readonly key: string;
  readonly door: Door;
  readonly subscription: Subscription;
  readonly managingTenantId: string;
  /**
   * `outgoing`: the user works in the managing tenant; `incoming`: the user works in the tenant that owns the
   * subscription, and the managing tenant is a provider.
   */
  readonly direction: 'outgoing' | 'incoming';
}

/** A tenant that manages subscriptions of others, with all of them, from every door. */
export interface ManagingTenant {
  /** Lower case. */
  readonly id: string;
  readonly subscriptions: readonly DelegatedSubscription[];
}

/** Managing tenants that only a reading of each subscription has shown, by subscription (see `ownershipKey`). */
export type DiscoveredManagers = ReadonlyMap<string, ReadonlySet<string>>;

/** What is known of delegations beyond what the lists of subscriptions tell. */
export interface BeyondLists {
  readonly discovered: DiscoveredManagers;
  unlistedBehind(door: Door): readonly Subscription[];
}

/** The key of a subscription behind a door, whoever manages it; lower case. */
export function ownershipKey(door: Door, subscriptionId: string): string {
  return `${doorPath(door)}/subscriptions/${subscriptionId.toLowerCase()}`;
}

/** The key of a {@link DelegatedSubscription}. */
export function delegatedSubscriptionKey(
  door: Door,
  subscriptionId: string,
  managingTenantId: string,
): string {
  return `${ownershipKey(door, subscriptionId)}/managedby/${managingTenantId}`;
}

/** A subscription behind a door as delegated to a tenant. */
export function delegatedSubscription(
  door: Door,
  subscription: Subscription,
  managingTenantId: string,
): DelegatedSubscription {
  return {
    key: delegatedSubscriptionKey(door, subscription.id, managingTenantId),
    door,
    subscription,
    managingTenantId,
    direction: isOwn(door, subscription) ? 'incoming' : 'outgoing',
  };
}

/**
 * Groups the delegated subscriptions of a snapshot by managing tenant, in the order of their names.
 *
 * With a token for tenant T, a subscription whose home is another tenant is delegated *to* T; one whose home is T
 * is delegated *by* T to each tenant of `managedByTenants` (subscriptions, API version 2022-12-01).
 *
 * @param readings what is known beside the lists: managers and subscriptions that they do not tell
 * @param tenant finds the names of a tenant
 * @param sortName the name to sort by of the row with a key, given its name
 */
export function groupByManagingTenant(
  snapshot: EstateSnapshot,
  readings: BeyondLists,
  tenant: (id: string) => Tenant | undefined,
  sortName: (key: string, name: string) => string = (_, name) => name,
): readonly ManagingTenant[] {
  // By key, since a list that changes between two of its pages can tell the same subscription twice.
  const groups = new Map<string, Map<string, DelegatedSubscription>>();
  const add = (row: DelegatedSubscription): void => {
    const rows = groups.get(row.managingTenantId) ?? new Map<string, DelegatedSubscription>();
    groups.set(row.managingTenantId, rows);
    rows.set(row.key, row);
  };

  for (const { door, subscriptions } of tenantStates(snapshot))
    // The list comes last: it tells more of a subscription than the graph, and the last one stays.
    for (const subscription of [...readings.unlistedBehind(door), ...subscriptions]) {
      if (!isOwn(door, subscription)) {
        add(delegatedSubscription(door, subscription, door.tenantId));
        continue;
      }
      const found = readings.discovered.get(ownershipKey(door, subscription.id)) ?? [];
      for (const manager of new Set([...subscription.managedByTenants, ...found]))
        add(delegatedSubscription(door, subscription, manager));
    }

  const managingTenants = [...groups].map(([id, rows]) => ({
    id,
    subscriptions: inOrder(
      [...rows.values()],
      ({ key }) => key,
      ({ key, subscription }) => sortName(key, subscription.displayName ?? subscription.id),
    ),
  }));
  return inOrder(
    managingTenants,
    ({ id }) => id,
    ({ id }) => sortName(id, tenant(id)?.displayName ?? id),
  );
}

/** The tenants of all lists by id; one with a name goes before one without. */
export function tenantNames(snapshot: EstateSnapshot): ReadonlyMap<string, Tenant> {
  const names = new Map<string, Tenant>();
  for (const tenant of snapshot.accounts.flatMap((account) => account.knownTenants))
    if (!names.get(tenant.id)?.displayName) names.set(tenant.id, tenant);
  return names;
}

let collator: Intl.Collator | undefined;

/** In the user's language, with numbers as numbers. The collator takes a while to make, so that nothing makes it early. */
export function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator(undefined, { numeric: true });
  return collator.compare(a, b);
}

/** Rows by their names, and those of one name by their keys. */
function inOrder<T>(rows: readonly T[], key: (row: T) => string, name: (row: T) => string): readonly T[] {
  return rows
    .map((row) => ({ row, name: name(row) }))
    .sort((a, b) => compareNames(a.name, b.name) || compareNames(key(a.row), key(b.row)))
    .map(({ row }) => row);
}
