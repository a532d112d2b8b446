import * as vscode from 'vscode';
import { inSentence, plainText } from './plainText.ts';

/** What the view says while its rows are filtered. */
export function filterText(text: string, shown: number, all: number): string {
  const filter = inSentence(plainText(text));
  return shown === 0
    ? vscode.l10n.t('Filter “{0}”: nothing that is known by now matches', filter)
    : vscode.l10n.t('Filter “{0}”: {1} of {2} subscriptions', filter, shown, all);
}
