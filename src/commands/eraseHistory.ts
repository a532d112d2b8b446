import * as vscode from 'vscode';
import type { CommandAction } from './commandAction.ts';

/** Deletes all records of removals from this computer, once the user has confirmed it. */
export const eraseHistory: CommandAction = async (context, { ui }) => {
  const journal = await context.journal.open();
  const { records, unreadable } = await journal.list();
  const count = records.length + unreadable.length;
  if (count === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The history of removals is empty.'));
    return;
  }
  const open = records.filter(({ state }) => state === 'unfinished').length;
  await ui.showWarningMessage(
    vscode.l10n.t('Erase the history of removals?'),
    {
      modal: true,
      detail: [
        count === 1
          ? vscode.l10n.t('It holds 1 removal on this computer.')
          : vscode.l10n.t('It holds {0} removals on this computer.', count),
        ...(open === 0
          ? []
          : [vscode.l10n.t('How {0} of them ended is not known yet, and will not be found out.', open)]),
        vscode.l10n.t('No onboarding template can be made from them any more. Nothing changes in Azure.'),
      ].join('\n'),
    },
    { title: vscode.l10n.t('Erase History') },
  );
  const kept = await journal.erase();
  void vscode.window.showInformationMessage(
    kept === 0
      ? vscode.l10n.t('The history of removals was erased.')
      : vscode.l10n.t('The history was erased, but for {0} removals that are still under way.', kept),
  );
};
