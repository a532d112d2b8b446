import * as vscode from 'vscode';
import { commandIds } from '../commandIds.ts';
import { type Delegation, grantsOf, isMarketplaceOffer } from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription, ManagingTenant } from '../delegations/estate/managingTenants.ts';
import { isDeleteRole } from '../delegations/roles.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalPermission } from '../delegations/removal/plan.ts';
import { shortErrorText } from '../wording/errorText.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { shortPermissionText } from '../wording/permissionText.ts';
import { plainText } from '../wording/plainText.ts';
import { delegationCount, delegationCountOf, managedCounts, subscriptionCount } from './counts.ts';
import { managedPath, rowUri } from './findingDecorations.ts';
import { type CustomerNode, type SubscriptionNode, nodeId, type TreeNode } from './treeNode.ts';

/**
 * The words of `contextValue` that menus match with a regular expression: what a row is, and what can be done with
 * it. Never more than one meaning a word.
 */
type Capability =
  | 'managingTenant'
  | 'customer'
  | 'subscription'
  | 'assignment'
  | 'authorization'
  | 'activatable'
  | 'allowed'
  | 'emptiable'
  | 'incoming'
  | 'notAllowed'
  | 'outgoing'
  | 'marketplace'
  | 'perhapsAllowed'
  | 'problem'
  | 'refreshable'
  | 'removable'
  | 'resource'
  | 'signInRequired'
  | 'unchecked'
  | 'unknownIfAllowed';

interface Row {
  readonly label: string;
  readonly description?: string;
  readonly icon: vscode.ThemeIcon;
  readonly can: readonly Capability[];
  readonly children?: 'closed' | 'open';
  /** What a screen reader says; label and description where it is left out. */
  readonly spoken?: string;
  readonly command?: vscode.Command;
}

/**
 * How a row of the tree looks. Tooltips come later, see {@link tooltip}.
 *
 * @param judgementOf what is known of whether the user may remove a delegation
 * @param beingRemoved resource ids, in lower case, of the delegations that Azure is removing
 * @param isBelowCustomer whether a subscription hangs below its customer, and need not name it
 */
export function treeItem(
  node: TreeNode,
  estate: Estate,
  judgementOf: (placed: PlacedDelegation) => RemovalJudgement | undefined,
  beingRemoved: ReadonlySet<string>,
  isBelowCustomer = false,
): vscode.TreeItem {
  const row =
    node.kind === 'subscription'
      ? subscriptionRow(node.row, estate, isBelowCustomer)
      : rowOf(node, estate, judgementOf, beingRemoved);
  const item = new vscode.TreeItem(row.label, collapsibleState(row.children));
  item.id = nodeId(node);
  item.iconPath = row.icon;
  item.contextValue = ['delegations', ...row.can].join(';');
  const resource = resourceOf(node);
  if (resource !== undefined) item.resourceUri = rowUri(resource);
  if (row.description !== undefined) item.description = row.description;
  if (row.command) item.command = row.command;
  item.accessibilityInformation = {
    label: row.spoken ?? [row.label, row.description].filter(Boolean).join(', '),
  };
  return item;
}

/** The resource that findings may be about. */
function resourceOf(node: TreeNode): string | undefined {
  if (node.kind === 'assignment') return node.delegation.id;
  return node.kind === 'subscription' ? managedPath(node.row) : undefined;
}

function rowOf(
  node: Exclude<TreeNode, SubscriptionNode>,
  estate: Estate,
  judgementOf: (placed: PlacedDelegation) => RemovalJudgement | undefined,
  beingRemoved: ReadonlySet<string>,
): Row {
  switch (node.kind) {
    case 'managingTenant':
      return managingTenantRow(node.managingTenant, estate);
    case 'customer':
      return customerRow(node, estate);
    case 'assignment':
      return beingRemoved.has(node.delegation.id.toLowerCase())
        ? removingRow(node.delegation)
        : assignmentRow(node, judgementOf(node));
    case 'authorization':
      return {
        label: principalText(node.grant),
        description: grantText(node.grant, estate.roleNames),
        icon: isDeleteRole(node.grant.authorization.roleDefinitionId)
          ? new vscode.ThemeIcon('key', new vscode.ThemeColor('charts.green'))
          : new vscode.ThemeIcon(node.grant.kind === 'eligible' ? 'clock' : 'person'),
        can: ['authorization'],
      };
    case 'problem':
      return {
        label: node.row
          ? vscode.l10n.t('The delegations could not be read')
          : vscode.l10n.t('The accounts could not be read'),
        description: shortErrorText(node.error),
        icon: errorIcon(),
        can: ['problem', 'refreshable'],
        command: refreshCommand(node),
      };
    case 'nothing':
      return {
        label: vscode.l10n.t('No delegation'),
        description: vscode.l10n.t('that you can see'),
        icon: new vscode.ThemeIcon('info'),
        can: ['refreshable'],
      };
    case 'tenantProblem': {
      const label = tenantText(estate.tenant(node.state.door.tenantId), node.state.door.tenantId);
      if (node.state.status === 'signInRequired')
        return {
          label,
          description: vscode.l10n.t('sign in to this tenant · {0}', plainText(node.state.door.accountLabel)),
          icon: new vscode.ThemeIcon('lock'),
          can: ['signInRequired'],
          command: {
            command: commandIds.signInToTenant,
            title: vscode.l10n.t('Sign In to Tenant…'),
            arguments: [node],
          },
        };
      return {
        label,
        description: node.state.error ? shortErrorText(node.state.error) : vscode.l10n.t('could not be read'),
        icon: errorIcon(),
        can: ['problem', 'refreshable'],
        spoken: vscode.l10n.t('Tenant {0} could not be read', label),
        command: refreshCommand(node),
      };
    }
    case 'accountProblem':
      return {
        label: plainText(node.account.accountLabel),
        description: vscode.l10n.t('tenants not listed: {0}', shortErrorText(node.error)),
        icon: errorIcon(),
        can: ['problem', 'refreshable'],
        command: refreshCommand(node),
      };
    case 'unchecked':
      return {
        label: vscode.l10n.t('Resource groups not checked'),
        description:
          node.failed > 0
            ? vscode.l10n.t('{0} of your subscriptions, {1} failed', node.subscriptions, node.failed)
            : node.subscriptions === 1
              ? vscode.l10n.t('1 of your subscriptions')
              : vscode.l10n.t('{0} of your subscriptions', node.subscriptions),
        icon: new vscode.ThemeIcon('question'),
        can: ['unchecked'],
        command: { command: commandIds.checkAll, title: vscode.l10n.t('Check All'), arguments: [] },
      };
  }
}

function managingTenantRow({ id, subscriptions }: ManagingTenant, estate: Estate): Row {
  const tenant = estate.tenant(id);
  const domain = plainText(tenant?.defaultDomain);
  const outgoing = subscriptions.some(({ direction }) => direction === 'outgoing');
  const counts = [...managedCounts(subscriptions), delegationCountOf(subscriptions, estate)];
  return {
    label: tenantText(tenant, id),
    description: [domain, ...counts].filter(Boolean).join(' · '),
    icon: new vscode.ThemeIcon(outgoing ? 'organization' : 'shield'),
    can: [
      'managingTenant',
      ...(subscriptions.some(({ direction }) => direction === 'incoming') ? (['incoming'] as const) : []),
      'resource',
      'refreshable',
      'emptiable',
    ],
    children: 'closed',
    spoken: [
      outgoing
        ? vscode.l10n.t('{0}, a tenant of yours that manages customers', tenantText(tenant, id))
        : vscode.l10n.t('{0}, a provider', tenantText(tenant, id)),
      ...counts,
    ]
      .filter(Boolean)
      .join(', '),
  };
}

function customerRow({ tenantId, subscriptions }: CustomerNode, estate: Estate): Row {
  const label = tenantText(estate.tenant(tenantId), tenantId);
  const counts = [subscriptionCount(subscriptions), delegationCountOf(subscriptions, estate)].filter(Boolean);
  return {
    label,
    description: counts.join(' · '),
    icon: new vscode.ThemeIcon('briefcase'),
    can: ['customer', 'resource', 'refreshable', 'emptiable'],
    children: 'closed',
    spoken: [vscode.l10n.t('Customer {0}', label), ...counts].join(', '),
  };
}

function subscriptionRow(row: DelegatedSubscription, estate: Estate, isBelowCustomer: boolean): Row {
  const { subscription, door, direction } = row;
  const label = subscriptionText(subscription);
  const customer =
    direction === 'outgoing' && !isBelowCustomer
      ? tenantText(estate.tenant(subscription.tenantId), subscription.tenantId)
      : '';
  const known = estate.delegationsOf(row);
  const count = known === undefined ? '' : delegationCount(known.length);
  const through =
    direction === 'incoming' || hasOtherDoor(row, estate)
      ? vscode.l10n.t(
          'through {0}',
          `${tenantText(estate.tenant(door.tenantId), door.tenantId)}${severalAccounts(estate) ? ` (${plainText(door.accountLabel)})` : ''}`,
        )
      : '';
  const state = isUsable(subscription.state) ? '' : plainText(subscription.state);
  return {
    label,
    description: [customer, through, state, count].filter(Boolean).join(' · '),
    icon: isUsable(subscription.state)
      ? new vscode.ThemeIcon('layers')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
    can: ['subscription', direction, 'resource', 'refreshable', 'emptiable'],
    children: 'closed',
    spoken: [vscode.l10n.t('Subscription {0}', label), customer, through, state, count]
      .filter(Boolean)
      .join(', '),
  };
}

function assignmentRow({ delegation, row }: PlacedDelegation, judgement: RemovalJudgement | undefined): Row {
  const label = offerText(delegation);
  const scope = scopeText(delegation);
  const state = delegation.assignment.properties?.provisioningState;
  const settled = !state || /^succeeded$/i.test(state);
  const failed = /^(failed|canceled)$/i.test(state ?? '');
  const marketplace = isMarketplaceOffer(delegation);
  const canLeave = grantsOf(delegation).some(({ authorization }) =>
    isDeleteRole(authorization.roleDefinitionId),
  );
  return {
    label,
    description: [scope, marketplace ? vscode.l10n.t('Marketplace') : '', settled ? '' : plainText(state)]
      .filter(Boolean)
      .join(' · '),
    icon: failed
      ? errorIcon()
      : settled
        ? new vscode.ThemeIcon(
            judgement && judgement.answer !== 'unknown'
              ? removabilityIcons[judgement.answer]
              : row.direction === 'incoming' || canLeave
                ? 'link'
                : 'lock',
          )
        : new vscode.ThemeIcon('sync'),
    can: [
      'assignment',
      'resource',
      'removable',
      ...(judgement ? [removabilityWords[judgement.answer]] : []),
      ...(marketplace ? (['marketplace'] as const) : []),
    ],
    children: 'closed',
    spoken: [
      vscode.l10n.t('Delegation {0}', label),
      scope,
      settled ? '' : plainText(state),
      canLeave ? vscode.l10n.t('grants the delete role') : vscode.l10n.t('does not grant the delete role'),
      judgement ? shortPermissionText(judgement) : '',
    ]
      .filter(Boolean)
      .join(', '),
  };
}

const removabilityWords: Readonly<Record<RemovalPermission, Capability>> = {
  yes: 'allowed',
  perhaps: 'perhapsAllowed',
  activateInPim: 'activatable',
  no: 'notAllowed',
  unknown: 'unknownIfAllowed',
};

const removabilityIcons: Readonly<Record<Exclude<RemovalPermission, 'unknown'>, string>> = {
  yes: 'link',
  perhaps: 'unverified',
  activateInPim: 'clock',
  no: 'lock',
};

function removingRow(delegation: Delegation): Row {
  const label = offerText(delegation);
  return {
    label,
    description: vscode.l10n.t('being removed…'),
    icon: new vscode.ThemeIcon('sync~spin'),
    can: ['assignment', 'resource'],
    children: 'closed',
    spoken: vscode.l10n.t('Delegation {0}, being removed', label),
  };
}

/** Whether the same subscription is reached through another tenant or account too. */
function hasOtherDoor(row: DelegatedSubscription, estate: Estate): boolean {
  return estate.doorsTo(row.subscription.id) > 1;
}

function severalAccounts(estate: Estate): boolean {
  return estate.snapshot.accounts.length > 1;
}

/** Azure answers changes of a subscription in any other state with `ReadOnlyDisabledSubscription` or the like. */
function isUsable(state: string | undefined): boolean {
  return !state || /^enabled$/i.test(state);
}

function errorIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
}

function refreshCommand(node: TreeNode): vscode.Command {
  return { command: commandIds.refresh, title: vscode.l10n.t('Retry'), arguments: [node] };
}

function collapsibleState(children: Row['children']): vscode.TreeItemCollapsibleState {
  if (children === undefined) return vscode.TreeItemCollapsibleState.None;
  return children === 'open'
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}
