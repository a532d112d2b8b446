import * as vscode from 'vscode';
import { type IActionContext, isUserCancelledError } from '@microsoft/vscode-azext-utils';
import { plainText } from '../wording/plainText.ts';

/** What somebody has to type before something is done. */
export interface TypedConfirmation {
  /** A name or a number. */
  readonly expected: string;
  /** What is going to be done, and that `expected` has to be typed. */
  readonly prompt: string;
}

/**
 * Asks for a name, or a number, to be typed, so that nobody confirms by habit. How the characters are encoded does not
 * count, nor does what nobody sees of them.
 *
 * @returns whether it was typed; false where the user leaves
 */
export async function typeToConfirm(
  { ui }: IActionContext,
  { expected, prompt }: TypedConfirmation,
): Promise<boolean> {
  const wanted = comparable(expected);
  try {
    const typed = await ui.showInputBox({
      prompt,
      placeHolder: expected,
      ignoreFocusOut: true,
      validateInput: (text) =>
        comparable(text) === wanted ? undefined : vscode.l10n.t('Type “{0}” to go on.', expected),
    });
    return comparable(typed) === wanted;
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
}

function comparable(text: string): string {
  return plainText(text)
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}]/gu, '');
}
