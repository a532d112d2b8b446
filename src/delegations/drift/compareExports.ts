import type {
  ExportedAuthorization,
  ExportedDelegation,
  ExportedInventory,
  ExportedTenant,
} from '../export/exportedInventory.ts';
import type { ChangedDelegation, ChangedField, ChangedGrant, Drift } from './drift.ts';

/**
 * Compares two exports, role by role. Names that people see (of tenants, subscriptions, principals and roles), states of
 * subscriptions and the ways in which a delegation was seen do not count: they are no change of what is delegated.
 *
 * A delegation that only one of them has is an addition or a removal only where the other one could have seen it: where
 * that export is of everything, the same account looked into the same tenant, and could read the subscription.
 */
export function compareExports(before: ExportedInventory, after: ExportedInventory): Drift {
  const earlier = new Map(before.delegations.map((delegation) => [delegation.id.toLowerCase(), delegation]));
  const later = new Map(after.delegations.map((delegation) => [delegation.id.toLowerCase(), delegation]));
  const gone = [...earlier].flatMap(([id, delegation]) => (later.has(id) ? [] : [delegation]));
  const come = [...later].flatMap(([id, delegation]) => (earlier.has(id) ? [] : [delegation]));
  const inBoth = [...later].flatMap(([id, delegation]) => {
    const known = earlier.get(id);
    return known ? [changedDelegation(known, delegation)] : [];
  });
  const [seesAfter, seesBefore] = [sightOf(after), sightOf(before)];
  return {
    added: come.filter(seesBefore),
    removed: gone.filter(seesAfter),
    changed: inBoth.filter(isChange),
    notSeen: gone.filter((delegation) => !seesAfter(delegation)),
    notSeenBefore: come.filter((delegation) => !seesBefore(delegation)),
    unchanged: inBoth.filter((each) => !isChange(each)).length,
  };
}

/** Whether an export would hold a delegation if it was there. */
function sightOf({
  extent,
  lookedInto,
  notRead,
}: ExportedInventory): (delegation: ExportedDelegation) => boolean {
  const doorOf = ({ account, tenantId }: ExportedTenant): string => `${account} ${tenantId}`.toLowerCase();
  const doors = new Set(lookedInto.map(doorOf));
  const unread = new Set(
    notRead.map(({ account = '', tenantId = '', subscriptionId = '' }) =>
      `${doorOf({ account, tenantId })} ${subscriptionId}`.toLowerCase(),
    ),
  );
  return ({ subscriptionId, reachedThrough }) =>
    extent === 'everything' &&
    reachedThrough.some(
      (door) => doors.has(doorOf(door)) && !unread.has(`${doorOf(door)} ${subscriptionId}`.toLowerCase()),
    );
}

function changedDelegation(before: ExportedDelegation, after: ExportedDelegation): ChangedDelegation {
  const grantsUnknown = (before.authorizations === undefined) !== (after.authorizations === undefined);
  const [earlier, later] = grantsUnknown
    ? [new Map<string, ExportedAuthorization>(), new Map<string, ExportedAuthorization>()]
    : [byGrant(before), byGrant(after)];
  return {
    before,
    after,
    isMadeAnew:
      before.createdAt !== undefined && after.createdAt !== undefined && before.createdAt !== after.createdAt,
    fields: changedFields(before, after),
    grantsAdded: [...later].flatMap(([key, grant]) => (earlier.has(key) ? [] : [grant])),
    grantsRemoved: [...earlier].flatMap(([key, grant]) => (later.has(key) ? [] : [grant])),
    grantsChanged: [...later].flatMap(([key, grant]): readonly ChangedGrant[] => {
      const known = earlier.get(key);
      return known && termsOf(known) !== termsOf(grant) ? [{ before: known, after: grant }] : [];
    }),
    grantsUnknown,
  };
}

function isChange(change: ChangedDelegation): boolean {
  const { isMadeAnew, fields, grantsAdded, grantsRemoved, grantsChanged, grantsUnknown } = change;
  return (
    isMadeAnew ||
    grantsUnknown ||
    [fields, grantsAdded, grantsRemoved, grantsChanged].some((changes) => changes.length > 0)
  );
}

function changedFields(before: ExportedDelegation, after: ExportedDelegation): readonly ChangedField[] {
  const plan = ({ plan: bought }: ExportedDelegation): string | undefined =>
    bought && [bought.publisher, bought.product, bought.name, bought.version].join('/');
  const pairs: readonly ChangedField[] = [
    ...(
      [
        'offer',
        'description',
        'managingTenantId',
        'customerTenantId',
        'definitionId',
        'provisioningState',
      ] as const
    ).map((field) => ({ field, before: before[field], after: after[field] })),
    { field: 'plan', before: plan(before), after: plan(after) },
  ];
  // The letter case of ids differs between calls.
  const key = ({ field }: ChangedField, value: string | undefined): string | undefined =>
    field.endsWith('Id') || field === 'provisioningState' ? value?.toLowerCase() : value;
  return pairs.filter((pair) => key(pair, pair.before) !== key(pair, pair.after));
}

/** By kind, principal and role; a pair that is there several times is told apart by its place. */
function byGrant({ authorizations = [] }: ExportedDelegation): ReadonlyMap<string, ExportedAuthorization> {
  const grants = new Map<string, ExportedAuthorization>();
  for (const grant of authorizations) {
    const key = `${grant.kind} ${grant.principalId} ${grant.roleId}`.toLowerCase();
    let place = 0;
    while (grants.has(`${key} ${place}`)) place++;
    grants.set(`${key} ${place}`, grant);
  }
  return grants;
}

/** What counts of a grant beside principal and role. */
function termsOf(grant: ExportedAuthorization): string {
  const ids = (list: readonly { readonly id: string }[] = []): readonly string[] =>
    list.map(({ id }) => id.toLowerCase()).toSorted();
  const { kind, maximumActivation = 'PT8H', multiFactorAuthProvider = 'None' } = grant;
  return JSON.stringify([
    ids(grant.delegatedRoles),
    kind === 'eligible' && [maximumActivation, multiFactorAuthProvider.toLowerCase(), ids(grant.approvers)],
  ]);
}
