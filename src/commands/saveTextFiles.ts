import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { CommandContext } from './commandContext.ts';
import { warnOfNames } from './warnOfNames.ts';

/** Texts for a folder of their own. */
interface TextFiles {
  readonly folderName: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Asks for a folder and saves files in one of their own inside.
 *
 * @returns the folder that they are in
 * @throws Error, worded, where they cannot be written
 */
export async function saveTextFiles(
  { folderName, files }: TextFiles,
  context: CommandContext,
  action: IActionContext,
): Promise<vscode.Uri> {
  const { ui } = action;
  const [chosen] = await ui.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    openLabel: vscode.l10n.t('Save Here'),
    title: vscode.l10n.t('Folder for “{0}”', folderName),
  });
  if (!chosen) throw new Error(vscode.l10n.t('No folder was chosen.'));
  const folder = vscode.Uri.joinPath(chosen, folderName);
  if (await isThere(folder))
    await ui.showWarningMessage(
      vscode.l10n.t('Replace the files in “{0}”?', folderName),
      { modal: true, detail: vscode.l10n.t('{0} is there already.', folder.fsPath) },
      { title: vscode.l10n.t('Replace') },
    );
  await warnOfNames(context, action);
  try {
    await vscode.workspace.fs.createDirectory(folder);
    for (const { name, text } of files)
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  } catch (error) {
    throw new Error(
      vscode.l10n.t(
        'The files could not be saved in {0}. Check that you may write there and that there is room. Details: {1}',
        folder.fsPath,
        error instanceof Error ? error.message : String(error),
      ),
      { cause: error },
    );
  }
  return folder;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
