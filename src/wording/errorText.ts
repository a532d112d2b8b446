import * as vscode from 'vscode';
import type { ArmError } from '../arm/errors.ts';
import { plainText } from './plainText.ts';

/** What went wrong and what to do next, in one or two sentences. Azure's own message is quoted where it tells more. */
export function errorText(error: ArmError): string {
  const said = plainText(error.message, '', 500);
  const code = error.code === undefined ? '' : ` (${plainText(error.code)})`;
  switch (error.reason) {
    case 'signInRequired':
      return vscode.l10n.t('A sign-in is needed{0}. {1}', code, said);
    case 'unauthorized':
      return vscode.l10n.t('Azure refused the sign-in{0}. Sign in again. Azure says: {1}', code, said);
    case 'forbidden':
      return vscode.l10n.t('Azure denied access{0}. Azure says: {1}', code, said);
    case 'notFound':
      return vscode.l10n.t('Azure does not know it, or not for you{0}. Azure says: {1}', code, said);
    case 'conflict':
      return vscode.l10n.t('Azure refused it in the present state{0}. Azure says: {1}', code, said);
    case 'throttled':
      return vscode.l10n.t('Azure asks for fewer requests. Wait a minute and try again.');
    case 'rejected':
      return vscode.l10n.t('Azure rejected the request{0}. Azure says: {1}', code, said);
    case 'server':
      return vscode.l10n.t('Azure had a problem of its own{0}. Try again later. Azure says: {1}', code, said);
    case 'operationFailed':
      return vscode.l10n.t('The operation failed in Azure{0}. Azure says: {1}', code, said);
    case 'offline':
      return vscode.l10n.t(
        'Azure could not be reached. Check your connection and proxy settings. Details: {0}',
        said,
      );
    case 'timeout':
      return vscode.l10n.t('Azure did not answer in time. Try again. Details: {0}', said);
    case 'malformed':
      return vscode.l10n.t('Azure answered with something that cannot be understood. Details: {0}', said);
    case 'foreignOrigin':
      return vscode.l10n.t(
        'Nothing was sent, since it would have gone to another server than your cloud’s resource manager. Details: {0}',
        said,
      );
    case 'cancelled':
      return vscode.l10n.t('Cancelled.');
    case 'unexpected':
      return vscode.l10n.t('Something unexpected happened. Details: {0}', said);
  }
}

/** A few words for a row of the tree. */
export function shortErrorText(error: ArmError): string {
  switch (error.reason) {
    case 'signInRequired':
    case 'unauthorized':
      return vscode.l10n.t('sign-in needed');
    case 'forbidden':
      return vscode.l10n.t('access denied');
    case 'notFound':
      return vscode.l10n.t('not found, or not for you');
    case 'throttled':
      return vscode.l10n.t('too many requests');
    case 'offline':
      return vscode.l10n.t('Azure could not be reached');
    case 'timeout':
      return vscode.l10n.t('no answer in time');
    case 'malformed':
      return vscode.l10n.t('answer not understood');
    case 'foreignOrigin':
      return vscode.l10n.t('another server: nothing was sent');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'conflict':
    case 'rejected':
    case 'operationFailed':
    case 'server':
    case 'unexpected':
      return error.code === undefined ? vscode.l10n.t('failed') : plainText(error.code);
  }
}
