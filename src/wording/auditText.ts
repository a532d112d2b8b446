import * as vscode from 'vscode';
import type { Finding, RuleId, Severity } from '../delegations/audit/auditRule.ts';
import { definitionOf } from '../delegations/delegation.ts';
import { roleName } from '../delegations/roles.ts';
import { grantText, principalText } from './grantText.ts';
import { offerText, subscriptionText } from './names.ts';
import { inSentence, plainText } from './plainText.ts';

/** How much a finding matters. */
export function severityText(severity: Severity): string {
  switch (severity) {
    case 'error':
      return vscode.l10n.t('Error');
    case 'warning':
      return vscode.l10n.t('Warning');
    case 'note':
      return vscode.l10n.t('Note');
  }
}

/** What a rule finds, in a few words. */
export function ruleTitle(rule: RuleId): string {
  switch (rule) {
    case 'managing-tenant-not-allowed':
      return vscode.l10n.t('Managed by a tenant that is not allowed');
    case 'no-delete-role':
      return vscode.l10n.t('Nobody in the managing tenant can remove it');
    case 'overlapping-grants':
      return vscode.l10n.t('The same access by several delegations');
    case 'standing-broad-access':
      return vscode.l10n.t('Broad access all the time');
    case 'user-access-administrator':
      return vscode.l10n.t('User Access Administrator');
    case 'eligible-without-mfa':
      return vscode.l10n.t('Activation without multifactor authentication');
    case 'eligible-without-approval':
      return vscode.l10n.t('Activation without approval');
    case 'single-user-access':
      return vscode.l10n.t('Access of one person instead of a group');
    case 'provisioning':
      return vscode.l10n.t('Provisioning failed, or does not end');
    case 'orphaned-definition':
      return vscode.l10n.t('A definition that no delegation uses');
    case 'several-offer-versions':
      return vscode.l10n.t('The same offer in several versions');
    case 'onboarding-not-restricted':
      return vscode.l10n.t('Onboarding is not restricted');
  }
}

/** Why it matters, and what to do. */
export function ruleAdvice(rule: RuleId): string {
  switch (rule) {
    case 'managing-tenant-not-allowed':
      return vscode.l10n.t(
        'The setting azureDelegations.audit.allowedManagingTenants names the tenants that may manage. Remove these delegations, or add the tenant to the setting.',
      );
    case 'no-delete-role':
      return vscode.l10n.t(
        'Only the customer can remove a delegation that does not grant the Managed Services Registration assignment Delete Role. Onboard again with that role for a group of the managing tenant.',
      );
    case 'overlapping-grants':
      return vscode.l10n.t(
        'Where one principal has the same role by several delegations of a subscription, removing one of them can take it from the others. Grant each role to each principal once, and onboard those again that stay after a removal.',
      );
    case 'standing-broad-access':
      return vscode.l10n.t(
        'A role that may change nearly everything is held permanently. Make it an eligible authorization, which is activated for some hours, with multifactor authentication and approval.',
      );
    case 'user-access-administrator':
      return vscode.l10n.t(
        'In a delegation this role may assign the named roles to managed identities, and it cannot be eligible. Check that the named roles are no more than policies need.',
      );
    case 'eligible-without-mfa':
      return vscode.l10n.t(
        'The role can be activated without multifactor authentication. Set multiFactorAuthProvider to Azure.',
      );
    case 'eligible-without-approval':
      return vscode.l10n.t(
        'The role can be activated without anybody’s approval. Name approvers in the policy of the authorization.',
      );
    case 'single-user-access':
      return vscode.l10n.t(
        'People change their jobs, and a group changes without onboarding again. Grant roles to groups. Only users who are signed in here, or who are called by a sign-in name, can be told from groups.',
      );
    case 'provisioning':
      return vscode.l10n.t(
        'A delegation that failed gives no access. Onboard again, or remove it. One that has been under way for longer than an hour seldom ends: look at its deployment.',
      );
    case 'orphaned-definition':
      return vscode.l10n.t(
        'It gives no access, and is left over where a delegation was removed. Only the customer can delete it.',
      );
    case 'several-offer-versions':
      return vscode.l10n.t(
        'Customers of the same offer have given different access. Update those that are behind by onboarding again.',
      );
    case 'onboarding-not-restricted':
      return vscode.l10n.t(
        'Whoever may assign roles can delegate the subscription to any tenant. Assign the built-in policy “Allow managing tenant ids to onboard through Azure Lighthouse”.',
      );
  }
}

/** What was found, in a line without markup: for reports and tooltips. */
export function findingText(finding: Finding, roleNames: ReadonlyMap<string, string>): string {
  const { delegations, definition, subscription } = finding;
  const terms = definition?.definition.properties;
  const about = definition
    ? [plainText(terms?.registrationDefinitionName, plainText(definition.definition.id, '', 500))]
    : subscription
      ? [subscriptionText(subscription.subscription)]
      : delegations.map(
          ({ row, delegation }) => `${offerText(delegation)} (${subscriptionText(row.subscription)})`,
        );
  const what = `${ruleTitle(finding.ruleId)}: ${about.map(inSentence).join(', ')}`;
  const details = findingDetails(finding, roleNames);
  return details === '' ? what : `${what}. ${details}`;
}

/** The particulars of a finding: who holds what, in how many versions, in which state; empty where there are none. */
export function findingDetails(finding: Finding, roleNames: ReadonlyMap<string, string>): string {
  const { delegations, grants = [], versions, provisioning } = finding;
  const details = [
    ...grants.map((grant) => {
      const assignable =
        grant.kind === 'permanent' ? (grant.authorization.delegatedRoleDefinitionIds ?? []) : [];
      const roles = assignable.map((id) => plainText(roleName(id, roleNames))).join(', ');
      return `${principalText(grant)}: ${grantText(grant, roleNames)}${roles === '' ? '' : ` (${roles})`}`;
    }),
    ...(versions ? [vscode.l10n.t('{0} versions', versions.length), ...planVersions(finding)] : []),
    ...(provisioning
      ? delegations.map(({ delegation }) => plainText(delegation.assignment.properties?.provisioningState))
      : []),
  ];
  return details.join('; ');
}

/** The versions of the Marketplace plan, where there are any. */
function planVersions({ delegations }: Finding): readonly string[] {
  const versions = delegations.flatMap(({ delegation }) => definitionOf(delegation)?.plan?.version ?? []);
  return [...new Set(versions.map((version) => plainText(version)))].filter(Boolean).toSorted();
}
