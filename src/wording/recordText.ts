import * as vscode from 'vscode';
import type { JournalRecord } from '../delegations/journal/diskJournal.ts';
import type { OutcomeFacts } from '../delegations/journal/outcomeFacts.ts';

/** How a recorded removal ended, in a few words. */
export function recordStateText({ state, removal }: JournalRecord): string {
  const outcome = removal.finished?.outcome;
  if (outcome) return outcomeFactsText(outcome);
  return state === 'underWay'
    ? vscode.l10n.t('under way')
    : vscode.l10n.t('interrupted; how it ended is not known yet');
}

/** An outcome, in a few words. */
export function outcomeFactsText(outcome: OutcomeFacts): string {
  switch (outcome.kind) {
    case 'removed':
      return outcome.successor
        ? vscode.l10n.t('removed; a newer delegation has taken its place')
        : vscode.l10n.t('removed');
    case 'acceptedAndNoLongerVisible':
      return vscode.l10n.t('accepted, and no longer visible to you');
    case 'stillThere':
      return vscode.l10n.t('still there');
    case 'unknown':
      return vscode.l10n.t('not known');
    case 'stoppedWaiting':
      return vscode.l10n.t('accepted; nobody waited for the end');
    case 'alreadyGone':
      return vscode.l10n.t('already gone; nothing was sent');
    case 'replaced':
      return vscode.l10n.t('delegated anew before; nothing was sent');
    case 'notRemoved':
      return vscode.l10n.t('not removed; nothing was sent');
  }
}

/** How it is known that a delegation is gone. */
export function proofText(proof: Extract<OutcomeFacts, { readonly kind: 'removed' }>['proof']): string {
  switch (proof) {
    case 'operationSucceeded':
      return vscode.l10n.t('Azure reported that its operation succeeded.');
    case 'deletedAtOnce':
      return vscode.l10n.t('Azure answered that it was deleted.');
    case 'didNotExist':
      return vscode.l10n.t('Azure answered that there was nothing to delete: somebody else was faster.');
    case 'notFound':
      return vscode.l10n.t('Azure does not find it any more, and its subscription can be read.');
    case 'successor':
      return vscode.l10n.t('A later delegation with the same id has its place.');
  }
}

/** A time of a record for people: the date and the time of this computer, with the offset from UTC. */
export function timeText(iso: string): string {
  return new Intl.DateTimeFormat(vscode.env.language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  }).format(new Date(iso));
}
