import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { BatchCheck, CheckedDelegation } from '../delegations/batch/checkedDelegation.ts';
import { impactOf } from '../delegations/impact/impactOf.ts';
import { impactPieces } from '../documents/impactDocument.ts';
import { heading } from '../documents/markdown.ts';
import { askWithImpact } from './askWithImpact.ts';
import { batchConfirmationText } from './batchConfirmationText.ts';
import type { CommandContext } from './commandContext.ts';
import { typeToConfirm } from './typeToConfirm.ts';

/** Says what the removal of many takes away, and has their number typed. False where the user declines, or leaves. */
export async function confirmBatch(
  chosen: readonly CheckedDelegation[],
  { known }: BatchCheck,
  { documents, estate }: CommandContext,
  action: IActionContext,
): Promise<boolean> {
  const impact = impactOf(chosen, known);
  const number = String(chosen.length);
  const title = vscode.l10n.t('Impact of removing {0} delegations', number);
  const isWanted = await askWithImpact(
    action,
    {
      ...batchConfirmationText(chosen, impact),
      yes: vscode.l10n.t('Remove Delegations…'),
      goOn: vscode.l10n.t('Nothing was removed yet. Go on with the removal of {0} delegations?', number),
    },
    () =>
      documents.show({
        title,
        key: `impact-${new Date().toISOString()}`,
        pieces: [heading(1, title), ...impactPieces(impact, estate)],
      }),
    new AbortController().signal,
  );
  return (
    isWanted &&
    typeToConfirm(action, {
      expected: number,
      prompt: vscode.l10n.t('Type {0}, the number of delegations, to remove them.', number),
    })
  );
}
