import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { CommandContext } from './commandContext.ts';
import { warnOfNames } from './warnOfNames.ts';

/** A file to write. */
export interface Report {
  /** Without its extension. */
  readonly name: string;
  readonly extension: string;
  readonly text: string;
}

/**
 * Asks where to write a file that names people, and writes it. Does nothing where the user cancels.
 *
 * @throws Error, worded, where it cannot be written
 */
export async function saveReport(
  { name, extension, text }: Report,
  context: CommandContext,
  action: IActionContext,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  await warnOfNames(context, action);
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${name}.${extension}`),
    filters: { [extension.toUpperCase()]: [extension] },
    saveLabel: vscode.l10n.t('Export'),
  });
  if (!file) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (error) {
    throw new Error(
      vscode.l10n.t(
        'Nothing could be written to {0}. Check that you may write there and that there is room. Details: {1}',
        file.fsPath,
        error instanceof Error ? error.message : String(error),
      ),
      { cause: error },
    );
  }
  const open = vscode.l10n.t('Open');
  void vscode.window
    .showInformationMessage(vscode.l10n.t('Exported to {0}.', file.fsPath), open)
    .then(async (answer) => {
      if (answer === open) await vscode.commands.executeCommand('vscode.open', file);
    });
}

/** A day as a part of a file's name: `2026-03-01`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
