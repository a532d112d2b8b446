import * as vscode from 'vscode';
import type { ArmError } from '../arm/errors.ts';
import type { OpenRemoval } from '../delegations/removal/checkAgain.ts';
import type { Heard, RemovalOutcome, Removed } from '../delegations/removal/outcome.ts';
import { errorText } from './errorText.ts';
import { journalErrorText } from './journalErrorText.ts';
import { inSentence } from './plainText.ts';

/** What is said about how a removal ended. */
export interface RemovalMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  /** How it ended was left open, and can be looked up again. */
  readonly open?: OpenRemoval;
  readonly error?: ArmError | undefined;
}

/** What a removal is called in a message: plain texts. */
export interface RemovalNames {
  readonly offer: string;
  readonly subscription: string;
}

/** Says how a removal ended, and never more than is known; nothing where the user knows already. */
export function removalMessage(outcome: RemovalOutcome, names: RemovalNames): RemovalMessage | undefined {
  const offer = inSentence(names.offer);
  const subscription = inSentence(names.subscription);
  switch (outcome.kind) {
    case 'removed':
      return { severity: 'information', text: removedText(outcome, offer, subscription) };
    case 'acceptedAndNoLongerVisible':
      return {
        severity: 'warning',
        text: vscode.l10n.t(
          'Azure accepted the removal of “{0}”, and {1} is no longer visible to you. That is usual when it was your last access, but it is no proof: the customer can see whether it is gone.',
          offer,
          subscription,
        ),
        open: outcome,
        error: outcome.error,
      };
    case 'stillThere':
      return {
        severity: 'error',
        text: [vscode.l10n.t('“{0}” is still there.', offer), heardText(outcome.heard)].join(' '),
        error: errorOf(outcome.heard),
        ...(outcome.heard.deletion === 'refused' ? {} : { open: outcome }),
      };
    case 'unknown':
      return {
        severity: 'warning',
        text: [
          vscode.l10n.t('It is not known whether “{0}” was removed.', offer),
          errorText(errorOf(outcome.heard) ?? outcome.error),
        ].join(' '),
        open: outcome,
        error: outcome.error,
      };
    case 'stoppedWaiting':
      return {
        severity: 'warning',
        text:
          outcome.because === 'cancelled'
            ? vscode.l10n.t('You stopped waiting. Azure goes on removing “{0}”.', offer)
            : vscode.l10n.t('Azure is still removing “{0}”. Check again later.', offer),
        open: outcome,
      };
    case 'alreadyGone':
      return {
        severity: 'information',
        text: vscode.l10n.t('“{0}” was already gone. Nothing was sent.', offer),
      };
    case 'replaced':
      return {
        severity: 'warning',
        text: vscode.l10n.t(
          '“{0}” was delegated anew in the meantime. The new delegation was not touched; look at it before you remove it.',
          offer,
        ),
      };
    case 'notRemoved':
      switch (outcome.because) {
        case 'declined':
          return undefined;
        case 'cancelled':
          return {
            severity: 'information',
            text: vscode.l10n.t('Cancelled. “{0}” was not removed.', offer),
          };
        case 'alreadyRunning':
          return {
            severity: 'warning',
            text: vscode.l10n.t('“{0}” is being removed already.', offer),
          };
        case 'runningElsewhere':
          return {
            severity: 'warning',
            text: vscode.l10n.t(
              '“{0}” is being removed already, in another window. Nothing was sent from here.',
              offer,
            ),
          };
        case 'unreadable':
          return {
            severity: 'error',
            text: [
              vscode.l10n.t('“{0}” could not be read again, so nothing was removed.', offer),
              errorText(outcome.error),
            ].join(' '),
            error: outcome.error,
          };
        case 'journalFailed':
          return {
            severity: 'error',
            text: [
              vscode.l10n.t(
                'The removal of “{0}” could not be recorded on this computer, so nothing was sent.',
                offer,
              ),
              journalErrorText(outcome.error),
            ].join(' '),
          };
      }
  }
}

function removedText({ proof, sightLost, successor }: Removed, offer: string, subscription: string): string {
  const first =
    proof === 'didNotExist'
      ? vscode.l10n.t('“{0}” is gone: somebody else removed it first.', offer)
      : proof === 'notFound'
        ? vscode.l10n.t('“{0}” is gone from {1}.', offer, subscription)
        : vscode.l10n.t('Removed “{0}” from {1}.', offer, subscription);
  return [
    first,
    ...(successor
      ? [vscode.l10n.t('A newer delegation of the same name has taken its place. It was not touched.')]
      : []),
    ...(sightLost ? [vscode.l10n.t('The subscription is no longer visible to you.')] : []),
  ].join(' ');
}

function heardText(heard: Heard): string {
  switch (heard.deletion) {
    case 'refused':
    case 'failed':
      return errorText(heard.error);
    case 'unanswered':
      return heard.error ? errorText(heard.error) : vscode.l10n.t('No answer to the request is known.');
    case 'accepted':
      return vscode.l10n.t('Azure accepted the removal and has not carried it out.');
    case 'succeeded':
      return vscode.l10n.t('Azure called the removal a success, and yet still lists the delegation.');
  }
}

function errorOf(heard: Heard): ArmError | undefined {
  return 'error' in heard ? heard.error : undefined;
}
