import * as vscode from 'vscode';
import { type IActionContext, isUserCancelledError } from '@microsoft/vscode-azext-utils';
import type { RemovalOutcome } from '../delegations/removal/outcome.ts';
import type { CheckPorts, RemovalPorts, RemovalStep } from '../delegations/removal/ports.ts';
import { removeDelegation as remove } from '../delegations/removal/removeDelegation.ts';
import { systemClock } from '../delegations/removal/systemClock.ts';
import { targetOf } from '../delegations/removal/target.ts';
import { isReadOnly } from '../settings.ts';
import { offerText } from '../wording/names.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandContext } from './commandContext.ts';
import { confirmationText } from './confirmationText.ts';
import { logJournal } from './logJournal.ts';
import { pickDelegation, type PickedDelegation } from './pickDelegation.ts';
import type { CommandAction } from './runCommand.ts';
import { showRemovalOutcome } from './showRemovalOutcome.ts';

/** Polling no faster than the Azure SDK does by itself, for as long as anybody would wait. */
export const removalPace: CheckPorts['pace'] = { pollIntervalMs: 2_000, followAtMostMs: 30 * 60_000 };

/** Removes one delegation: reads it again, asks, deletes, verifies, and says what happened. */
export const removeDelegation: CommandAction = async (context, action, [clicked]) => {
  if (isReadOnly())
    throw new Error(
      vscode.l10n.t('Nothing can be removed while the setting “Azure Delegations: Read Only” is on.'),
    );
  const picked: PickedDelegation =
    clicked?.kind === 'assignment' || clicked?.kind === 'authorization'
      ? clicked
      : await pickDelegation(context, action);
  const { delegation, row } = picked;
  const { removal } = await context.session.connect(delegation.door, 'interactive');
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Removing {0}', offerText(delegation)),
      cancellable: true,
    },
    async (progress, token) => {
      const ports: RemovalPorts = {
        azure: removal,
        journal: logJournal(context.log),
        clock: systemClock,
        pace: removalPace,
        inProgress: context.removals,
        permission: () => Promise.resolve('unknown'),
        confirm: (plan) => confirmed(action, confirmationText(plan, row, context.estate)),
        onStep: (step) => {
          progress.report({ message: stepText(step) });
          context.tree.redraw(delegation);
        },
      };
      return remove(targetOf(delegation), ports, cancelledBy(token));
    },
  );
  context.tree.redraw(delegation);
  await showInTree(outcome, picked, context);
  showRemovalOutcome(outcome, picked, context);
};

/** Brings the tree in line with how a removal ended: only what it can have changed. */
export async function showInTree(
  outcome: RemovalOutcome,
  { delegation, row }: PickedDelegation,
  { estate, tree }: Pick<CommandContext, 'estate' | 'tree'>,
): Promise<void> {
  switch (outcome.kind) {
    case 'removed':
      if (outcome.successor) tree.expire(row);
      else await estate.forget(delegation.id);
      return;
    case 'alreadyGone':
      return estate.forget(delegation.id);
    case 'acceptedAndNoLongerVisible':
      tree.expire(row);
      return estate.refreshTenant(delegation.door);
    case 'stillThere':
    case 'unknown':
    case 'stoppedWaiting':
    case 'replaced':
      tree.expire(row);
      return;
    case 'notRemoved':
      if (outcome.because === 'unreadable') tree.expire(row);
  }
}

async function confirmed(
  action: IActionContext,
  { question, detail }: ReturnType<typeof confirmationText>,
): Promise<boolean> {
  try {
    await action.ui.showWarningMessage(
      question,
      { modal: true, detail },
      { title: vscode.l10n.t('Remove Delegation') },
    );
    return true;
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
}

/** What the progress says while a removal takes a step. */
export function stepText(step: RemovalStep): string {
  switch (step) {
    case 'reading':
      return vscode.l10n.t('reading it again…');
    case 'checkingPermission':
      return vscode.l10n.t('checking your permission…');
    case 'confirming':
      return vscode.l10n.t('waiting for your confirmation…');
    case 'recording':
    case 'deleting':
      return vscode.l10n.t('sending the request…');
    case 'following':
      return vscode.l10n.t('Azure is at work. Cancelling stops the waiting, not Azure.');
    case 'verifying':
      return vscode.l10n.t('verifying…');
  }
}
