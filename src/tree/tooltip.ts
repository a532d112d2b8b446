import * as vscode from 'vscode';
import type { ArmError } from '../arm/errors.ts';
import { commandIds } from '../commandIds.ts';
import { type Delegation, grantsOf, termsOf } from '../delegations/delegation.ts';
import type { Door } from '../delegations/door.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { isDeleteRole } from '../delegations/roles.ts';
import { errorText } from '../wording/errorText.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { markdownLine } from '../wording/markdownLine.ts';
import { markdownText } from '../wording/markdownText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { permissionText } from '../wording/permissionText.ts';
import type { TreeNode } from './treeNode.ts';

/** What a row says when it is looked at longer. Everything of a stranger in it is escaped. */
export function tooltip(
  node: TreeNode,
  estate: Estate,
  judgementOf: (placed: PlacedDelegation) => RemovalJudgement | undefined,
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(linesOf(node, estate, judgementOf).join('\n\n'));
  markdown.isTrusted = { enabledCommands: [commandIds.showLog, commandIds.viewDetails] };
  return markdown;
}

function linesOf(
  node: TreeNode,
  estate: Estate,
  judgementOf: (placed: PlacedDelegation) => RemovalJudgement | undefined,
): readonly string[] {
  switch (node.kind) {
    case 'managingTenant': {
      const { id, subscriptions } = node.managingTenant;
      const tenant = estate.tenant(id);
      return [
        heading(tenantText(tenant, id)),
        ...fields(
          [vscode.l10n.t('Domain'), tenant?.defaultDomain],
          [vscode.l10n.t('Tenant'), id],
          [
            vscode.l10n.t('Delegated subscriptions'),
            String(new Set(subscriptions.map(({ subscription }) => subscription.id)).size),
          ],
        ),
      ];
    }
    case 'customer': {
      const tenant = estate.tenant(node.tenantId);
      return [
        heading(tenantText(tenant, node.tenantId)),
        ...fields(
          [vscode.l10n.t('Domain'), tenant?.defaultDomain],
          [vscode.l10n.t('Tenant'), node.tenantId],
          [
            vscode.l10n.t('Managed by'),
            tenantText(estate.tenant(node.managingTenantId), node.managingTenantId),
          ],
        ),
      ];
    }
    case 'subscription':
      return subscriptionLines(node.row, estate);
    case 'assignment':
      return assignmentLines(node.delegation, judgementOf(node), estate);
    case 'authorization': {
      const { grant } = node;
      const { authorization } = grant;
      return [
        heading(principalText(grant)),
        ...fields(
          [vscode.l10n.t('Holds'), grantText(grant, estate.roleNames)],
          [vscode.l10n.t('Principal'), authorization.principalId],
          [vscode.l10n.t('Role'), authorization.roleDefinitionId],
        ),
        ...(isDeleteRole(authorization.roleDefinitionId)
          ? [
              vscode.l10n.t(
                'With this role, users of the managing tenant can remove the delegation themselves.',
              ),
            ]
          : []),
      ];
    }
    case 'problem':
    case 'accountProblem':
      return errorLines(node.error);
    case 'nothing':
      return [
        vscode.l10n.t(
          'Azure lists no delegation of this subscription to this tenant. Seeing one needs the Reader role, or one that includes it.',
        ),
      ];
    case 'tenantProblem':
      return [
        heading(tenantText(estate.tenant(node.state.door.tenantId), node.state.door.tenantId)),
        ...fields([vscode.l10n.t('Tenant'), node.state.door.tenantId]),
        ...(node.state.status === 'signInRequired'
          ? [vscode.l10n.t('This tenant wants a sign-in of its own. Select the row to sign in.')]
          : node.state.error
            ? errorLines(node.state.error)
            : []),
        ...fields(doorField(node.state.door, estate)),
      ];
    case 'unchecked':
      return [
        vscode.l10n.t(
          'A delegation of a single resource group shows only when its subscription is read. Select the row to read each of your subscriptions once.',
        ),
        ...estate.checkErrors.slice(0, 3).flatMap(errorLines),
      ];
  }
}

function subscriptionLines(row: DelegatedSubscription, estate: Estate): readonly string[] {
  const { subscription, managingTenantId, door } = row;
  return [
    heading(subscriptionText(subscription)),
    ...fields(
      [vscode.l10n.t('Subscription'), subscription.id],
      [vscode.l10n.t('State'), subscription.state],
      [vscode.l10n.t('Customer'), tenantText(estate.tenant(subscription.tenantId), subscription.tenantId)],
      [vscode.l10n.t('Managed by'), tenantText(estate.tenant(managingTenantId), managingTenantId)],
    ),
    ...fields(doorField(door, estate)),
  ];
}

function assignmentLines(
  delegation: Delegation,
  judgement: RemovalJudgement | undefined,
  estate: Estate,
): readonly string[] {
  const terms = termsOf(delegation);
  const plan = delegation.assignment.properties?.registrationDefinition?.plan;
  const grants = grantsOf(delegation);
  const canLeave = grants.some(({ authorization }) => isDeleteRole(authorization.roleDefinitionId));
  return [
    heading(offerText(delegation)),
    ...(terms.description ? [markdownText(terms.description)] : []),
    ...fields(
      [vscode.l10n.t('Scope'), scopeText(delegation)],
      [vscode.l10n.t('State'), delegation.assignment.properties?.provisioningState],
      [vscode.l10n.t('Created'), createdText(delegation)],
      [vscode.l10n.t('Marketplace offer'), plan && `${plan.publisher} / ${plan.product} / ${plan.name}`],
      [vscode.l10n.t('Delegation'), delegation.name],
    ),
    canLeave
      ? vscode.l10n.t('Grants the delete role: users of the managing tenant who hold it can remove it.')
      : judgement?.answer === 'yes' || judgement?.answer === 'perhaps'
        ? vscode.l10n.t('Does not grant the delete role.')
        : vscode.l10n.t('Does not grant the delete role: only the customer can remove it.'),
    ...(judgement ? [markdownLine(permissionText(judgement, estate.roleNames))] : []),
    grants
      .slice(0, 10)
      .map(
        (grant) =>
          `- ${markdownText(principalText(grant))}: ${markdownText(grantText(grant, estate.roleNames))}`,
      )
      .join('\n'),
    ...(grants.length > 10 ? [vscode.l10n.t('and {0} more', grants.length - 10)] : []),
    ...fields(doorField(delegation.door, estate)),
    `[${vscode.l10n.t('View Details')}](command:${commandIds.viewDetails}?${encodeURIComponent(JSON.stringify([delegation.key]))})`,
  ];
}

function errorLines(error: ArmError): readonly string[] {
  return [
    markdownText(errorText(error)),
    ...fields([vscode.l10n.t('Request'), error.requestId]),
    `[${vscode.l10n.t('Show Log')}](command:${commandIds.showLog})`,
  ];
}

function createdText({ assignment }: Delegation): string | undefined {
  const { createdAt, createdBy } =
    assignment.systemData ?? assignment.properties?.registrationDefinition?.systemData ?? {};
  const time = Date.parse(createdAt ?? '');
  const date = Number.isNaN(time) ? undefined : new Date(time).toLocaleString(vscode.env.language);
  return [date, createdBy].filter(Boolean).join(', ') || undefined;
}

function doorField(door: Door, estate: Estate): readonly [string, string] {
  const tenant = tenantText(estate.tenant(door.tenantId), door.tenantId);
  return [vscode.l10n.t('Reached as'), vscode.l10n.t('{0} in {1}', door.accountLabel, tenant)];
}

function heading(text: string): string {
  return `**${markdownText(text)}**`;
}

/** Names and values, a line each, in one paragraph; what has no value is left out. */
function fields(
  ...pairs: readonly (readonly [name: string, value: string | undefined])[]
): readonly string[] {
  const lines = pairs.flatMap(([name, value]) => (value ? [`${name}: ${markdownText(value)}`] : []));
  return lines.length === 0 ? [] : [lines.join('  \n')];
}
