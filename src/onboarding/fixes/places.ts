import type { Authorization, AuthorizationArray, AuthorizationList, Offer } from '../model/onboardingFile.ts';
import type { Finding } from '../rules/finding.ts';
import { identifierOf } from '../rules/identifier.ts';
import type { LiteralNode } from '../syntax/literal.ts';

/** Where an authorization stands. */
export interface Home {
  readonly list: AuthorizationList;
  readonly array: AuthorizationArray;
}

/** Worked out once for each offer: there may be very many authorizations, and as many fixes. */
const homes = new WeakMap<Offer, ReadonlyMap<Authorization, Home>>();

/** The list and the array that an authorization stands in; nothing where it is written elsewhere. */
export function homeOf(offer: Offer, entry: Authorization): Home | undefined {
  const known = homes.get(offer) ?? homesIn(offer);
  homes.set(offer, known);
  return known.get(entry);
}

function homesIn({ authorizations, eligibleAuthorizations }: Offer): ReadonlyMap<Authorization, Home> {
  const found = [authorizations, eligibleAuthorizations].flatMap((list) =>
    list.arrays.flatMap((array) => {
      const written = new Set<LiteralNode>(array.node.items);
      return array.entries
        .filter(({ node }) => written.has(node))
        .map((entry) => [entry, { list, array }] as const);
    }),
  );
  return new Map(found);
}

/** The place that a finding points to, as it was written. */
export function nodeAt({ offer, entry, range }: Finding): LiteralNode | undefined {
  const fields = [
    offer.managedByTenantId,
    entry?.principalId,
    entry?.roleDefinitionId,
    entry?.justInTimeAccessPolicy?.maximumActivationDuration,
    ...(entry?.justInTimeAccessPolicy?.approvers ?? []).map(({ principalId }) => principalId),
  ];
  const nodes = [
    ...fields.flatMap((field) => field?.property.value ?? []),
    ...(entry?.delegatedRoles ?? []).map(({ node }) => node),
  ];
  return nodes.find(({ offset }) => offset === range.offset);
}

export function isRole(value: LiteralNode | undefined, roleId: string): boolean {
  const role = identifierOf(value);
  return role.kind === 'guid' && role.id === roleId;
}

/** Who holds a role by an authorization of a list, by their ids. Worked out once, as above. */
export function holdersOf(list: AuthorizationList, roleId: string): ReadonlySet<string> {
  const ofList = holders.get(list) ?? new Map<string, ReadonlySet<string>>();
  holders.set(list, ofList);
  const known = ofList.get(roleId);
  if (known) return known;
  const entries = list.arrays.flatMap((array) => array.entries);
  const found = new Set(
    entries
      .filter(({ roleDefinitionId }) => isRole(roleDefinitionId?.value, roleId))
      .map(({ principalId }) => {
        const principal = identifierOf(principalId?.value);
        return principal.kind === 'guid' ? principal.id : principal.kind;
      }),
  );
  ofList.set(roleId, found);
  return found;
}

const holders = new WeakMap<AuthorizationList, Map<string, ReadonlySet<string>>>();

export function isSamePrincipal(one: Authorization, other: Authorization): boolean {
  const principal = identifierOf(one.principalId?.value);
  const second = identifierOf(other.principalId?.value);
  return principal.kind === 'guid' && second.kind === 'guid' && principal.id === second.id;
}
