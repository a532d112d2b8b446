import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { commandIds } from '../commandIds.ts';
import type { RecordedRemoval } from '../delegations/journal/recordedRemoval.ts';
import { checkAgain, type OpenRemoval } from '../delegations/removal/checkAgain.ts';
import type { DeletionOutcome, RemovalOutcome } from '../delegations/removal/outcome.ts';
import { systemClock } from '../delegations/removal/systemClock.ts';
import { errorText } from '../wording/errorText.ts';
import { journalErrorText } from '../wording/journalErrorText.ts';
import { logError } from '../wording/logError.ts';
import { removalNames } from '../wording/names.ts';
import { removalMessage, type RemovalMessage, type RemovalNames } from '../wording/removalMessage.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandContext } from './commandContext.ts';
import { connectAsRecorded } from './connectAsRecorded.ts';
import { removalPace, stepText } from './removalProgress.ts';

/** A removal that has something to say. */
export interface ToldRemoval {
  readonly names: RemovalNames;
  /** How it reached Azure. */
  readonly through: Pick<RecordedRemoval, 'door' | 'resourceManager'>;
  /** Of its record in the journal. */
  readonly record: string | undefined;
  /** Brings the view in line with how it ended. */
  readonly showInTree: (outcome: RemovalOutcome) => Promise<void>;
  /** The editor was closed in the middle of it. */
  readonly interrupted?: boolean;
}

/** The removal that a record is of. */
export function toldRecord(
  record: string,
  { target, assignment, door, resourceManager }: RecordedRemoval,
  { estate }: Pick<CommandContext, 'estate'>,
): ToldRemoval {
  return {
    names: removalNames(target, assignment),
    through: { door, resourceManager },
    record,
    showInTree: async ({ kind }) => {
      if (kind === 'removed') await estate.forget(target.id);
    },
  };
}

/** Says how a removal ended; never more than is known. Does not wait for the user. */
export function showRemovalOutcome(
  outcome: RemovalOutcome,
  removal: ToldRemoval,
  context: CommandContext,
): void {
  context.log.info(`Removal of ${outcome.target.id}: ${outcome.kind}`);
  if ('journalError' in outcome && outcome.journalError !== undefined)
    context.log.error(
      `The record of the removal could not be completed. ${journalErrorText(outcome.journalError)}`,
    );
  const message = removalMessage(outcome, removal.names);
  if (!message) return;
  if (message.error) logError(context.log, `Removal of ${outcome.target.id}`, message.error);
  const text = removal.interrupted
    ? vscode.l10n.t('A removal was interrupted when the editor closed. {0}', message.text)
    : message.text;
  const gone = outcome.kind === 'removed' || outcome.kind === 'acceptedAndNoLongerVisible';
  void show({ ...message, text }, gone, removal, context);
}

async function show(
  message: RemovalMessage,
  gone: boolean,
  removal: ToldRemoval,
  context: CommandContext,
): Promise<void> {
  const again = vscode.l10n.t('Check Again');
  const log = vscode.l10n.t('Show Log');
  const save = vscode.l10n.t('Save Onboarding Template…');
  const buttons = [
    ...(message.open ? [again] : []),
    ...(gone && removal.record !== undefined ? [save] : []),
    ...(message.severity === 'information' ? [] : [log]),
  ];
  const answer = await showMessage(message, buttons);
  if (answer === log) context.log.show();
  if (answer === save)
    await vscode.commands.executeCommand(commandIds.saveOnboardingTemplate, removal.record);
  if (answer === again && message.open) await tryAgain(message.open, removal, context);
}

function showMessage(
  { severity, text }: Pick<RemovalMessage, 'severity' | 'text'>,
  buttons: readonly string[],
): Thenable<string | undefined> {
  switch (severity) {
    case 'information':
      return vscode.window.showInformationMessage(text, ...buttons);
    case 'warning':
      return vscode.window.showWarningMessage(text, ...buttons);
    case 'error':
      return vscode.window.showErrorMessage(text, ...buttons);
  }
}

/** Nobody waits for it who could show what goes wrong. */
async function tryAgain(open: OpenRemoval, removal: ToldRemoval, context: CommandContext): Promise<void> {
  try {
    await lookAgain(open, removal, context);
  } catch (error) {
    void vscode.window.showErrorMessage(ArmError.is(error) ? errorText(error) : String(error));
  }
}

/** Finds out by reading how a removal ended that was left open, records it and says so. */
export async function lookAgain(
  open: OpenRemoval,
  removal: ToldRemoval,
  context: CommandContext,
): Promise<void> {
  const { removal: azure } = await connectAsRecorded(removal.through, context.session, 'interactive');
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking {0}', removal.names.offer),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = cancelledBy(token);
      const found = await checkAgain(
        open,
        {
          azure,
          clock: systemClock,
          pace: removalPace,
          onStep: (step) => progress.report({ message: stepText(step) }),
        },
        signal,
      );
      return recorded(found, removal, context, signal);
    },
  );
  await removal.showInTree(outcome);
  showRemovalOutcome(outcome, removal, context);
}

/** Writes what was found out into the record of the removal. */
async function recorded(
  outcome: DeletionOutcome,
  { record }: ToldRemoval,
  { journal }: CommandContext,
  signal: AbortSignal,
): Promise<DeletionOutcome> {
  if (record === undefined) return outcome;
  try {
    const held = await (await journal.open()).reopen(record, signal);
    await held?.update({ kind: 'finished', outcome });
    return { ...outcome, record };
  } catch (journalError) {
    return { ...outcome, record, journalError };
  }
}
