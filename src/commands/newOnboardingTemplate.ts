import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { OfferFile } from '../onboarding/create/offerFile.ts';
import { offerFiles, type OfferLanguage } from '../onboarding/create/offerFiles.ts';
import { askForOffer } from './askForOffer.ts';
import type { CommandAction } from './commandAction.ts';

/** Asks what to offer to a customer, and writes a template and its parameters that do so. */
export const newOnboardingTemplate: CommandAction = async (context, action) => {
  const language = await askForLanguage(action);
  const offer = await askForOffer(context, action);
  const folder = await askForFolder(action);
  const baseName = await freeName(folder, (name) => offerFiles(offer, language, name));
  const written = offerFiles(offer, language, baseName);
  await writeFiles(folder, written);
  for (const { name } of [written[0], written.at(-1)].filter((file) => file !== undefined))
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, name), { preview: false });
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Written: {0}. The customer deploys it to the subscription.',
      written.map(({ name }) => name).join(', '),
    ),
  );
};

/** @throws Error, worded, where they cannot be written */
async function writeFiles(folder: vscode.Uri, files: readonly OfferFile[]): Promise<void> {
  try {
    for (const { name, text } of files)
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  } catch (error) {
    throw new Error(
      vscode.l10n.t(
        'The files could not be written to {0}. Check that you may write there and that there is room. Details: {1}',
        folder.fsPath,
        error instanceof Error ? error.message : String(error),
      ),
      { cause: error },
    );
  }
}

async function askForLanguage(action: IActionContext): Promise<OfferLanguage> {
  const { data } = await action.ui.showQuickPick(
    [
      {
        label: vscode.l10n.t('ARM template (JSON)'),
        detail: vscode.l10n.t('Also for the portal'),
        data: 'json' as const,
      },
      { label: 'Bicep', detail: vscode.l10n.t('For the Azure CLI and PowerShell'), data: 'bicep' as const },
    ],
    {
      title: vscode.l10n.t('New onboarding template'),
      placeHolder: vscode.l10n.t('What the template is written in'),
      suppressPersistence: true,
    },
  );
  return data;
}

async function askForFolder(action: IActionContext): Promise<vscode.Uri> {
  const open = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [folder] = await action.ui.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    openLabel: vscode.l10n.t('Write Here'),
    title: vscode.l10n.t('Folder for the template and its parameters'),
    ...(open ? { defaultUri: open } : {}),
  });
  if (!folder) throw new Error(vscode.l10n.t('No folder was chosen.'));
  return folder;
}

/** `onboarding`, or `onboarding-2` and so on: no file is written over another. */
async function freeName(
  folder: vscode.Uri,
  filesOf: (name: string) => readonly OfferFile[],
): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'onboarding' : `onboarding-${number}`;
    const taken = await Promise.all(
      filesOf(name).map((file) => exists(vscode.Uri.joinPath(folder, file.name))),
    );
    if (!taken.includes(true)) return name;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
