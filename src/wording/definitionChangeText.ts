import * as vscode from 'vscode';
import type { Grant } from '../delegations/delegation.ts';
import type { DefinitionChange } from '../delegations/restore/compareDefinitions.ts';
import { grantText, principalText } from './grantText.ts';
import { inSentence, plainText } from './plainText.ts';

/** What is not as it was in a definition: a line of a list. */
export function definitionChangeText(
  change: DefinitionChange,
  roleNames: ReadonlyMap<string, string>,
): string {
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
