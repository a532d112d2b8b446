import { type Delegation, managingTenantOf } from '../delegation.ts';
import type { Door } from '../door.ts';
import { delegatedSubscriptionKey, ownershipKey } from '../estate/managingTenants.ts';
import type { Readings } from '../estate/readings.ts';
import { isOwn, type Subscription } from '../estate/snapshot.ts';
import type { GraphAnswer } from './graphAnswer.ts';

/**
 * Keeps what the graph told of some subscriptions until all of its pages are there. Only what can be placed is kept, and
 * nothing that the resource manager told is questioned yet.
 */
export function keepForNow(
  readings: Readings,
  door: Door,
  answer: GraphAnswer,
  subscriptionIds: Iterable<string>,
  asked: number,
): void {
  for (const id of subscriptionIds)
    for (const [manager, told] of Map.groupBy(
      readings.notRemoved(answer.delegationsIn(id)),
      managingTenantOf,
    ))
      if (manager !== undefined)
        readings.keepFromGraph(delegatedSubscriptionKey(door, id, manager), told, asked);
}

/**
 * Keeps what the graph told behind a door, now that it has told everything. Returns the subscriptions that only the
 * resource manager can tell of: the graph told less of them than the list, something that cannot be understood, or
 * something else than the resource manager did.
 *
 * @param listed the subscriptions that the list of the tenant tells
 */
export function settleGraph(
  readings: Readings,
  door: Door,
  answer: GraphAnswer,
  listed: readonly Subscription[],
  asked: number,
): readonly Subscription[] {
  const isTold = (subscription: Subscription): boolean => {
    if (answer.doubts(subscription.id)) return false;
    const told = readings.notRemoved(answer.delegationsIn(subscription.id));
    return isOwn(door, subscription)
      ? keepOwn(readings, door, subscription, told, asked)
      : keepDelegated(readings, door, subscription, told, asked);
  };
  const unlisted = unlistedIn(readings, door, answer, listed);
  readings.keepUnlisted(door, unlisted);
  return [...listed, ...unlisted].filter((subscription) => !isTold(subscription));
}

/** One that is delegated to the tenant of the door. What others manage in it shows where they are. */
function keepDelegated(
  readings: Readings,
  door: Door,
  { id }: Subscription,
  told: readonly Delegation[],
  asked: number,
): boolean {
  const managers = told.map(managingTenantOf);
  if (managers.includes(undefined) || !managers.includes(door.tenantId)) return false;
  const mine = told.filter((delegation) => managingTenantOf(delegation) === door.tenantId);
  return readings.keepFromGraph(delegatedSubscriptionKey(door, id, door.tenantId), mine, asked);
}

/** One of the user's own: whoever manages something in it. */
function keepOwn(
  readings: Readings,
  door: Door,
  { id, managedByTenants }: Subscription,
  told: readonly Delegation[],
  asked: number,
): boolean {
  const byManager = new Map<string, Delegation[]>();
  for (const delegation of told) {
    const manager = managingTenantOf(delegation);
    if (manager === undefined) return false;
    const known = byManager.get(manager) ?? [];
    byManager.set(manager, [...known, delegation]);
  }
  if (!managedByTenants.every((manager) => byManager.has(manager))) return false;
  const before = readings.discovered.get(ownershipKey(door, id)) ?? [];
  for (const manager of new Set([...before, ...byManager.keys()])) {
    const key = delegatedSubscriptionKey(door, id, manager);
    if (!readings.keepFromGraph(key, byManager.get(manager) ?? [], asked)) return false;
  }
  readings.keepManagersFromGraph(door, id, new Set(byManager.keys()), asked);
  return true;
}

/** Subscriptions that only the graph knows, with something in them that belongs to this door. */
function unlistedIn(
  readings: Readings,
  door: Door,
  answer: GraphAnswer,
  listed: readonly Subscription[],
): readonly Subscription[] {
  const known = new Set(listed.map(({ id }) => id));
  return [...answer.subscriptionIds]
    .filter((id) => !known.has(id))
    .flatMap((id) => {
      const tenantId = answer.homeOf(id);
      if (tenantId === undefined) return [];
      const subscription = { id, tenantId, managedByTenants: [] };
      const managers = readings.notRemoved(answer.delegationsIn(id)).map(managingTenantOf);
      const belongs = isOwn(door, subscription)
        ? managers.length > 0
        : managers.includes(door.tenantId) || managers.includes(undefined);
      return belongs ? [subscription] : [];
    });
}
