import type { ArmError } from '../arm/errors.ts';
import type { Delegation, Grant } from '../delegations/delegation.ts';
import { doorPath } from '../delegations/door.ts';
import type { DelegatedSubscription, ManagingTenant } from '../delegations/estate/managingTenants.ts';
import type { AccountState, TenantState } from '../delegations/estate/snapshot.ts';

/** A tenant that manages subscriptions, whichever accounts see it. */
export interface ManagingTenantNode {
  readonly kind: 'managingTenant';
  readonly managingTenant: ManagingTenant;
}

/** A tenant that owns subscriptions, with those that a managing tenant manages; while the tree is grouped by customer. */
export interface CustomerNode {
  readonly kind: 'customer';
  readonly managingTenantId: string;
  /** Lower case. */
  readonly tenantId: string;
  readonly subscriptions: readonly DelegatedSubscription[];
}

/** A subscription delegated to a managing tenant, behind one door. */
export interface SubscriptionNode {
  readonly kind: 'subscription';
  readonly row: DelegatedSubscription;
}

/** A registration assignment. */
export interface AssignmentNode {
  readonly kind: 'assignment';
  readonly row: DelegatedSubscription;
  readonly delegation: Delegation;
}

/** A principal and its role; `index` tells equal ones of one delegation apart. */
export interface AuthorizationNode {
  readonly kind: 'authorization';
  readonly row: DelegatedSubscription;
  readonly delegation: Delegation;
  readonly grant: Grant;
  readonly index: number;
}

/** Something that should hang here, and why it does not: below a subscription, or at the top. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly row: DelegatedSubscription | undefined;
  readonly error: ArmError;
}

/** A subscription that turned out to have no delegation to its managing tenant. */
export interface NothingNode {
  readonly kind: 'nothing';
  readonly row: DelegatedSubscription;
}

/** A tenant that could not be read, or wants a sign-in of its own. */
export interface TenantProblemNode {
  readonly kind: 'tenantProblem';
  readonly state: TenantState;
}

/** An account whose tenants could not be listed. */
export interface AccountProblemNode {
  readonly kind: 'accountProblem';
  readonly account: AccountState;
  readonly error: ArmError;
}

/** The user's own subscriptions whose resource groups nobody looked at. */
export interface UncheckedNode {
  readonly kind: 'unchecked';
  readonly subscriptions: number;
  /** Those that were tried and could not be read. */
  readonly failed: number;
}

export type TreeNode =
  | ManagingTenantNode
  | CustomerNode
  | SubscriptionNode
  | AssignmentNode
  | AuthorizationNode
  | ProblemNode
  | NothingNode
  | TenantProblemNode
  | AccountProblemNode
  | UncheckedNode;

/** The id of the row of a managing tenant. */
export function managingTenantId(tenantId: string): string {
  return `/managingtenants/${tenantId}`;
}

/** The unique and stable id of a row: what was reached, through which door, in lower case. */
export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case 'managingTenant':
      return managingTenantId(node.managingTenant.id);
    case 'customer':
      return `${managingTenantId(node.managingTenantId)}/customers/${node.tenantId}`;
    case 'subscription':
      return node.row.key;
    case 'assignment':
      return node.delegation.key;
    case 'authorization':
      return `${node.delegation.key}/authorizations/${node.index}`;
    case 'problem':
      return `${node.row?.key ?? ''}/problem`;
    case 'nothing':
      return `${node.row.key}/nothing`;
    case 'tenantProblem':
      return `${doorPath(node.state.door)}/problem`;
    case 'accountProblem':
      return `/accounts/${encodeURIComponent(node.account.accountId).toLowerCase()}/problem`;
    case 'unchecked':
      return '/unchecked';
  }
}
