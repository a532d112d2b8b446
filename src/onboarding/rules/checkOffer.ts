import { isDeleteRole } from '../../delegations/roles.ts';
import type { AuthorizationList, Offer } from '../model/onboardingFile.ts';
import type { TextRange } from '../syntax/literal.ts';
import type { Finding } from './finding.ts';
import { type Grant, placeOf } from './grant.ts';
import { identifierOf } from './identifier.ts';

type Found = Omit<Finding, 'offer'>;

/** What the authorizations of an offer lack as a whole. Only what is certainly missing is. */
export function checkCompleteness(
  offer: Offer,
  permanent: readonly Grant[],
  eligible: readonly Grant[],
  isBroken: boolean,
): readonly Found[] {
  const range = nameOf(offer);
  if (!range || isBroken || !offer.authorizations.complete) return [];
  const readers = permanent.filter(({ reads }) => reads !== false);
  return [
    ...(offer.eligibleAuthorizations.complete && ![...permanent, ...eligible].some(mayGrantDeleteRole)
      ? [{ code: 'noDeleteRole', range } as const]
      : []),
    ...(readers.length === 0 ? [{ code: 'noReader', range } as const] : []),
    ...eligibleWithoutReader(eligible, readers),
  ];
}

/** Pairs of principal and role that occur more than once. Each array is judged by itself: more may be alternatives. */
export function checkDuplicates({ arrays }: AuthorizationList, grants: readonly Grant[]): readonly Found[] {
  const grantOf = new Map(grants.map((grant) => [grant.entry, grant]));
  return arrays.flatMap(({ entries }) => {
    const first = new Map<string, TextRange>();
    return entries.flatMap((entry): readonly Found[] => {
      const { principal, role } = grantOf.get(entry) ?? {};
      if (principal?.kind !== 'guid' || role?.kind !== 'guid') return [];
      const pair = `${principal.id} ${role.id}`;
      const before = first.get(pair);
      const range = placeOf(entry.roleDefinitionId, entry);
      if (before) return [{ code: 'duplicateAuthorization', range, entry, related: [before] }];
      first.set(pair, range);
      return [];
    });
  });
}

/** A managing tenant that is the customer's own, as far as the document says whose it is. */
export function checkTenant({ managedByTenantId, customerTenantId }: Offer): readonly Found[] {
  if (!managedByTenantId || !customerTenantId) return [];
  const manager = identifierOf(managedByTenantId.value);
  const customer = identifierOf(customerTenantId.value);
  const isSame = manager.kind === 'guid' && customer.kind === 'guid' && manager.id === customer.id;
  return isSame || managedByTenantId.property === customerTenantId.property
    ? [{ code: 'managedByCustomer', range: managedByTenantId.property.value }]
    : [];
}

/** Who has an eligible authorization sees the delegation by a permanent one, or cannot activate it. */
function eligibleWithoutReader(eligible: readonly Grant[], readers: readonly Grant[]): readonly Found[] {
  if (readers.some(({ principal }) => principal.kind !== 'guid')) return [];
  const reading = new Set(readers.map(({ principal }) => principal.kind === 'guid' && principal.id));
  const told = new Set<string>();
  return eligible.flatMap(({ entry, principal }): readonly Found[] => {
    if (principal.kind !== 'guid' || reading.has(principal.id) || told.has(principal.id)) return [];
    told.add(principal.id);
    return [{ code: 'eligibleWithoutReader', range: placeOf(entry.principalId, entry), entry }];
  });
}

function mayGrantDeleteRole({ role }: Grant): boolean {
  return role.kind === 'guid' ? isDeleteRole(role.id) : true;
}

function nameOf({ authorizations, eligibleAuthorizations }: Offer): TextRange | undefined {
  return (authorizations.arrays[0] ?? eligibleAuthorizations.arrays[0])?.name;
}
