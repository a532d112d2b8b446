import * as vscode from 'vscode';
import { roleId } from '../../delegations/roles.ts';
import { markdownLine } from '../../wording/markdownLine.ts';
import { markdownText } from '../../wording/markdownText.ts';
import { type BuiltInRole, builtInRoles } from '../roles/builtInRoles.ts';
import { lighthouseSupport } from '../roles/lighthouseSupport.ts';
import { roleNameOf } from '../roles/roleNameOf.ts';

/** Microsoft's pages that a hover leads to. */
const pages = {
  roles: 'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles',
  support:
    'https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles#role-support-for-azure-lighthouse',
} as const;

/** How many actions are listed before the rest is only counted. */
const mostActions = 8;

/** What is known of a role, as Markdown; nothing of a role that nobody knows. */
export function roleHover(
  roleDefinitionId: string,
  roleNames: ReadonlyMap<string, string>,
): string | undefined {
  const id = roleId(roleDefinitionId);
  const role = builtInRoles.find((each) => each.id === id);
  const name = roleNameOf(roleDefinitionId, roleNames);
  if (name === undefined) return undefined;
  const links = `[${vscode.l10n.t('Azure built-in roles')}](${pages.roles}) · [${vscode.l10n.t('Role support for Azure Lighthouse')}](${pages.support})`;
  return [`**${markdownText(name)}**`, ...(role ? factsOf(role) : []), links].join('\n\n');
}

function factsOf(role: BuiltInRole): readonly string[] {
  return [
    markdownLine(role.description),
    supportText(role),
    actionsText(vscode.l10n.t('Actions'), role.actions, role.isExcerpt),
    actionsText(vscode.l10n.t('Except'), role.notActions, false),
    actionsText(vscode.l10n.t('Data actions'), role.dataActions, false),
  ].filter((text) => text !== '');
}

/** In a word for a list, see {@link supportText} for a sentence. */
export function isSupported(role: BuiltInRole): boolean {
  return ['supported', 'withDelegatedRoles'].includes(lighthouseSupport(role).kind);
}

/** Whether a delegation may grant the role, and why not. */
export function supportText(role: BuiltInRole): string {
  const support = lighthouseSupport(role);
  switch (support.kind) {
    case 'supported':
      return `$(pass) ${markdownLine(vscode.l10n.t('Azure Lighthouse supports this role.'))}`;
    case 'withDelegatedRoles':
      return `$(warning) ${markdownLine(vscode.l10n.t('Azure Lighthouse supports this role only with delegatedRoleDefinitionIds, and not as an eligible authorization.'))}`;
    case 'owner':
      return `$(error) ${markdownLine(vscode.l10n.t('Azure Lighthouse does not support Owner.'))}`;
    case 'dataActions':
      return `$(error) ${markdownLine(vscode.l10n.t('Azure Lighthouse does not support roles with data actions.'))}`;
    case 'bannedActions':
      return `$(error) ${markdownLine(vscode.l10n.t('Azure Lighthouse does not support roles with {0}.', support.actions.join(', ')))}`;
  }
}

function actionsText(title: string, actions: readonly string[], isExcerpt: boolean): string {
  if (actions.length === 0) return '';
  const shown = actions.slice(0, mostActions).map((action) => `- \`${action}\``);
  const left = actions.length - mostActions;
  const more =
    isExcerpt || left > 0
      ? [isExcerpt ? vscode.l10n.t('and more') : vscode.l10n.t('and {0} more', left)].map(
          (text) => `- ${text}`,
        )
      : [];
  return [`${markdownLine(title)}:`, '', ...shown, ...more].join('\n');
}
