import type { Estate } from '../estate/estate.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';

/** Every delegation that the estate has read, once for each way in which it is seen. */
export function knownDelegations(estate: Estate): readonly PlacedDelegation[] {
  return estate.managingTenants
    .flatMap(({ subscriptions }) => subscriptions)
    .flatMap((row) => (estate.delegationsOf(row) ?? []).map((delegation) => ({ row, delegation })));
}
