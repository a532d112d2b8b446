import type { Authorization, AuthorizationArray, AuthorizationList, Offer } from '../model/onboardingFile.ts';
import type { Finding } from '../rules/finding.ts';
import { identifierOf } from '../rules/identifier.ts';
import type { LiteralNode } from '../syntax/literal.ts';

/** The list and the array that an authorization stands in; nothing where it is written elsewhere. */
export function homeOf(
  { authorizations, eligibleAuthorizations }: Offer,
  entry: Authorization,
): { readonly list: AuthorizationList; readonly array: AuthorizationArray } | undefined {
  for (const list of [authorizations, eligibleAuthorizations]) {
    const array = list.arrays.find(
      ({ node, entries }) => entries.includes(entry) && node.items.includes(entry.node),
    );
    if (array) return { list, array };
  }
  return undefined;
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

export function isSamePrincipal(one: Authorization, other: Authorization): boolean {
  const principal = identifierOf(one.principalId?.value);
  const second = identifierOf(other.principalId?.value);
  return principal.kind === 'guid' && second.kind === 'guid' && principal.id === second.id;
}
