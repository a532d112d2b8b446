import { type Delegation, termsOf } from '../delegation.ts';
import { roleId } from '../roles.ts';
import type { Overlap } from './impact.ts';

/**
 * Finds what a delegation may lose with the removal of others.
 *
 * @param removed of one managing tenant and subscription, as the delegations that are asked about, who may be among them
 * @returns nothing for a delegation that has nothing in common with the others
 */
export function overlapsWith(
  removed: readonly Delegation[],
): (delegation: Delegation) => Overlap | undefined {
  const permanent = byPair(removed, (delegation) => termsOf(delegation).authorizations);
  const eligible = byPair(removed, (delegation) => termsOf(delegation).eligibleAuthorizations);
  return (delegation) => {
    const { authorizations = [], eligibleAuthorizations = [] } = termsOf(delegation);
    const sharedWith = new Set<Delegation>();
    const isShared = (pairs: ReadonlyMap<string, readonly Delegation[]>, pair: Pair): boolean => {
      const others = (pairs.get(pairOf(pair) ?? '') ?? []).filter((other) => other !== delegation);
      for (const other of others) sharedWith.add(other);
      return others.length > 0;
    };
    const lost = {
      authorizations: authorizations.filter((authorization) => isShared(permanent, authorization)),
      eligibleAuthorizations: eligibleAuthorizations.filter((authorization) =>
        isShared(eligible, authorization),
      ),
    };
    return sharedWith.size > 0 ? { delegation, sharedWith: [...sharedWith], ...lost } : undefined;
  };
}

/** What is compared of an authorization. An answer may leave either out. */
interface Pair {
  readonly principalId?: string;
  readonly roleDefinitionId?: string;
}

/** The delegations that grant each pair. */
function byPair(
  delegations: readonly Delegation[],
  pairsOf: (delegation: Delegation) => readonly Pair[] | undefined,
): ReadonlyMap<string, readonly Delegation[]> {
  const found = new Map<string, Delegation[]>();
  for (const delegation of delegations)
    for (const pair of new Set((pairsOf(delegation) ?? []).map(pairOf))) {
      if (pair === undefined) continue;
      const holders = found.get(pair);
      if (holders) holders.push(delegation);
      else found.set(pair, [delegation]);
    }
  return found;
}

function pairOf({ principalId, roleDefinitionId }: Pair): string | undefined {
  if (!principalId || !roleDefinitionId) return undefined;
  return `${principalId.toLowerCase()}/${roleId(roleDefinitionId)}`;
}
