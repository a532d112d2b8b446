import type { RemovalOutcome } from '../delegations/removal/outcome.ts';

/** How a removal ended, for a model. Nothing is called removed that is not known to be. */
export function removalText(outcome: RemovalOutcome | undefined): string {
  if (!outcome)
    return 'Nothing is known to be removed: the user left, or was shown an error. Do not try again.';
  switch (outcome.kind) {
    case 'removed':
      return outcome.successor
        ? 'Removed; meanwhile somebody created another delegation with the same id, which is still there.'
        : 'Removed: Azure confirmed it.';
    case 'alreadyGone':
      return 'It was already gone. Nothing was sent.';
    case 'replaced':
      return 'Nothing was removed: another delegation has this id by now. Look at it before you go on.';
    case 'notRemoved':
      return `Nothing was removed (${outcome.because}). Do not try again unless the user wants it.`;
    case 'stillThere':
      return 'It is still there after the request. The editor tells the user why.';
    case 'acceptedAndNoLongerVisible':
    case 'unknown':
    case 'stoppedWaiting':
      return `It is not known whether it was removed (${outcome.kind}). The editor tells the user more. Do not try again.`;
  }
}
