import * as vscode from 'vscode';
import { isReadOnly } from '../settings.ts';

/** Every removing command is absent while the extension only looks; who calls one all the same is told why. */
export function throwIfReadOnly(): void {
  if (isReadOnly())
    throw new Error(
      vscode.l10n.t('Nothing can be removed while the setting “Azure Delegations: Read Only” is on.'),
    );
}
