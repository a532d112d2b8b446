import * as vscode from 'vscode';
import { commandIds } from '../commandIds.ts';
import { type BatchVerdict, canBeRetried, verdictOf } from '../delegations/batch/batchResult.ts';
import { batchReport, type ReportedBatch } from '../documents/batchReport.ts';
import type { AssignmentNode } from '../tree/treeNode.ts';
import type { CommandContext } from './commandContext.ts';

/** Shows the report of a removal of many, and says in a word how it went. Does not wait for an answer to that. */
export async function showBatchResults(batch: ReportedBatch, context: CommandContext): Promise<void> {
  const { documents, estate } = context;
  const show = (): Promise<unknown> =>
    documents.show({
      title: vscode.l10n.t('Removal of {0} delegations', batch.results.length),
      key: `removals-${batch.begun.toISOString()}`,
      pieces: batchReport(batch, estate.tenant),
    });
  await show();
  void tell(batch, show);
}

async function tell({ results }: ReportedBatch, show: () => Promise<unknown>): Promise<void> {
  const count = (verdict: BatchVerdict): number =>
    results.filter((result) => verdictOf(result) === verdict).length;
  const gone = count('gone');
  const allGone = gone === results.length;
  const text = [
    vscode.l10n.t('{0} of {1} delegations are gone', gone, results.length),
    ...[
      [
        count('outOfSight'),
        vscode.l10n.t('accepted and no longer visible to you: {0}', count('outOfSight')),
      ] as const,
      [count('failed'), vscode.l10n.t('failed: {0}', count('failed'))] as const,
      [count('open'), vscode.l10n.t('not known: {0}', count('open'))] as const,
      [count('cancelled'), vscode.l10n.t('cancelled: {0}', count('cancelled'))] as const,
    ].flatMap(([number, words]) => (number > 0 ? [words] : [])),
  ].join(' · ');

  const report = vscode.l10n.t('Show Report');
  const retry = vscode.l10n.t('Retry Failed');
  const failed = results.filter(canBeRetried);
  const buttons = [report, ...(failed.length > 0 ? [retry] : [])];
  const answer = allGone
    ? await vscode.window.showInformationMessage(text, ...buttons)
    : await vscode.window.showWarningMessage(text, ...buttons);
  if (answer === report) await show();
  if (answer !== retry) return;
  const nodes = failed.map(({ placed }): AssignmentNode => ({
    kind: 'assignment',
    row: placed.row,
    delegation: placed.delegation,
  }));
  await vscode.commands.executeCommand(commandIds.removeDelegation, nodes[0], nodes);
}
