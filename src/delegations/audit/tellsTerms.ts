import { termsOf } from '../delegation.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';

/** Whether Azure told who holds what by a delegation: what is not known is not wrong. */
export function tellsTerms({ delegation }: PlacedDelegation): boolean {
  return Array.isArray(termsOf(delegation).authorizations);
}
