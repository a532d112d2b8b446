import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { type IActionContext, UserCancelledError } from '@microsoft/vscode-azext-utils';
import type { JournalRecord } from '../delegations/journal/diskJournal.ts';
import { evidenceOf } from '../delegations/journal/evidence.ts';
import { markdownDocument } from '../documents/markdown.ts';
import { removalDocument } from '../documents/removalDocument.ts';
import type { CommandContext } from './commandContext.ts';
import { warnOfNames } from './warnOfNames.ts';

/** Writes what is known of a removal into a file, for a ticket. */
export async function exportEvidence(
  { name, removal }: JournalRecord,
  context: CommandContext,
  action: IActionContext,
): Promise<void> {
  const { data: format } = await action.ui.showQuickPick(
    [
      {
        label: 'Markdown',
        description: vscode.l10n.t('for people'),
        data: {
          extension: 'md',
          text: () => markdownDocument(removalDocument(removal, context.estate.roleNames)),
        },
      },
      {
        label: 'JSON',
        description: vscode.l10n.t('for programs, with everything that Azure told'),
        data: {
          extension: 'json',
          text: () => `${JSON.stringify(evidenceOf(removal), undefined, 2)}\n`,
        },
      },
    ],
    { placeHolder: vscode.l10n.t('Format of the evidence'), suppressPersistence: true },
  );
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `removal-${name}.${format.extension}`),
    filters: { [format.extension.toUpperCase()]: [format.extension] },
    saveLabel: vscode.l10n.t('Export'),
  });
  if (!file) throw new UserCancelledError();
  await warnOfNames(context, action);
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(format.text()));
  } catch (error) {
    throw new Error(
      vscode.l10n.t(
        'The evidence could not be written to {0}. Details: {1}',
        file.fsPath,
        error instanceof Error ? error.message : String(error),
      ),
      { cause: error },
    );
  }
  const open = vscode.l10n.t('Open');
  void vscode.window
    .showInformationMessage(vscode.l10n.t('Exported the evidence to {0}.', file.fsPath), open)
    .then(async (answer) => {
      if (answer === open) await vscode.commands.executeCommand('vscode.open', file);
    });
}
