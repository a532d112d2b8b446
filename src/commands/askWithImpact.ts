import { type IActionContext, isUserCancelledError } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';

/** A question before something is removed. */
export interface ImpactQuestion {
  readonly question: string;
  readonly detail: string;
  /** What the button says that means yes. */
  readonly yes: string;
  /** Asks whether to go on, once the whole impact was shown. */
  readonly goOn: string;
}

/**
 * Asks in a dialog, which offers to show the whole impact first. False where the user declines, or leaves.
 *
 * @param showImpact shows a document beside the question
 * @param signal ends the waiting for somebody who reads
 */
export async function askWithImpact(
  { ui }: IActionContext,
  { question, detail, yes, goOn }: ImpactQuestion,
  showImpact: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<boolean> {
  const remove = { title: yes };
  const view = { title: vscode.l10n.t('View Full Impact') };
  try {
    for (;;) {
      const chosen = await ui.showWarningMessage(question, { modal: true, detail }, remove, view);
      if (chosen === remove) return true;
      if (chosen !== view) return false;
      await showImpact();
      if (!(await wantsToGoOn(ui, goOn, signal))) return false;
    }
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
}

/**
 * A document cannot be read behind a dialog, and notifications hide before it is read: so the question waits above it for
 * as long as it takes.
 */
async function wantsToGoOn(
  ui: IActionContext['ui'],
  question: string,
  signal: AbortSignal,
): Promise<boolean> {
  const leave = (): void => void vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  signal.addEventListener('abort', leave);
  try {
    const { data } = await ui.showQuickPick(
      [
        { label: vscode.l10n.t('Go On with the Removal…'), data: true },
        { label: vscode.l10n.t('Do Not Remove'), data: false },
      ],
      { placeHolder: question, ignoreFocusOut: true, suppressPersistence: true },
    );
    return data;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
