import { type IActionContext, isUserCancelledError } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';

/** A question that is answered by typing. */
export interface TypedQuestion {
  readonly question: string;
  readonly detail: string;
  /** What has to be typed. */
  readonly expected: string;
  /** Says what to type. */
  readonly prompt: string;
}

/** Asks in a dialog, and then has something typed that nobody types by mistake. */
export async function confirmByTyping(
  action: IActionContext,
  { question, detail, expected, prompt }: TypedQuestion,
): Promise<boolean> {
  try {
    await action.ui.showWarningMessage(
      question,
      { modal: true, detail },
      { title: vscode.l10n.t('Continue…') },
    );
    await action.ui.showInputBox({
      title: question,
      prompt,
      placeHolder: expected,
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === expected ? undefined : prompt),
    });
    return true;
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
}
