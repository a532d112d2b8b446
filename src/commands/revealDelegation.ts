import * as vscode from 'vscode';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { inSentence } from '../wording/plainText.ts';
import { offerText } from '../wording/names.ts';
import type { CommandContext } from './commandContext.ts';

/** Shows a delegation in the tree and selects it. A filter that hides it ends. */
export async function revealDelegation(
  placed: PlacedDelegation,
  { tree, view, estate }: Pick<CommandContext, 'tree' | 'view' | 'estate'>,
): Promise<void> {
  if (!tree.isShown(placed)) tree.filterBy('');
  // What is there now, and not what was known of it when it was found.
  const delegations = await estate.readDelegations(placed.row);
  const delegation = delegations.find(({ key }) => key === placed.delegation.key);
  if (!delegation)
    throw new Error(
      vscode.l10n.t('Azure does not list {0} any more.', inSentence(offerText(placed.delegation))),
    );
  await view.reveal({ kind: 'assignment', row: placed.row, delegation }, { select: true, focus: true });
}
