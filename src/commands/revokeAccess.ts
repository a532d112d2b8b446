import * as vscode from 'vscode';
import { Consents } from '../api/consents.ts';
import type { CommandAction } from './commandAction.ts';

/** Takes back what the user has allowed to other extensions; each is asked about again. */
export const revokeAccess: CommandAction = async ({ extension }) => {
  await new Consents(extension.globalState).revoke();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('No other extension may read your delegations now. You are asked again.'),
  );
};
