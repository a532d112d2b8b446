import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalOutcome } from '../delegations/removal/outcome.ts';
import type { RemovalPorts } from '../delegations/removal/ports.ts';
import { removeDelegation } from '../delegations/removal/removeDelegation.ts';
import { systemClock } from '../delegations/removal/systemClock.ts';
import { targetOf } from '../delegations/removal/target.ts';
import { offerText, subscriptionText } from '../wording/names.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandContext } from './commandContext.ts';
import { confirmRemoval } from './confirmRemoval.ts';
import { journalThrough } from './journalThrough.ts';
import { judgeNow } from './judgeNow.ts';
import { removalPace, stepText } from './removalProgress.ts';
import { showInTree } from './showInTree.ts';
import { showRemovalOutcome, type ToldRemoval } from './showRemovalOutcome.ts';

/** Removes one delegation: reads it again, asks, deletes, verifies, says what happened, and returns that. */
export async function removeOne(
  context: CommandContext,
  action: IActionContext,
  picked: PlacedDelegation,
): Promise<RemovalOutcome> {
  const { delegation, row } = picked;
  const { removal, resourceManager } = await context.session.connect(delegation.door, 'interactive');
  let judgement: RemovalJudgement | undefined;
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Remove {0}', offerText(delegation)),
      cancellable: true,
    },
    async (progress, token) => {
      const ports: RemovalPorts = {
        azure: removal,
        journal: journalThrough(context, delegation.door, resourceManager),
        clock: systemClock,
        pace: removalPace,
        inProgress: context.removals,
        permission: async (_target, assignment, stop) => {
          judgement = await judgeNow({ row, delegation: { ...delegation, assignment } }, context, stop);
          return judgement.answer;
        },
        confirm: (plan, stop, agreed) =>
          confirmRemoval({ plan, agreed, judgement, placed: picked }, context, action, stop),
        onStep: (step) => {
          progress.report({ message: stepText(step) });
          if (step === 'deleting') context.log.info(`Removing ${delegation.id}`);
          if (step === 'deleting') context.tree.showRemoval(delegation, true);
        },
      };
      return removeDelegation(targetOf(delegation, row.subscription.displayName), ports, cancelledBy(token));
    },
  );
  if (outcome.kind !== 'notRemoved' || outcome.because !== 'alreadyRunning')
    context.tree.showRemoval(delegation, false);
  const told: ToldRemoval = {
    names: { offer: offerText(delegation), subscription: subscriptionText(row.subscription) },
    through: { door: delegation.door, resourceManager },
    record: 'record' in outcome ? outcome.record : undefined,
    showInTree: async (now) => {
      await showInTree(now, picked, context);
      // What the removal took away may be what allowed others.
      if (now.kind !== 'notRemoved') context.permissions.forget(delegation.subscriptionId);
    },
  };
  await told.showInTree(outcome);
  showRemovalOutcome(outcome, told, context);
  return outcome;
}
