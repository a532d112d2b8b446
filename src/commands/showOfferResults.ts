import * as vscode from 'vscode';
import type { OfferOutcome } from '../delegations/offers/removeUnusedOffer.ts';
import type { UnusedOffer } from '../delegations/offers/unusedOffer.ts';
import { errorText } from '../wording/errorText.ts';
import { logError } from '../wording/logError.ts';
import { definitionText } from '../wording/names.ts';
import { inSentence } from '../wording/plainText.ts';
import type { CommandContext } from './commandContext.ts';

/** How the removal of one unused offer ended. */
export interface OfferResult {
  readonly offer: UnusedOffer;
  readonly outcome: OfferOutcome;
}

/** Says how removals of unused offers ended: in one word where all went well, and each one that did not. */
export function showOfferResults(results: readonly OfferResult[], { log }: CommandContext): void {
  const isGone = ({ outcome }: OfferResult): boolean =>
    outcome.kind === 'removed' || outcome.kind === 'alreadyGone';
  const gone = results.filter(isGone);
  const left = results.filter((result) => !isGone(result));
  const [only] = gone;
  if (gone.length === 1 && only)
    void vscode.window.showInformationMessage(
      only.outcome.kind === 'removed'
        ? vscode.l10n.t('Removed the offer “{0}”.', nameOf(only))
        : vscode.l10n.t('The offer “{0}” was already gone. Nothing was sent.', nameOf(only)),
    );
  if (gone.length > 1)
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} unused offers are gone.', gone.length));
  for (const result of left) {
    if ('error' in result.outcome && result.outcome.error)
      logError(log, `Removal of ${result.offer.id}`, result.outcome.error);
  }
  // The editor shows three messages at a time; one list is easier to read than more of them.
  if (left.length > 0) void showLeft(left, log);
}

/** So many are told one by one. */
const mostTold = 3;

async function showLeft(left: readonly OfferResult[], log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const more = left.length - mostTold;
  const text = [
    ...left.slice(0, mostTold).map(leftText),
    ...(more > 0 ? [vscode.l10n.t('And {0} more; the log names them.', more)] : []),
  ].join(' ');
  const answer = await vscode.window.showWarningMessage(text, showLog);
  if (answer === showLog) log.show();
}

function leftText(result: OfferResult): string {
  const { outcome } = result;
  const name = nameOf(result);
  switch (outcome.kind) {
    case 'removed':
    case 'alreadyGone':
      return '';
    case 'inUse':
      return vscode.l10n.t('A delegation uses the offer “{0}” by now. Nothing was sent.', name);
    case 'changed':
      return vscode.l10n.t('The offer “{0}” changed since you agreed. Nothing was sent.', name);
    case 'cancelled':
      return vscode.l10n.t('Cancelled. The offer “{0}” was not removed.', name);
    case 'unreadable':
      return vscode.l10n.t(
        'The offer “{0}” could not be read again, so nothing was sent. {1}',
        name,
        errorText(outcome.error),
      );
    case 'stillThere':
      return [
        vscode.l10n.t('The offer “{0}” is still there.', name),
        ...(outcome.error ? [errorText(outcome.error)] : []),
      ].join(' ');
    case 'unknown':
      return vscode.l10n.t(
        'It is not known whether the offer “{0}” was removed. {1}',
        name,
        errorText(outcome.error),
      );
  }
}

function nameOf({ offer }: OfferResult): string {
  return inSentence(definitionText(offer.definition));
}
