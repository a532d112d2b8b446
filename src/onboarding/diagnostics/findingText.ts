import * as vscode from 'vscode';
import { inSentence, plainText } from '../../wording/plainText.ts';
import { roleNameOf } from '../roles/roleNameOf.ts';
import type { Finding } from '../rules/finding.ts';
import { textOf } from '../syntax/literal.ts';

/**
 * What is wrong, and what to do about it, in plain text.
 *
 * @param roleNames names of roles as the cloud tells them, by GUID in lower case
 */
export function findingText(finding: Finding, roleNames: ReadonlyMap<string, string>): string {
  const { l10n } = vscode;
  const subject = inSentence(plainText(finding.subject));
  const roleDefinitionId = textOf(finding.entry?.roleDefinitionId?.value);
  const known = roleDefinitionId && roleNameOf(roleDefinitionId, roleNames);
  const role = inSentence(plainText(known, plainText(roleDefinitionId)));
  switch (finding.code) {
    case 'noDeleteRole':
      return l10n.t(
        'Nobody in the managing tenant can remove this delegation later, only the customer: no authorization grants the Managed Services Registration assignment Delete Role.',
      );
    case 'ownerRole':
      return l10n.t(
        'Azure Lighthouse does not support Owner. The widest role that it supports is Contributor.',
      );
    case 'unsupportedRole':
      return finding.subject === undefined
        ? l10n.t('User Access Administrator cannot assign its own role.')
        : l10n.t('Azure Lighthouse does not support {0}: the role has {1}.', role, subject);
    case 'customRole':
      return l10n.t('{0} is no built-in role, and Azure Lighthouse does not support others.', role);
    case 'missingDelegatedRoles':
      return l10n.t(
        'Azure Lighthouse supports User Access Administrator only with delegatedRoleDefinitionIds, the roles that it may assign to managed identities.',
      );
    case 'eligibleUserAccessAdministrator':
      return l10n.t('User Access Administrator cannot be granted as an eligible authorization.');
    case 'misplacedDelegatedRoles':
      return l10n.t(
        'Only User Access Administrator has delegatedRoleDefinitionIds; {0} assigns no roles.',
        role,
      );
    case 'noReader':
      return l10n.t(
        'Nobody sees this delegation under My customers: no permanent authorization grants Reader, or a role that includes it.',
      );
    case 'eligibleWithoutReader':
      return l10n.t(
        'This principal cannot activate its eligible authorization: it has no permanent Reader, nor a role that includes it.',
      );
    case 'eligibleWithoutName':
      return l10n.t('An eligible authorization needs a principalIdDisplayName.');
    case 'activationDuration':
      return l10n.t(
        'The maximum activation duration has to be from 30 minutes (PT30M) to 8 hours (PT8H), as an ISO 8601 duration.',
      );
    case 'tooManyApprovers':
      return l10n.t('{0} approvers are more than the 10 that Azure Lighthouse allows.', subject);
    case 'differentPolicies':
      return l10n.t(
        'Eligible authorizations of one role share one policy. This one differs from another of {0}.',
        role,
      );
    case 'duplicateAuthorization':
      return l10n.t('This principal has {0} already.', role);
    case 'malformedId':
      return finding.subject === undefined ? l10n.t('This is no GUID.') : l10n.t('{0} is no GUID.', subject);
    case 'placeholder':
      return finding.related?.length
        ? l10n.t('To be filled in, in {0} places.', finding.related.length + 1)
        : l10n.t('To be filled in.');
    case 'zeroPrincipal':
      return l10n.t(
        'There is no principal of this id. Replace it by the id of a user or group of the managing tenant.',
      );
    case 'managedByCustomer':
      return l10n.t(
        'This is the customer’s own tenant. managedByTenantId is the tenant that receives access.',
      );
  }
}

/** What else a finding is about, beside its place. */
export function relatedText({ code }: Finding): string {
  if (code === 'placeholder') return vscode.l10n.t('To be filled in as well.');
  return code === 'differentPolicies'
    ? vscode.l10n.t('The policy that it differs from.')
    : vscode.l10n.t('The first time.');
}
