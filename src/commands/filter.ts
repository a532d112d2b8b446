import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { logError } from '../wording/logError.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';

/** Asks for a text and shows only what matches it. */
export const filter: CommandAction = async (context, action) => {
  const { tree } = context;
  const text = await action.ui.showInputBox({
    prompt: vscode.l10n.t('Show only what matches all of these words'),
    placeHolder: vscode.l10n.t('Customer, subscription, offer, principal, role or id'),
    value: tree.filter ?? '',
  });
  tree.filterBy(text);
  if (tree.filter !== undefined && !context.estate.isInventoried) void readEverything(context);
};

/** Shows everything again. */
export const clearFilter: CommandAction = ({ tree }) => {
  tree.filterBy('');
  return Promise.resolve();
};

/** Offers, principals and roles are known only of what was read; meanwhile the filter shows what matches by then. */
async function readEverything({ estate, log, load }: CommandContext): Promise<void> {
  try {
    await vscode.window.withProgress({ location: { viewId: 'azureDelegations.delegations' } }, async () => {
      await load();
      await estate.takeInventory(() => undefined, new AbortController().signal);
    });
  } catch (error) {
    if (ArmError.is(error)) logError(log, 'filter', error);
    else throw error;
  }
}
