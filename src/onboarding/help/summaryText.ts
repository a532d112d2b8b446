import * as vscode from 'vscode';
import { inSentence, plainText } from '../../wording/plainText.ts';
import type { GrantSummary } from './grantSummary.ts';

/** What stands above a list of authorizations, such as “4 principals, 6 roles, delete role: MSP Operators”. */
export function summaryText(summary: GrantSummary): string {
  const { principals, isPartial } = summary;
  return [
    principals === 1 ? vscode.l10n.t('1 principal') : vscode.l10n.t('{0} principals', principals),
    rolesText(summary),
    ...deleteRoleText(summary),
    ...(isPartial ? [vscode.l10n.t('and what cannot be told here')] : []),
  ].join(', ');
}

function rolesText({ kind, roles }: GrantSummary): string {
  if (kind === 'permanent') return roles === 1 ? vscode.l10n.t('1 role') : vscode.l10n.t('{0} roles', roles);
  return roles === 1 ? vscode.l10n.t('1 eligible role') : vscode.l10n.t('{0} eligible roles', roles);
}

function deleteRoleText({ kind, deleteRoleHolders, isPartial }: GrantSummary): readonly string[] {
  const names = deleteRoleHolders.map((name) =>
    inSentence(plainText(name, vscode.l10n.t('unnamed principal'))),
  );
  if (names.length > 0) return [vscode.l10n.t('delete role: {0}', names.join(', '))];
  // It may stand where nobody can tell, and an eligible one alone is no way out.
  return kind === 'permanent' && !isPartial ? [vscode.l10n.t('no delete role')] : [];
}
