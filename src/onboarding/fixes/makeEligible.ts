import { deleteRoleId, ownerRoleId } from '../../delegations/roles.ts';
import type { Authorization, AuthorizationArray, Offer, OnboardingFile } from '../model/onboardingFile.ts';
import { userAccessAdministratorRoleId, lighthouseSupport } from '../roles/lighthouseSupport.ts';
import { identifierOf } from '../rules/identifier.ts';
import { includesReader, type RoleTable } from '../rules/roleTable.ts';
import { endOf, type TextRange } from '../syntax/literal.ts';
import { candidateOf, written } from './candidates.ts';
import type { Change, NewValue } from './change.ts';
import type { Fix } from './fix.ts';
import { homeOf, isRole, isSamePrincipal } from './places.ts';
import { readerRoleId } from './roleIds.ts';

/** A new policy: multifactor authentication, and the longest activation. */
const strictPolicy: NewValue = { multiFactorAuthProvider: 'Azure', maximumActivationDuration: 'PT8H' };

/**
 * Makes the permanent authorization at a place an eligible one, and leaves a permanent Reader, without which nobody
 * could activate it. Only for roles that change something, and where the document has a place for eligible ones.
 */
export function makeEligible(
  text: string,
  { offers, broken }: OnboardingFile,
  at: TextRange,
  roles: RoleTable,
): readonly Fix[] {
  if (broken) return [];
  for (const offer of offers)
    for (const array of offer.authorizations.arrays) {
      const entry = array.entries.find(({ node }) => node.offset <= at.offset && endOf(at) <= endOf(node));
      if (entry && homeOf(offer, entry)) return converted(text, offer, array, entry, roles);
    }
  return [];
}

function converted(
  text: string,
  offer: Offer,
  array: AuthorizationArray,
  entry: Authorization,
  roles: RoleTable,
): readonly Fix[] {
  const role = entry.roleDefinitionId;
  const principal = candidateOf(text, entry, false);
  if (!role || !principal?.name || role.property.value !== role.value || !isPrivileged(entry, roles))
    return [];
  const eligible = offer.eligibleAuthorizations.arrays.flatMap(({ entries }) => entries);
  const sameRole = eligible.filter(({ roleDefinitionId }) => isSameRole(roleDefinitionId?.value, role.value));
  if (sameRole.some((other) => isSamePrincipal(other, entry))) return [];
  const [model] = sameRole;
  const policy = model?.justInTimeAccessPolicy?.field.property.value;
  const value: NewValue = {
    justInTimeAccessPolicy: policy ? written(text, policy) : model ? undefined : strictPolicy,
    principalId: principal.id,
    principalIdDisplayName: principal.name,
    roleDefinitionId: written(text, role.value),
  };
  const addition = added(offer, value);
  if (!addition) return [];
  const reads = array.entries.some(
    (other) => other !== entry && isSamePrincipal(other, entry) && readsByRole(other, roles),
  );
  const change: Change = reads
    ? { kind: 'remove', array: array.node, item: entry.node }
    : { kind: 'replace', node: role.value, value: readerRoleId };
  return [
    { kind: 'makeEligible', changes: [change, addition], principal, isPreferred: false, isHarmless: false },
  ];
}

/** Into the eligible authorizations that are there, or into new ones where the definition may have some. */
function added({ eligibleAuthorizations, definition }: Offer, value: NewValue): Change | undefined {
  const [array] = eligibleAuthorizations.arrays;
  if (array) return { kind: 'append', array: array.node, value };
  if (!definition || !eligibleAuthorizations.complete) return undefined;
  return { kind: 'addProperty', object: definition, name: 'eligibleAuthorizations', value: [value] };
}

/** Whether a role that a delegation may grant changes anything but the delegation itself. */
function isPrivileged({ roleDefinitionId }: Authorization, roles: RoleTable): boolean {
  const role = identifierOf(roleDefinitionId?.value);
  const known = role.kind === 'guid' ? roles.find(role.id) : undefined;
  if (!known || [ownerRoleId, userAccessAdministratorRoleId, deleteRoleId].includes(known.id)) return false;
  return (
    lighthouseSupport(known).kind === 'supported' && known.actions.some((action) => !/\bread$/i.test(action))
  );
}

function readsByRole({ roleDefinitionId }: Authorization, roles: RoleTable): boolean {
  const role = identifierOf(roleDefinitionId?.value);
  const known = role.kind === 'guid' ? roles.find(role.id) : undefined;
  return known !== undefined && includesReader(known);
}

function isSameRole(value: Parameters<typeof isRole>[0], role: Parameters<typeof isRole>[0]): boolean {
  const { kind, ...rest } = identifierOf(role);
  return kind === 'guid' && 'id' in rest && isRole(value, rest.id);
}
