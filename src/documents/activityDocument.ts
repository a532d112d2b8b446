import * as vscode from 'vscode';
import type { Activity } from '../delegations/activity/activity.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import { offerText, subscriptionText, tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import { heading, list, type Markdown, note, paragraph, table } from './markdown.ts';

/** What the activity log tells, and of what it could not be read. */
export interface ActivityReport {
  readonly title: string;
  readonly activity: readonly Activity[];
  /** Why some of it is missing, a sentence each. */
  readonly missing: readonly string[];
}

/** Who delegated or removed what, and when. */
export function activityDocument(
  { title, activity, missing }: ActivityReport,
  estate: Estate,
): readonly Markdown[] {
  return [
    heading(1, title),
    paragraph(
      vscode.l10n.t(
        'From the activity log, of which Azure keeps 90 days. It may tell of a change some minutes late.',
      ),
    ),
    ...(missing.length > 0 ? [note(vscode.l10n.t('Not everything could be read:')), list(missing)] : []),
    activity.length > 0
      ? table(
          [
            vscode.l10n.t('When'),
            vscode.l10n.t('What'),
            vscode.l10n.t('Outcome'),
            vscode.l10n.t('Who'),
            vscode.l10n.t('Delegation'),
            vscode.l10n.t('Subscription'),
            vscode.l10n.t('Customer'),
          ],
          activity.map((each) => rowOf(each, estate)),
        )
      : paragraph(
          missing.length > 0
            ? vscode.l10n.t('Nothing is known of the last 90 days.')
            : vscode.l10n.t('Nothing was delegated or removed in the last 90 days.'),
        ),
  ];
}

function rowOf(activity: Activity, estate: Estate): readonly string[] {
  const { at, status, caller, resourceId = '', subscriptionId, customerTenantId, correlationId } = activity;
  const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
  const row = rows.find(({ subscription }) => subscription.id === subscriptionId);
  const delegation = rows
    .flatMap((each) => estate.delegationsOf(each) ?? [])
    .find(({ id }) => id.toLowerCase() === resourceId);
  const name = resourceId.slice(resourceId.lastIndexOf('/') + 1);
  const customer = customerTenantId ?? row?.subscription.tenantId;
  return [
    Number.isNaN(at) ? vscode.l10n.t('not told') : new Date(at).toLocaleString(vscode.env.language),
    kindText(activity),
    plainText(status),
    plainText(caller, correlationId ? vscode.l10n.t('not told') : ''),
    delegation ? offerText(delegation) : plainText(name),
    row ? subscriptionText(row.subscription) : plainText(subscriptionId),
    customer === undefined ? '' : tenantText(estate.tenant(customer), plainText(customer)),
  ];
}

function kindText({ kind, operation }: Activity): string {
  switch (kind) {
    case 'delegated':
      return vscode.l10n.t('delegated');
    case 'removed':
      return vscode.l10n.t('delegation removed');
    case 'offered':
      return vscode.l10n.t('definition written');
    case 'withdrawn':
      return vscode.l10n.t('definition deleted');
    case 'other':
      return plainText(operation);
  }
}
