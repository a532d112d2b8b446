import type { Delegation } from './delegation.ts';
import type { DelegatedSubscription } from './estate/managingTenants.ts';

/** A delegation, and the row that it hangs below. */
export interface PlacedDelegation {
  readonly row: DelegatedSubscription;
  readonly delegation: Delegation;
}
