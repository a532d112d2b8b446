import { deleteRoleId } from '../../delegations/roles.ts';
import type { AuthorizationArray, Offer } from '../model/onboardingFile.ts';
import { isActivationDuration } from '../rules/activationDuration.ts';
import type { Finding } from '../rules/finding.ts';
import { identifierOf } from '../rules/identifier.ts';
import { textOf } from '../syntax/literal.ts';
import { type Candidate, candidateOf, candidatesFor, written } from './candidates.ts';
import type { Change, NewValue } from './change.ts';
import { correctDuration } from './correctDuration.ts';
import type { Fix } from './fix.ts';
import { holdersOf, homeOf, isRole, nodeAt } from './places.ts';
import { contributorRoleId, readerRoleId } from './roleIds.ts';

/** The ways to put a finding right, the best one first; none where somebody has to think first. */
export function fixesFor(text: string, finding: Finding): readonly Fix[] {
  switch (finding.code) {
    case 'noDeleteRole':
      return grantTo(text, finding.offer, 'grantDeleteRole', deleteRoleId);
    case 'noReader':
      return grantTo(text, finding.offer, 'grantReader', readerRoleId);
    case 'eligibleWithoutReader':
      return grantReaderToSame(text, finding);
    case 'ownerRole':
      return replaceOwner(finding);
    case 'missingDelegatedRoles':
      return addDelegatedRoles(finding);
    case 'misplacedDelegatedRoles':
      return removeDelegatedRoles(finding);
    case 'activationDuration':
      return correct(finding, 'correctDuration', correctDuration(finding.subject));
    case 'malformedId':
      return takeGuid(finding);
    case 'eligibleWithoutName':
      return addName(text, finding);
    case 'differentPolicies':
      return sharePolicy(text, finding);
    case 'duplicateAuthorization':
      return removeDuplicate(finding);
    default:
      return [];
  }
}

/** A role for a principal that is there, or for a new one. */
function grantTo(
  text: string,
  offer: Offer,
  kind: 'grantDeleteRole' | 'grantReader',
  roleId: string,
): readonly Fix[] {
  const [array] = offer.authorizations.arrays;
  if (!array) return [];
  const candidates = candidatesFor(text, offer, array);
  return [
    ...candidates.map((principal, position) => ({
      kind,
      changes: [append(array, grantOf(principal, roleId))],
      principal,
      isPreferred: position === 0,
      isHarmless: false,
    })),
    {
      kind,
      changes: [append(array, newGrant(roleId))],
      isPreferred: candidates.length === 0,
      isHarmless: false,
    },
  ];
}

function grantReaderToSame(text: string, { offer, entry }: Finding): readonly Fix[] {
  const [array] = offer.authorizations.arrays;
  const principal = array && entry && candidateOf(text, entry, false);
  if (!principal) return [];
  const changes = [append(array, grantOf(principal, readerRoleId))];
  return [{ kind: 'grantReader', changes, principal, isPreferred: true, isHarmless: false }];
}

/** Contributor instead, unless the same principal has that already: then nothing is lost without Owner. */
function replaceOwner({ offer, entry, range }: Finding): readonly Fix[] {
  if (!entry) return [];
  const delegated = entry.delegatedRoles.find(({ node }) => node.offset === range.offset);
  if (delegated) {
    const list = entry.delegatedRoleDefinitionIds?.value;
    if (list?.kind !== 'array') return [];
    return entry.delegatedRoles.some(({ value }) => isRole(value, contributorRoleId))
      ? [harmless('removeOwner', { kind: 'remove', array: list, item: delegated.node })]
      : [harmless('replaceOwner', { kind: 'replace', node: delegated.node, value: contributorRoleId })];
  }
  const { list, array } = homeOf(offer, entry) ?? {};
  const role = entry.roleDefinitionId?.property.value;
  if (!list || !array || !role) return [];
  const contributors = holdersOf(list, contributorRoleId);
  const principal = identifierOf(entry.principalId?.value);
  if (principal.kind === 'guid' && contributors.has(principal.id))
    return [harmless('removeOwner', { kind: 'remove', array: array.node, item: entry.node })];
  // Eligible authorizations of one role share a policy, which this one may not fit.
  if (list === offer.eligibleAuthorizations && contributors.size > 0) return [];
  return [harmless('replaceOwner', { kind: 'replace', node: role, value: contributorRoleId })];
}

function addDelegatedRoles({ entry }: Finding): readonly Fix[] {
  if (!entry) return [];
  const list = entry.delegatedRoleDefinitionIds?.value;
  const change: Change =
    list?.kind === 'array'
      ? { kind: 'append', array: list, value: contributorRoleId }
      : {
          kind: 'addProperty',
          object: entry.node,
          name: 'delegatedRoleDefinitionIds',
          value: [contributorRoleId],
        };
  return [{ kind: 'addDelegatedRoles', changes: [change], isPreferred: true, isHarmless: false }];
}

function removeDelegatedRoles({ entry }: Finding): readonly Fix[] {
  const property = entry?.delegatedRoleDefinitionIds?.property;
  return property
    ? [harmless('removeDelegatedRoles', { kind: 'removeProperty', object: entry.node, property })]
    : [];
}

/** A resource id of a role ends in what belongs here. */
function takeGuid(finding: Finding): readonly Fix[] {
  const [guid] = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?=\s*$)/i.exec(finding.subject ?? '') ?? [];
  return guid === undefined ? [] : correct(finding, 'takeGuid', guid);
}

/** The name that the same principal has elsewhere in the offer. */
function addName(text: string, { offer, entry }: Finding): readonly Fix[] {
  const array = entry && homeOf(offer, entry)?.array;
  const self = entry && candidateOf(text, entry, true);
  const same = array && candidatesFor(text, offer, array).find(({ key }) => key === self?.key);
  if (!entry || !same?.name) return [];
  const blank = entry.principalIdDisplayName?.property.value;
  const change: Change = blank
    ? { kind: 'replace', node: blank, value: same.name }
    : { kind: 'addProperty', object: entry.node, name: 'principalIdDisplayName', value: same.name };
  return [{ ...harmless('addName', change), value: same.label }];
}

/** The policy of the first authorization of the role, unless that has to be corrected itself. */
function sharePolicy(text: string, { offer, entry, related = [] }: Finding): readonly Fix[] {
  const array = entry && homeOf(offer, entry)?.array;
  const first = array?.entries.find(
    ({ justInTimeAccessPolicy }) => justInTimeAccessPolicy?.field.property.key.offset === related[0]?.offset,
  )?.justInTimeAccessPolicy;
  const duration = first?.maximumActivationDuration?.value;
  if (!entry || !first || (duration && !isActivationDuration(textOf(duration) ?? ''))) return [];
  const value = written(text, first.field.property.value);
  const own = entry.justInTimeAccessPolicy?.field.property.value;
  const change: Change = own
    ? { kind: 'replace', node: own, value }
    : { kind: 'addProperty', object: entry.node, name: 'justInTimeAccessPolicy', value };
  return [{ kind: 'sharePolicy', changes: [change], isPreferred: true, isHarmless: false }];
}

/** The second of two that say the same; roles that only the second may assign are not lost. */
function removeDuplicate({ offer, entry }: Finding): readonly Fix[] {
  const array = entry && homeOf(offer, entry)?.array;
  if (!array || entry.delegatedRoles.length > 0 || entry.justInTimeAccessPolicy) return [];
  return [harmless('removeDuplicate', { kind: 'remove', array: array.node, item: entry.node })];
}

function correct(finding: Finding, kind: 'correctDuration' | 'takeGuid', value: string): readonly Fix[] {
  const node = nodeAt(finding);
  return node ? [{ ...harmless(kind, { kind: 'replace', node, value }), value }] : [];
}

function harmless(kind: Fix['kind'], change: Change): Fix {
  return { kind, changes: [change], isPreferred: true, isHarmless: true };
}

function append({ node }: AuthorizationArray, value: NewValue): Change {
  return { kind: 'append', array: node, value };
}

function grantOf({ id, name }: Candidate, roleDefinitionId: string): NewValue {
  return { principalId: id, principalIdDisplayName: name, roleDefinitionId };
}

function newGrant(roleDefinitionId: string): NewValue {
  return {
    principalId: '<insert principal id>',
    principalIdDisplayName: '<insert principal name>',
    roleDefinitionId,
  };
}
