import * as vscode from 'vscode';
import type { Grant } from '../delegations/delegation.ts';
import type { DefinitionChange } from '../delegations/restore/compareDefinitions.ts';
import { grantText, principalText } from './grantText.ts';
import { plainText } from './plainText.ts';

/** What is not as it was in a definition, in a line. */
export function definitionChangeText(
  change: DefinitionChange,
  roleNames: ReadonlyMap<string, string>,
): string {
  switch (change.field) {
    case 'registrationDefinitionName':
      return wasAndIs(vscode.l10n.t('Name'), change.saved, change.current);
    case 'description':
      return wasAndIs(vscode.l10n.t('Description'), change.saved, change.current);
    case 'managedByTenantId':
      return wasAndIs(vscode.l10n.t('Managing tenant'), change.saved, change.current);
    case 'plan':
      return wasAndIs(vscode.l10n.t('Marketplace plan'), change.saved?.name, change.current?.name);
    case 'authorizations': {
      const text = (authorization: typeof change.saved): string | undefined =>
        authorization && whoAndRole({ kind: 'permanent', authorization }, roleNames);
      return cameOrWent(text(change.saved), text(change.current));
    }
    case 'eligibleAuthorizations': {
      const text = (authorization: typeof change.saved): string | undefined =>
        authorization && whoAndRole({ kind: 'eligible', authorization }, roleNames);
      return cameOrWent(text(change.saved), text(change.current));
    }
  }
}

function whoAndRole(grant: Grant, roleNames: ReadonlyMap<string, string>): string {
  return `${principalText(grant)}: ${grantText(grant, roleNames)}`;
}

function wasAndIs(what: string, saved: string | undefined, current: string | undefined): string {
  const nothing = vscode.l10n.t('nothing');
  return vscode.l10n.t('{0}: was {1}, is {2}', what, plainText(saved, nothing), plainText(current, nothing));
}

function cameOrWent(saved: string | undefined, current: string | undefined): string {
  if (saved === undefined) return vscode.l10n.t('new: {0}', current ?? '');
  if (current === undefined) return vscode.l10n.t('gone: {0}', saved);
  return saved === current
    ? vscode.l10n.t('changed: {0}', current)
    : vscode.l10n.t('changed: was {0}, is {1}', saved, current);
}
