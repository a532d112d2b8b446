import type { PlacedDelegation } from '../placedDelegation.ts';
import type { SearchTerms } from './searchTerms.ts';
import { delegationText, rowText, type SearchNames } from './searchTexts.ts';

/** Those delegations in which every word occurs, in their order. */
export function findDelegations(
  delegations: readonly PlacedDelegation[],
  terms: SearchTerms,
  names: SearchNames,
): readonly PlacedDelegation[] {
  let last: PlacedDelegation['row'] | undefined;
  let text = '';
  return delegations.filter(({ row, delegation }) => {
    // Delegations of one row follow each other.
    if (row !== last) text = rowText(row, names);
    last = row;
    return terms.matches(text, delegationText(delegation, names));
  });
}
