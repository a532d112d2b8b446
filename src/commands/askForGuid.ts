import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';

/** Asks for an id; returns it in lower case. */
export async function askForGuid(action: IActionContext, title: string): Promise<string> {
  const typed = await action.ui.showInputBox({
    title,
    placeHolder: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    validateInput: (text) => {
      if (!guid.test(text.trim()))
        return vscode.l10n.t('An id of 32 hexadecimal digits, in groups of 8, 4, 4, 4 and 12.');
      return /[^0-]/.test(text.trim()) ? undefined : vscode.l10n.t('An id of zeros is nobody’s.');
    },
  });
  return typed.trim().toLowerCase();
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
