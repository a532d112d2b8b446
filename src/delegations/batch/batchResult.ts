import type { ArmError } from '../../arm/errors.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import type { RemovalJudgement } from '../permission/removalJudgement.ts';
import type { RemovalOutcome, RequestIds } from '../removal/outcome.ts';

/** A removal that was not begun, or given up before anything was sent, for a reason that only a removal of many has. */
export type NotAttempted = { readonly kind: 'notAttempted' } & (
  | { readonly because: 'cancelled' }
  /** Its terms are not those any more that were agreed to. */
  | { readonly because: 'changed' }
  /** The permission is gone, as it may be after the removal of another one. */
  | { readonly because: 'noPermission'; readonly judgement: RemovalJudgement }
  /** A sign-in was asked for on behalf of all, and there was none. */
  | { readonly because: 'signInDeclined'; readonly error: ArmError }
  /** Something unexpected, before anything was sent. */
  | { readonly because: 'broke'; readonly error: unknown }
);

/** How the removal of one of many ended. */
export interface BatchResult {
  /** Through the door that was taken last. */
  readonly placed: PlacedDelegation;
  readonly outcome: RemovalOutcome | NotAttempted;
}

/**
 * What an outcome means for somebody who wanted all of them gone. `outOfSight`: accepted by Azure, and then no longer
 * visible, as is usual for the last one of a subscription; `open`: may be gone; `failed`: is not, and nobody asked for
 * that.
 */
export type BatchVerdict = 'gone' | 'outOfSight' | 'open' | 'failed' | 'cancelled';

/** What an outcome comes to. */
export function verdictOf({ outcome }: BatchResult): BatchVerdict {
  switch (outcome.kind) {
    case 'removed':
    case 'alreadyGone':
      return 'gone';
    case 'acceptedAndNoLongerVisible':
      return 'outOfSight';
    case 'unknown':
    case 'stoppedWaiting':
      return 'open';
    case 'notAttempted':
    case 'notRemoved':
      return outcome.because === 'cancelled' ? 'cancelled' : 'failed';
    case 'stillThere':
    case 'replaced':
      return 'failed';
  }
}

/** Whether it makes sense to try again: it is there, or may be, and can be seen. */
export function canBeRetried(result: BatchResult): boolean {
  const verdict = verdictOf(result);
  return verdict === 'open' || (verdict === 'failed' && result.outcome.kind !== 'replaced');
}

/** The error that an outcome tells of, where there is one. */
export function errorOf({ outcome }: BatchResult): ArmError | undefined {
  if ('heard' in outcome && 'error' in outcome.heard && outcome.heard.error) return outcome.heard.error;
  if (!('error' in outcome) || (outcome.kind === 'notAttempted' && outcome.because === 'broke'))
    return undefined;
  if (outcome.kind === 'notRemoved' && outcome.because === 'journalFailed') return undefined;
  return outcome.error;
}

/** Under which Azure can find the request that decided: of the answer to the DELETE, or of the error. */
export function requestIdsOf(result: BatchResult): RequestIds {
  const { outcome } = result;
  if ('requestIds' in outcome && outcome.requestIds) return outcome.requestIds;
  const { requestId, correlationId } = errorOf(result) ?? {};
  return {
    ...(requestId !== undefined && { requestId }),
    ...(correlationId !== undefined && { correlationId }),
  };
}
