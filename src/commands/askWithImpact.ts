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
      if (!(await wantsToGoOn(goOn, signal))) return false;
    }
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
}

/** A document cannot be read behind a dialog, so that the question waits beside it, for as long as it takes. */
async function wantsToGoOn(question: string, signal: AbortSignal): Promise<boolean> {
  const yes = vscode.l10n.t('Go On…');
  const cancelled = Promise.withResolvers<undefined>();
  const cancel = (): void => cancelled.resolve(undefined);
  signal.addEventListener('abort', cancel);
  try {
    const chosen = await Promise.race([
      vscode.window.showInformationMessage(question, yes, vscode.l10n.t('Cancel')),
      cancelled.promise,
    ]);
    return chosen === yes;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
