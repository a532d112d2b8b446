import * as vscode from 'vscode';
import type { BatchResult } from '../delegations/batch/batchResult.ts';
import type { ArmError } from '../arm/errors.ts';
import { shortErrorText } from './errorText.ts';
import { journalErrorText } from './journalErrorText.ts';
import { plainText } from './plainText.ts';

/** How one removal of many ended, beside the name of what was to be removed; never more than is known. */
export function batchOutcomeText({ outcome }: BatchResult): string {
  switch (outcome.kind) {
    case 'removed':
      return [
        outcome.proof === 'didNotExist'
          ? vscode.l10n.t('Gone: somebody else removed it first.')
          : outcome.proof === 'notFound'
            ? vscode.l10n.t('Gone.')
            : vscode.l10n.t('Removed.'),
        ...(outcome.successor
          ? [vscode.l10n.t('A newer delegation of the same name has taken its place.')]
          : []),
        ...(outcome.sightLost ? [vscode.l10n.t('The subscription is no longer visible to you.')] : []),
      ].join(' ');
    case 'alreadyGone':
      return vscode.l10n.t('Was already gone. Nothing was sent.');
    case 'acceptedAndNoLongerVisible':
      return vscode.l10n.t('Azure accepted it, and the subscription is no longer visible to you.');
    case 'unknown':
      return vscode.l10n.t('Not known: {0}.', inShort(outcome.error));
    case 'stoppedWaiting':
      return outcome.because === 'cancelled'
        ? vscode.l10n.t('You stopped waiting. Azure goes on.')
        : vscode.l10n.t('Azure is still at work.');
    case 'stillThere':
      return 'error' in outcome.heard && outcome.heard.error
        ? vscode.l10n.t('Still there: {0}.', inShort(outcome.heard.error))
        : vscode.l10n.t('Still there.');
    case 'replaced':
      return vscode.l10n.t('Delegated anew in the meantime. The new delegation was not touched.');
    case 'notRemoved':
      switch (outcome.because) {
        case 'alreadyRunning':
          return vscode.l10n.t('Is being removed already. Nothing was sent.');
        case 'declined':
        case 'cancelled':
          return vscode.l10n.t('Cancelled. Nothing was sent.');
        case 'unreadable':
          return vscode.l10n.t('Could not be read again: {0}. Nothing was sent.', inShort(outcome.error));
        case 'journalFailed':
          return vscode.l10n.t(
            'Could not be recorded on this computer, so nothing was sent. {0}',
            journalErrorText(outcome.error),
          );
        case 'runningElsewhere':
          return vscode.l10n.t('Is being removed already, in another window. Nothing was sent from here.');
      }
    // eslint-disable-next-line no-fallthrough -- every reason returns
    case 'notAttempted':
      switch (outcome.because) {
        case 'cancelled':
          return vscode.l10n.t('Cancelled. Nothing was sent.');
        case 'changed':
          return vscode.l10n.t('Its terms changed since you agreed. Nothing was sent.');
        case 'noPermission':
          return vscode.l10n.t('Your permission went with another removal. Nothing was sent.');
        case 'signInDeclined':
          return vscode.l10n.t('The stronger sign-in that it needs was declined. Nothing was sent.');
        case 'broke':
          return vscode.l10n.t('Something unexpected went wrong, and nothing was sent. The log says more.');
      }
  }
}

/** An error in a few words, and Azure's own code for it. */
function inShort(error: ArmError): string {
  const words = shortErrorText(error);
  const code = plainText(error.code);
  return code === '' || code === words ? words : `${words} (${code})`;
}
