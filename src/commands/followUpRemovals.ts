import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import type { UnreadableRecord } from '../delegations/journal/diskJournal.ts';
import type { RecordedRemoval } from '../delegations/journal/recordedRemoval.ts';
import { type ResolvedRemoval, resolveUnfinished } from '../delegations/journal/resolveUnfinished.ts';
import type { DeletionOutcome, RemovalOutcome } from '../delegations/removal/outcome.ts';
import type { CheckPorts } from '../delegations/removal/ports.ts';
import { systemClock } from '../delegations/removal/systemClock.ts';
import { historyDays } from '../settings.ts';
import { journalErrorText } from '../wording/journalErrorText.ts';
import { removalNames } from '../wording/names.ts';
import type { CommandContext } from './commandContext.ts';
import { removalPace } from './removalProgress.ts';
import { showRemovalOutcome } from './showRemovalOutcome.ts';

/** What following up needs of the extension. */
type Surroundings = Pick<CommandContext, 'log' | 'session'>;

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
      (removal) => azureFor(removal, context),
      { clock: systemClock, pace: removalPace, onStep: () => undefined },
      signal,
    );
    for (const { removal, because } of postponed) {
      log.info(`How the removal of ${removal.target.id} ended cannot be found out now.`);
      if ('error' in because) log.debug(String(because.error));
    }
    for (const { outcome } of resolved) await forgetRemoved(outcome, context);
    report(resolved, context);
    await journal.removeOlderThan(historyDays());
    return postponed.length > 0;
  } catch (error) {
    log.error(`The history of removals: ${journalErrorText(error)}`);
    return true;
  }
}

/** Azure through the door of a removal, where it is open without a question. */
async function azureFor(
  { door, resourceManager }: RecordedRemoval,
  { session }: Surroundings,
): Promise<CheckPorts['azure']> {
  const isThere =
    session.usableCloud?.resourceManager === resourceManager &&
    (await session.accounts()).some(({ id }) => id === door.accountId);
  if (!isThere)
    throw new ArmError('The account or the cloud of the removal is not there.', { reason: 'signInRequired' });
  return (await session.connect(door, 'silent')).removal;
}

function report(resolved: readonly ResolvedRemoval[], context: CommandContext): void {
  const [first, ...others] = resolved;
  if (first && others.length === 0) {
    const { name: record, removal, outcome } = first;
    const told = {
      names: removalNames(removal.target, removal.assignment),
      door: removal.door,
      record,
      showInTree: (now: RemovalOutcome) => forgetRemoved(now, context),
      interrupted: true,
    };
    showRemovalOutcome(outcome, told, context);
  } else if (first) {
    for (const { outcome } of resolved)
      context.log.info(`Interrupted removal of ${outcome.target.id}: ${outcome.kind}`);
    const message = summaryOf(resolved.map(({ outcome }) => outcome));
    void vscode.window.showWarningMessage(message);
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

async function forgetRemoved(
  { kind, target }: RemovalOutcome,
  { estate }: Pick<CommandContext, 'estate'>,
): Promise<void> {
  if (kind === 'removed') await estate.forget(target.id);
}

function reportDamaged(unreadable: readonly UnreadableRecord[], { log }: Surroundings): void {
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
