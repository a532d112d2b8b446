import * as vscode from 'vscode';
import { inSentence, plainText } from '../../wording/plainText.ts';
import type { Fix } from '../fixes/fix.ts';

/** What a quick fix does, as its title. */
export function fixText({ kind, principal, value }: Fix): string {
  const { l10n } = vscode;
  const name = inSentence(plainText(principal?.label));
  switch (kind) {
    case 'grantDeleteRole':
      return principal
        ? l10n.t('Grant the Delete Role to {0}', name)
        : l10n.t('Grant the Delete Role to a new principal');
    case 'grantReader':
      return principal ? l10n.t('Grant Reader to {0}', name) : l10n.t('Grant Reader to a new principal');
    case 'replaceOwner':
      return l10n.t('Replace Owner by Contributor');
    case 'removeOwner':
      return l10n.t('Remove Owner: Contributor is there already');
    case 'addDelegatedRoles':
      return l10n.t('Let it assign Contributor');
    case 'removeDelegatedRoles':
      return l10n.t('Remove delegatedRoleDefinitionIds');
    case 'correctDuration':
    case 'takeGuid':
      return l10n.t('Change to {0}', inSentence(plainText(value)));
    case 'addName':
      return l10n.t('Name it {0}', inSentence(plainText(value)));
    case 'sharePolicy':
      return l10n.t('Use the policy of the first authorization of this role');
    case 'removeDuplicate':
      return l10n.t('Remove the repeated authorization');
    case 'makeEligible':
      return l10n.t('Convert to an eligible authorization, with a permanent Reader');
  }
}
