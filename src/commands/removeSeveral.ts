import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { batchPace } from '../delegations/batch/batchPace.ts';
import { type BatchResult, errorOf, verdictOf } from '../delegations/batch/batchResult.ts';
import type { BatchCheck, CheckedDelegation } from '../delegations/batch/checkedDelegation.ts';
import { checkDelegations, type Chosen } from '../delegations/batch/checkDelegations.ts';
import { type BatchPorts, removeDelegations } from '../delegations/batch/removeDelegations.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { systemClock } from '../delegations/removal/systemClock.ts';
import { journalErrorText } from '../wording/journalErrorText.ts';
import { logError } from '../wording/logError.ts';
import { batchInTree, type BatchInTree } from './batchInTree.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandContext } from './commandContext.ts';
import { confirmBatch } from './confirmBatch.ts';
import { journalThrough } from './journalThrough.ts';
import { pickRemovals } from './pickRemovals.ts';
import { removeOne } from './removeOne.ts';
import { showBatchResults } from './showBatchResults.ts';

/**
 * Removes many delegations: looks at all of them first, has the user choose, asks once, and reports how each one ended.
 * Where the user chooses one alone, it is removed as such.
 * Resolves when the removals are over; does not wait for what the user does with the report.
 *
 * @param title of the picker, such as *Remove Delegations of Contoso*
 */
export async function removeSeveral(
  context: CommandContext,
  action: IActionContext,
  chosen: Chosen,
  title: string,
): Promise<void> {
  const check = await checked(context, chosen);
  if (!check) return;
  const agreed = await pickRemovals(title, check, context.estate);
  const [first] = agreed;
  if (!first) return;
  if (agreed.length === 1) {
    await removeOne(context, action, first);
    return;
  }
  if (!(await confirmBatch(agreed, check, context, action))) return;
  const begun = new Date();
  const inTree = batchInTree(context);
  const results = await removed(context, agreed, inTree);
  await inTree.end();
  await showBatchResults({ results, begun, ended: new Date() }, context);
}

/** Resolves with nothing where the user cancels. */
function checked(context: CommandContext, chosen: Chosen): Thenable<BatchCheck | undefined> {
  const { estate, removals } = context;
  forgetRefusals(context, chosen);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading the delegations and your permissions'),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = cancelledBy(token);
      try {
        return await checkDelegations(
          chosen,
          {
            rows: estate.managingTenants.flatMap(({ subscriptions }) => subscriptions),
            readDelegations: (row) => estate.readDelegations(row, signal),
            judge: (placed, stop) => judged(context, placed, stop),
            isBeingRemoved: (id) => removals.has(id),
            onProgress: (done, of) => {
              progress.report({ increment: 100 / of, message: vscode.l10n.t('{0} of {1}', done, of) });
            },
          },
          signal,
        );
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    },
  );
}

function removed(
  context: CommandContext,
  agreed: readonly CheckedDelegation[],
  inTree: BatchInTree,
): Thenable<readonly BatchResult[]> {
  const { removals, session } = context;
  let failed = 0;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Removing {0} delegations', agreed.length),
      cancellable: true,
    },
    (progress, token) => {
      progress.report({ message: vscode.l10n.t('{0} of {1}', 0, agreed.length) });
      const ports: BatchPorts = {
        connect: async (door, traffic) => {
          const azure = await session.connectForMany(door, traffic.answered, traffic.hold);
          return { azure: azure.removal, journal: journalThrough(context, door, azure.resourceManager) };
        },
        judge: (placed, signal) => judged(context, placed, signal),
        forgetPermissions: (subscriptionId) => context.permissions.forget(subscriptionId),
        inProgress: removals,
        clock: systemClock,
        pace: batchPace,
        onStep: (placed, step) => inTree.onStep(placed, step),
        onResult: (result, done, of) => {
          log(context.log, result);
          inTree.onResult(result);
          if (verdictOf(result) === 'failed') failed++;
          progress.report({
            increment: 100 / of,
            message:
              failed === 0
                ? vscode.l10n.t('{0} of {1}', done, of)
                : vscode.l10n.t('{0} of {1}, {2} failed', done, of, failed),
          });
        },
      };
      return removeDelegations(agreed, ports, cancelledBy(token));
    },
  );
}

/** A yes that is known counts; anything else is looked up now, since a role may have been activated since. */
function forgetRefusals({ estate, permissions }: CommandContext, chosen: Chosen): void {
  const rows = chosen.rows ?? chosen.delegations.map(({ row }) => row);
  const refused = rows.filter((row) =>
    (estate.delegationsOf(row) ?? []).some((delegation) => {
      const known = permissions.known(row, delegation);
      return known !== undefined && known.answer !== 'yes';
    }),
  );
  for (const id of new Set(refused.map(({ subscription }) => subscription.id))) permissions.forget(id);
}

/** A sign-in in the middle forgets all permissions, also those that are on their way: then they are read again. */
async function judged(
  { permissions }: CommandContext,
  { row, delegation }: PlacedDelegation,
  signal: AbortSignal,
): Promise<RemovalJudgement> {
  for (;;) {
    try {
      return await permissions.judge(row, delegation, signal);
    } catch (error) {
      if (signal.aborted || !ArmError.is(error, 'cancelled')) throw error;
    }
  }
}

function log(channel: vscode.LogOutputChannel, result: BatchResult): void {
  const { placed, outcome } = result;
  const { id } = placed.delegation;
  channel.info(`Removal of ${id}: ${'because' in outcome ? outcome.because : outcome.kind}`);
  const error = errorOf(result);
  if (error) logError(channel, `Removal of ${id}`, error);
  if ('journalError' in outcome && outcome.journalError !== undefined)
    channel.error(
      `The record of the removal could not be completed. ${journalErrorText(outcome.journalError)}`,
    );
  if (outcome.kind === 'notAttempted' && outcome.because === 'broke')
    channel.error(outcome.error instanceof Error ? outcome.error : String(outcome.error));
}
