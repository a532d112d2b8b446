import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { OnboardingFile } from '../onboarding/model/onboardingFile.ts';
import { readDocument } from '../onboarding/readDocument.ts';
import { findOnboardingFiles } from '../onboarding/workspace/findOnboardingFiles.ts';

/** A document that describes onboarding. */
export interface OnboardingDocument {
  readonly document: vscode.TextDocument;
  readonly file: OnboardingFile;
}

/** The document of the active editor where it describes onboarding; else one of the workspace, which the user picks. */
export async function onboardingDocument(action: IActionContext): Promise<OnboardingDocument> {
  const active = vscode.window.activeTextEditor?.document;
  const file = active && readDocument(active);
  return active && file ? { document: active, file } : pickDocument(action);
}

async function pickDocument(action: IActionContext): Promise<OnboardingDocument> {
  const source = new vscode.CancellationTokenSource();
  try {
    const picks = findOnboardingFiles(source.token).then(({ found }) => {
      if (found.length === 0)
        throw new Error(vscode.l10n.t('No onboarding file was found. Open the one to work with.'));
      return found.map(({ uri }) => ({ label: vscode.workspace.asRelativePath(uri), data: uri }));
    });
    const { data } = await action.ui.showQuickPick(picks, {
      placeHolder: vscode.l10n.t('Onboarding file'),
      loadingPlaceHolder: vscode.l10n.t('Looking for onboarding files…'),
      suppressPersistence: true,
    });
    const document = await vscode.workspace.openTextDocument(data);
    const file = readDocument(document);
    if (file) return { document, file };
    throw new Error(
      vscode.l10n.t('{0} describes no onboarding any more.', vscode.workspace.asRelativePath(data)),
    );
  } finally {
    source.cancel();
    source.dispose();
  }
}
