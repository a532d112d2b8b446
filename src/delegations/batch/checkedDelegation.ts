import type { ArmError } from '../../arm/errors.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import type { RemovalJudgement } from '../permission/removalJudgement.ts';

/** A delegation as it is seen through one door, and whether it may be removed through that. */
export interface JudgedDelegation extends PlacedDelegation {
  readonly judgement: RemovalJudgement;
}

/** A delegation that is to be removed with others, read again and judged. */
export interface CheckedDelegation extends JudgedDelegation {
  /** Through every door, beginning with the one that promises most, which is the one above. */
  readonly doors: readonly JudgedDelegation[];
}

/** What was asked for and cannot be removed now. */
export type Unremovable =
  | { readonly because: 'noPermission'; readonly placed: CheckedDelegation }
  /** It was seen before, and Azure does not list it any more. */
  | { readonly because: 'notListed' | 'alreadyRunning'; readonly placed: PlacedDelegation }
  /** What hangs below a subscription could not be read, through any door. */
  | { readonly because: 'unreadable'; readonly row: DelegatedSubscription; readonly error: ArmError };

/** The delegations that somebody wants to remove, after a look at all of them. */
export interface BatchCheck {
  /** Each once, whatever doors it is reached through. */
  readonly removable: readonly CheckedDelegation[];
  readonly unremovable: readonly Unremovable[];
  /** Everything that was read of the same subscriptions: what the impact is worked out from. */
  readonly known: readonly PlacedDelegation[];
}
