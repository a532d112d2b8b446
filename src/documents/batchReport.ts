import * as vscode from 'vscode';
import {
  type BatchResult,
  type BatchVerdict,
  errorOf,
  requestIdsOf,
  verdictOf,
} from '../delegations/batch/batchResult.ts';
import type { Tenant } from '../delegations/estate/snapshot.ts';
import { batchOutcomeText } from '../wording/batchOutcomeText.ts';
import { errorText } from '../wording/errorText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { inSentence, plainText } from '../wording/plainText.ts';
import { fields, heading, list, type Markdown, note, paragraph, table } from './markdown.ts';

/** When a removal of many was, and what it was about. */
export interface ReportedBatch {
  readonly results: readonly BatchResult[];
  readonly begun: Date;
  readonly ended: Date;
}

/** How every removal of many ended, with its request id: what failed first, since that is what there is to do. */
export function batchReport(
  { results, begun, ended }: ReportedBatch,
  tenant: (id: string) => Tenant | undefined,
): readonly Markdown[] {
  const byVerdict = Map.groupBy(results, verdictOf);
  const accounts = new Set(results.map(({ placed }) => plainText(placed.delegation.door.accountLabel)));
  const count = (verdict: BatchVerdict): string => String(byVerdict.get(verdict)?.length ?? 0);
  const section = (verdict: BatchVerdict, title: string, remark?: string): readonly Markdown[] => {
    const inIt = byVerdict.get(verdict) ?? [];
    if (inIt.length === 0) return [];
    return [
      heading(2, title),
      ...(remark === undefined ? [] : [paragraph(remark)]),
      table(
        [
          vscode.l10n.t('Delegation'),
          vscode.l10n.t('Subscription'),
          vscode.l10n.t('Scope'),
          vscode.l10n.t('Customer'),
          vscode.l10n.t('Outcome'),
          vscode.l10n.t('Request ID'),
        ],
        inIt.map((result) => {
          const { delegation, row } = result.placed;
          return [
            offerText(delegation),
            subscriptionText(row.subscription),
            scopeText(delegation),
            tenantText(tenant(row.subscription.tenantId), row.subscription.tenantId),
            batchOutcomeText(result),
            plainText(requestIdsOf(result).requestId, '–'),
          ];
        }),
      ),
    ];
  };
  const said = results.flatMap((result) => {
    const error = verdictOf(result) === 'gone' ? undefined : errorOf(result);
    const { delegation, row } = result.placed;
    return error
      ? [
          `${inSentence(offerText(delegation))} (${inSentence(subscriptionText(row.subscription))}): ${errorText(error)}`,
        ]
      : [];
  });
  return [
    heading(1, vscode.l10n.t('Removal of {0} delegations', results.length)),
    fields([
      [vscode.l10n.t('Begun'), begun.toISOString()],
      [vscode.l10n.t('Ended'), ended.toISOString()],
      [vscode.l10n.t('By'), [...accounts].join(', ')],
      [vscode.l10n.t('Gone'), count('gone')],
      [vscode.l10n.t('Accepted, and no longer visible to you'), count('outOfSight')],
      [vscode.l10n.t('Not known'), count('open')],
      [vscode.l10n.t('Failed'), count('failed')],
      [vscode.l10n.t('Cancelled'), count('cancelled')],
    ]),
    ...section('failed', vscode.l10n.t('Failed'), vscode.l10n.t('These were not removed.')),
    ...section(
      'open',
      vscode.l10n.t('Not known'),
      vscode.l10n.t('Azure was asked to remove these, and there is no proof that they are gone.'),
    ),
    ...section(
      'outOfSight',
      vscode.l10n.t('Accepted, and no longer visible to you'),
      vscode.l10n.t(
        'Azure accepted these removals. It is usual that a subscription disappears with its last delegation, but that is no proof: the customers can see whether they are gone.',
      ),
    ),
    ...section('cancelled', vscode.l10n.t('Cancelled')),
    ...section('gone', vscode.l10n.t('Gone')),
    ...(said.length > 0 ? [heading(2, vscode.l10n.t('In full')), list(said)] : []),
    note(
      vscode.l10n.t(
        'Azure finds a request by its request ID. This report lasts as long as the window: save a copy if you need it.',
      ),
    ),
  ];
}
