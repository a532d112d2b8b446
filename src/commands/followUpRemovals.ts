import * as vscode from 'vscode';
import type { UnreadableRecord } from '../delegations/journal/diskJournal.ts';
import { type ResolvedRemoval, resolveUnfinished } from '../delegations/journal/resolveUnfinished.ts';
import type { DeletionOutcome } from '../delegations/removal/outcome.ts';
import { systemClock } from '../delegations/removal/systemClock.ts';
import { commandIds } from '../commandIds.ts';
import { historyDays } from '../settings.ts';
import { journalErrorText } from '../wording/journalErrorText.ts';
import type { CommandContext } from './commandContext.ts';
import { connectAsRecorded } from './connectAsRecorded.ts';
import { removalPace } from './removalProgress.ts';
import { showRemovalOutcome, toldRecord } from './showRemovalOutcome.ts';

/**
 * Finds out how those removals ended that were interrupted, reports it once, and deletes what is too old. It only reads
 * from Azure, and asks the user for nothing. Never rejects.
 *
 * @returns whether something is left to be found out, as where nobody is signed in that could
 */
export async function followUpRemovals(context: CommandContext, signal: AbortSignal): Promise<boolean> {
  const { log } = context;
  try {
    const journal = await context.journal.open();
    reportDamaged((await journal.list()).unreadable, context);
    const { resolved, postponed } = await resolveUnfinished(
      journal,
      async (removal) => (await connectAsRecorded(removal, context.session, 'silent')).removal,
      { clock: systemClock, pace: removalPace, onStep: () => undefined },
      signal,
    );
    for (const { removal, because } of postponed) {
      log.info(`How the removal of ${removal.target.id} ended cannot be found out now.`);
      if ('error' in because) log.debug(String(because.error));
    }
    for (const { name, removal, outcome } of resolved)
      await toldRecord(name, removal, context).showInTree(outcome);
    report(resolved, context);
    await journal.removeOlderThan(historyDays());
    return postponed.length > 0;
  } catch (error) {
    log.error(`The history of removals: ${journalErrorText(error)}`);
    return true;
  }
}

function report(resolved: readonly ResolvedRemoval[], context: CommandContext): void {
  const [first, ...others] = resolved;
  if (first && others.length === 0) {
    const { name: record, removal, outcome } = first;
    const told = { ...toldRecord(record, removal, context), interrupted: true };
    showRemovalOutcome(outcome, told, context);
  } else if (first) {
    for (const { outcome } of resolved)
      context.log.info(`Interrupted removal of ${outcome.target.id}: ${outcome.kind}`);
    const message = summaryOf(resolved.map(({ outcome }) => outcome));
    const history = vscode.l10n.t('Show History');
    void vscode.window.showWarningMessage(message, history).then(async (answer) => {
      if (answer === history) await vscode.commands.executeCommand(commandIds.removalHistory);
    });
  }
}

/** How several ended, in numbers. */
function summaryOf(outcomes: readonly DeletionOutcome[]): string {
  const count = (...kinds: readonly DeletionOutcome['kind'][]): number =>
    outcomes.filter(({ kind }) => kinds.includes(kind)).length;
  return vscode.l10n.t(
    '{0} removals were interrupted when the editor closed. Removed: {1}. Accepted, and no longer visible to you: {2}. Still there: {3}. Not known: {4}.',
    outcomes.length,
    count('removed'),
    count('acceptedAndNoLongerVisible'),
    count('stillThere'),
    count('unknown', 'stoppedWaiting'),
  );
}

function reportDamaged(unreadable: readonly UnreadableRecord[], { log }: Pick<CommandContext, 'log'>): void {
  const damaged = unreadable.filter(({ because, isNew }) => because === 'damaged' && isNew);
  if (damaged.length === 0) return;
  for (const { path } of damaged) log.warn(`A damaged record of a removal was set aside as ${path}`);
  void vscode.window.showWarningMessage(
    damaged.length === 1
      ? vscode.l10n.t(
          'A record in the history of removals is damaged. It was set aside as {0}.',
          damaged[0]?.path ?? '',
        )
      : vscode.l10n.t(
          '{0} records in the history of removals are damaged. They were set aside in the folder “damaged” beside them; the log names them.',
          damaged.length,
        ),
  );
}
