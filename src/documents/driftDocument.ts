import * as vscode from 'vscode';
import type { ChangedDelegation, ChangedField, Drift } from '../delegations/drift/drift.ts';
import type { ExportedAuthorization, ExportedDelegation } from '../delegations/export/exportedInventory.ts';
import { durationText } from '../wording/grantText.ts';
import { plainText } from '../wording/plainText.ts';
import { heading, list, type Markdown, note, paragraph, table } from './markdown.ts';

/** What is different since an earlier export. */
export function driftDocument(drift: Drift, before: string, after: string): readonly Markdown[] {
  const { added, removed, changed, notSeen, notSeenBefore, unchanged } = drift;
  return [
    heading(1, vscode.l10n.t('What has changed')),
    paragraph(vscode.l10n.t('From {0} to {1}.', timeText(before), timeText(after))),
    paragraph(
      vscode.l10n.t(
        '{0} added, {1} removed, {2} changed, {3} as they were.',
        added.length,
        removed.length,
        changed.length,
        unchanged,
      ),
    ),
    ...section(vscode.l10n.t('Added'), added),
    ...section(vscode.l10n.t('Removed'), removed),
    ...(changed.length === 0
      ? []
      : [heading(2, vscode.l10n.t('Changed')), ...changed.flatMap(changedSection)]),
    ...unknown(
      vscode.l10n.t('Not seen any more'),
      vscode.l10n.t('Not everything could be read this time, so nobody knows whether these are gone.'),
      notSeen,
    ),
    ...unknown(
      vscode.l10n.t('Not seen before'),
      vscode.l10n.t('Not everything could be read the last time, so nobody knows whether these are new.'),
      notSeenBefore,
    ),
  ];
}

function section(title: string, delegations: readonly ExportedDelegation[]): readonly Markdown[] {
  return delegations.length === 0 ? [] : [heading(2, title), delegationTable(delegations)];
}

function unknown(
  title: string,
  why: string,
  delegations: readonly ExportedDelegation[],
): readonly Markdown[] {
  return delegations.length === 0 ? [] : [heading(2, title), note(why), delegationTable(delegations)];
}

function delegationTable(delegations: readonly ExportedDelegation[]): Markdown {
  return table(
    [
      vscode.l10n.t('Offer'),
      vscode.l10n.t('Managing tenant'),
      vscode.l10n.t('Customer'),
      vscode.l10n.t('Subscription'),
      vscode.l10n.t('Scope'),
      vscode.l10n.t('Access'),
    ],
    delegations.map((delegation) => [
      offerOf(delegation),
      plainText(delegation.managingTenantName, delegation.managingTenantId),
      plainText(delegation.customerTenantName, delegation.customerTenantId),
      plainText(delegation.subscriptionName, delegation.subscriptionId),
      delegation.resourceGroup === undefined
        ? vscode.l10n.t('subscription')
        : vscode.l10n.t('resource group {0}', plainText(delegation.resourceGroup)),
      delegation.authorizations?.map(grantLine).join('; ') ?? vscode.l10n.t('not told by Azure'),
    ]),
  );
}

function changedSection(change: ChangedDelegation): readonly Markdown[] {
  const { after } = change;
  const title = `${offerOf(after)} · ${plainText(after.subscriptionName, after.subscriptionId)}`;
  return [
    heading(3, title),
    list([
      ...(change.isMadeAnew
        ? [vscode.l10n.t('Removed in between, and made anew by {0}', plainText(after.createdBy, '?'))]
        : []),
      ...change.grantsAdded.map((grant) => vscode.l10n.t('Added: {0}', grantLine(grant))),
      ...change.grantsRemoved.map((grant) => vscode.l10n.t('Removed: {0}', grantLine(grant))),
      ...change.grantsChanged.map(({ before, after: now }) =>
        vscode.l10n.t('Changed: {0}, was: {1}', grantLine(now), grantLine(before)),
      ),
      ...(change.grantsUnknown
        ? [vscode.l10n.t('Azure told only once who holds what, so that cannot be compared')]
        : []),
      ...change.fields.map(fieldLine),
    ]),
  ];
}

function fieldLine({ field, before, after }: ChangedField): string {
  const nothing = vscode.l10n.t('nothing');
  return vscode.l10n.t(
    '{0}: {1}, was: {2}',
    field,
    plainText(after, nothing, 500),
    plainText(before, nothing, 500),
  );
}

function grantLine(grant: ExportedAuthorization): string {
  const { principalId, principalName, roleId, roleName, kind, maximumActivation, approvers = [] } = grant;
  const terms = [
    ...(kind === 'eligible' ? [vscode.l10n.t('eligible')] : []),
    ...(maximumActivation === undefined
      ? []
      : [vscode.l10n.t('up to {0}', durationText(maximumActivation) ?? '')]),
    ...(/^azure$/i.test(grant.multiFactorAuthProvider ?? '') ? [vscode.l10n.t('MFA')] : []),
    ...(approvers.length > 0
      ? [
          vscode.l10n.t(
            'approval by {0}',
            approvers.map(({ id, name }) => plainText(name, plainText(id))).join(', '),
          ),
        ]
      : []),
    ...(grant.delegatedRoles ?? []).map(({ id, name }) =>
      vscode.l10n.t('may assign {0}', plainText(name, plainText(id))),
    ),
  ];
  const role = plainText(roleName, plainText(roleId));
  return `${plainText(principalName, plainText(principalId))}: ${[role, ...terms].join(', ')}`;
}

function offerOf({ offer, name }: ExportedDelegation): string {
  return plainText(offer, plainText(name));
}

function timeText(time: string): string {
  return new Date(time).toLocaleString(vscode.env.language);
}
