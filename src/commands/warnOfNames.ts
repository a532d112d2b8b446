import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { CommandContext } from './commandContext.ts';

const warned = new WeakSet<CommandContext>();

/** Says, once in a window, that what is about to be written names people of other organisations. */
export async function warnOfNames(context: CommandContext, { ui }: IActionContext): Promise<void> {
  if (warned.has(context)) return;
  await ui.showWarningMessage(
    vscode.l10n.t('The files will name people and groups of other organisations.'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'They hold tenants, subscriptions, and who had which access. Give them only to people who may know that, and delete them when they are no longer needed.',
      ),
    },
    { title: vscode.l10n.t('Continue') },
  );
  warned.add(context);
}
