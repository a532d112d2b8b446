import * as vscode from 'vscode';
import { JournalError } from '../delegations/journal/journalError.ts';
import { plainText } from './plainText.ts';

/** Why the history of removals cannot be read or written, and what to do about it, in one or two sentences. */
export function journalErrorText(error: unknown): string {
  if (!JournalError.is(error)) return error instanceof Error ? error.message : String(error);
  switch (error.reason) {
    case 'noSpace':
      return vscode.l10n.t('The disk is full. Make room and try again; the folder is {0}.', error.folder);
    case 'readOnly':
      return vscode.l10n.t('The folder {0} cannot be written to. Check its permissions.', error.folder);
    case 'takenOver':
      return vscode.l10n.t('Another window has taken the record over. Look at the history there or here.');
    case 'underWay':
      return vscode.l10n.t('The removal is still under way, here or in another window.');
    case 'failed':
      return vscode.l10n.t(
        'The folder {0} cannot be used. Details: {1}',
        error.folder,
        plainText(error.cause instanceof Error ? error.cause.message : '', '-', 500),
      );
  }
}
