import type { Authorization, AuthorizationArray, Field, OnboardingFile } from '../model/onboardingFile.ts';
import { textOf, type TextRange } from '../syntax/literal.ts';

/** An id that a document names: where, and which one. */
export interface NamedId {
  /** What is written there: the id, or what leads to it. */
  readonly range: TextRange;
  /** As written, for a role a GUID or a resource id that ends in one. */
  readonly id: string;
}

/** An array of authorizations, of one kind. */
export interface GrantArray {
  readonly array: AuthorizationArray;
  readonly kind: 'permanent' | 'eligible';
  /** Whether everything that is granted in this way stands in arrays of the document. */
  readonly isComplete: boolean;
}

/** The arrays of authorizations of a document, each once, in the order of the text. */
export function grantArrays({ offers }: OnboardingFile): readonly GrantArray[] {
  const arrays = offers.flatMap(({ authorizations, eligibleAuthorizations }) => [
    ...authorizations.arrays.map((array) => ({
      array,
      kind: 'permanent' as const,
      isComplete: authorizations.complete,
    })),
    ...eligibleAuthorizations.arrays.map((array) => ({
      array,
      kind: 'eligible' as const,
      isComplete: eligibleAuthorizations.complete,
    })),
  ]);
  const byPlace = new Map(arrays.map((each) => [each.array.node.offset, each]));
  return [...byPlace.values()].toSorted((a, b) => a.array.node.offset - b.array.node.offset);
}

/** The authorizations of a document, each once. */
export function authorizationsIn(file: OnboardingFile): readonly Authorization[] {
  const entries = grantArrays(file).flatMap(({ array }) => array.entries);
  return [...new Map(entries.map((entry) => [entry.node.offset, entry])).values()];
}

/** The roles that a document names, those that a User Access Administrator may assign included. */
export function rolesIn(file: OnboardingFile): readonly NamedId[] {
  return authorizationsIn(file).flatMap(({ roleDefinitionId, delegatedRoles }) => [
    ...namedIds(roleDefinitionId),
    ...delegatedRoles.flatMap(({ node, value }) => {
      const id = textOf(value);
      return id === undefined ? [] : [{ range: node, id }];
    }),
  ]);
}

/** The principals that a document names, those that approve activations included. */
export function principalsIn(file: OnboardingFile): readonly NamedId[] {
  return authorizationsIn(file).flatMap(({ principalId, justInTimeAccessPolicy }) => [
    ...namedIds(principalId),
    ...(justInTimeAccessPolicy?.approvers ?? []).flatMap((approver) => namedIds(approver.principalId)),
  ]);
}

function namedIds(field: Field | undefined): readonly NamedId[] {
  const id = textOf(field?.value);
  return field === undefined || id === undefined ? [] : [{ range: field.property.value, id }];
}
