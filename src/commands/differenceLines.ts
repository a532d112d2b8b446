import * as vscode from 'vscode';
import type { Grant } from '../delegations/delegation.ts';
import type { RemovalPlan } from '../delegations/removal/plan.ts';
import { compareDefinitions, type DefinitionChange } from '../delegations/restore/compareDefinitions.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { inSentence, plainText } from '../wording/plainText.ts';

const mostLines = 3;

/** What of a delegation is not as it was when the user agreed to remove it; at most four lines. */
export function differenceLines(
  before: RemovalPlan,
  now: RemovalPlan,
  roleNames: ReadonlyMap<string, string>,
): readonly string[] {
  const lines = differences(before, now, roleNames);
  const shown = lines.length > mostLines + 1 ? lines.slice(0, mostLines) : lines;
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [vscode.l10n.t('• and {0} more changes', left)] : [])];
}

function differences(
  before: RemovalPlan,
  now: RemovalPlan,
  roleNames: ReadonlyMap<string, string>,
): readonly string[] {
  if (!now.definition) return [vscode.l10n.t('Azure does not tell any more who has access by it.')];
  if (!before.definition) return [vscode.l10n.t('Azure tells now who has access by it.')];
  const comparison = compareDefinitions(before.definition, now.definition);
  if (comparison.kind !== 'changed')
    return [vscode.l10n.t('It has another definition now, which says the same.')];
  return comparison.changes.map((change) => changeText(change, roleNames));
}

function changeText(change: DefinitionChange, roleNames: ReadonlyMap<string, string>): string {
  const grant = (
    authorization: Grant['authorization'] | undefined,
    kind: Grant['kind'],
  ): string | undefined => {
    if (!authorization) return undefined;
    const one = { kind, authorization } as Grant;
    return `${inSentence(principalText(one))}: ${grantText(one, roleNames)}`;
  };
  switch (change.field) {
    case 'authorizations':
      return fromTo(grant(change.saved, 'permanent'), grant(change.current, 'permanent'));
    case 'eligibleAuthorizations':
      return fromTo(grant(change.saved, 'eligible'), grant(change.current, 'eligible'));
    case 'plan':
      return vscode.l10n.t(
        '• Another Marketplace plan: {0}',
        plainText(change.current?.name, vscode.l10n.t('none')),
      );
    case 'registrationDefinitionName':
      return vscode.l10n.t('• Another name: {0}', plainText(change.current, vscode.l10n.t('none')));
    case 'description':
      return vscode.l10n.t(
        '• Another description: {0}',
        plainText(change.current, vscode.l10n.t('none'), 80),
      );
    case 'managedByTenantId':
      return vscode.l10n.t(
        '• Another managing tenant: {0}',
        plainText(change.current, vscode.l10n.t('none')),
      );
  }
}

function fromTo(saved: string | undefined, current: string | undefined): string {
  if (saved === undefined) return vscode.l10n.t('• New: {0}', current ?? '');
  if (current === undefined) return vscode.l10n.t('• Not any more: {0}', saved);
  return vscode.l10n.t('• {0} (was: {1})', current, saved);
}
