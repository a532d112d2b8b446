import type { Authorization, AuthorizationArray, Field, Offer } from '../model/onboardingFile.ts';
import { identifierOf } from '../rules/identifier.ts';
import { endOf, type LiteralNode, textOf } from '../syntax/literal.ts';
import { Written } from './change.ts';

/** A principal that an offer names already. */
export interface Candidate {
  /** What tells it from others. */
  readonly key: string;
  readonly id: Written;
  readonly name: Written | undefined;
  /** Its name, or else its id, for people. */
  readonly label: string;
}

/** More than anybody chooses from in a menu. */
const mostCandidates = 10;

/** The principals of an offer that an authorization may be added for in one of its arrays; the most named first. */
export function candidatesFor(text: string, offer: Offer, array: AuthorizationArray): readonly Candidate[] {
  const arrays = [...offer.authorizations.arrays, ...offer.eligibleAuthorizations.arrays];
  const named = new Map<string, { readonly candidate: Candidate; times: number }>();
  for (const each of arrays)
    for (const entry of each.entries) {
      const candidate = candidateOf(text, entry, each === array);
      if (!candidate) continue;
      const known = named.get(candidate.key);
      if (!known) named.set(candidate.key, { candidate, times: 1 });
      else {
        known.times++;
        if (!known.candidate.name && candidate.name) named.set(candidate.key, { ...known, candidate });
      }
    }
  return [...named.values()]
    .toSorted((a, b) => b.times - a.times)
    .slice(0, mostCandidates)
    .map(({ candidate }) => candidate);
}

/** @param isNeighbour whether it goes to the same array, where references mean the same */
export function candidateOf(
  text: string,
  { principalId, principalIdDisplayName }: Authorization,
  isNeighbour: boolean,
): Candidate | undefined {
  if (!principalId || !mayBeRepeated(principalId, isNeighbour)) return undefined;
  const identifier = identifierOf(principalId.value);
  if (identifier.kind === 'malformed') return undefined;
  const id = written(text, principalId.property.value);
  const hasName = principalIdDisplayName && mayBeRepeated(principalIdDisplayName, isNeighbour);
  const name = textOf(principalIdDisplayName?.value)?.trim();
  return {
    key: identifier.kind === 'guid' ? identifier.id : id.text,
    id,
    name: hasName && name !== '' ? written(text, principalIdDisplayName.property.value) : undefined,
    label: (name === '' ? undefined : name) ?? textOf(principalId.value) ?? id.text,
  };
}

/** The text of a node, to be written again. */
export function written(text: string, node: LiteralNode): Written {
  return new Written(text.slice(node.offset, endOf(node)));
}

/** Whether the text of a field means the same in another place. */
function mayBeRepeated({ property, value }: Field, isNeighbour: boolean): boolean {
  return isNeighbour || (property.value === value && value.kind !== 'expression');
}
