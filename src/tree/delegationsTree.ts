import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { contextKeys, type ViewState } from '../contextKeys.ts';
import { type Delegation, grantsOf } from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { RemovalPermissions } from '../delegations/permission/removalPermissions.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { tooltip } from './tooltip.ts';
import { treeItem } from './treeItem.ts';
import { type ManagingTenantNode, nodeId, type TreeNode } from './treeNode.ts';
import { rootView } from './rootView.ts';

/** The rows of the *Delegations* view, as the estate tells them. */
export class DelegationsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #estate: Estate;
  readonly #permissions: RemovalPermissions;
  /** Delegations that Azure was asked to remove, by resource id in lower case, whatever door they are seen through. */
  readonly #beingRemoved = new Set<string>();
  readonly #outside: () => ViewState | undefined;
  readonly #load: () => Promise<void>;
  #during: ViewState | undefined;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #stopListening: readonly (() => void)[];
  /** The object by which the view knows each row. */
  readonly #nodes = new Map<string, TreeNode>();
  /** The rows of the first level as they are now; the view may hold older ones. */
  #roots: ReadonlyMap<string, TreeNode> = new Map();
  #roleNames: ReadonlyMap<string, string> | undefined;
  /** Subscriptions that were read since they were opened or refreshed. */
  readonly #fresh = new Set<string>();
  readonly #reading = new Map<string, Promise<readonly TreeNode[]>>();
  #state: ViewState | undefined;
  /** What the rows of delegations look like, by their ids, since the view last asked. */
  readonly #delegationsDrawn = new Map<string, string>();
  #rowsShown = false;
  /** What the first two levels look like, by row, since the view last asked for the first one. */
  #drawn: ReadonlyMap<string, string> | undefined;
  #firstRows = Promise.withResolvers<undefined>();

  readonly onDidChangeTreeData = this.#changed.event;

  /**
   * @param permissions looked up for the delegations of a subscription once their rows are there
   * @param outside what the view says instead of the estate, where there is no cloud to ask for one
   * @param load starts the first reading of the estate, once
   */
  constructor(
    estate: Estate,
    permissions: RemovalPermissions,
    outside: () => ViewState | undefined,
    load: () => Promise<void>,
  ) {
    this.#estate = estate;
    this.#permissions = permissions;
    this.#outside = () => outside() ?? this.#during;
    this.#load = load;
    this.#stopListening = [
      estate.onDidChange(({ key }) => (key === undefined ? this.#showChanges() : this.#show(key))),
      permissions.onDidChange(({ subscriptionId }) => this.#showPermissions(subscriptionId)),
    ];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = this.#item(this.#newest(node));
    if (node.kind === 'assignment') this.#delegationsDrawn.set(nodeId(node), lookOf(item));
    return item;
  }

  /** Tooltips are made when a row is looked at. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip = tooltip(this.#newest(node), this.#estate, this.#judgementOf);
    return item;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const children = await this.#childrenOf(node && this.#newest(node));
    for (const child of children) this.#nodes.set(nodeId(child), child);
    return [...children];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'managingTenant':
      case 'tenantProblem':
      case 'accountProblem':
      case 'unchecked':
        return undefined;
      case 'subscription':
        return managingTenantNode(this.#estate, node.row);
      case 'assignment':
      case 'nothing':
        return { kind: 'subscription', row: node.row };
      case 'authorization':
        return { kind: 'assignment', row: node.row, delegation: node.delegation };
      case 'problem':
        return node.row && { kind: 'subscription', row: node.row };
    }
  }

  /** Forgets that subscriptions were read: one that is open is read again now, the others when they are opened. */
  expire(row?: DelegatedSubscription): void {
    if (row) this.#fresh.delete(row.key);
    else this.#fresh.clear();
    this.#show(row?.key);
  }

  /** A row was closed: it tells now how many delegations it has, and opening it again reads it again. */
  closed(node: TreeNode): void {
    if (node.kind === 'subscription') this.expire(node.row);
  }

  /** A row was opened; the view may hold children of an earlier time, and then does not ask for newer ones. */
  opened(node: TreeNode): void {
    if (node.kind !== 'subscription') return;
    const { key } = node.row;
    if (!this.#fresh.has(key) && !this.#reading.has(key) && this.#estate.delegationsOf(node.row))
      this.#show(key);
  }

  /** Shows on the row of a delegation whether Azure is removing it. */
  showRemoval(delegation: Delegation, underWay: boolean): void {
    const id = delegation.id.toLowerCase();
    if (this.#beingRemoved.has(id) === underWay) return;
    if (underWay) this.#beingRemoved.add(id);
    else this.#beingRemoved.delete(id);
    this.#show(delegation.key);
  }

  /** Shows a state instead of an empty view while something lasts. */
  async during<T>(state: ViewState, task: () => Promise<T>): Promise<T> {
    if (this.#rowsShown) return task();
    this.#during = state;
    this.#show(undefined);
    try {
      return await task();
    } finally {
      this.#during = undefined;
      this.#show(undefined);
    }
  }

  dispose(): void {
    for (const stop of this.#stopListening) stop();
    this.#changed.dispose();
  }

  #childrenOf(node: TreeNode | undefined): Promise<readonly TreeNode[]> | readonly TreeNode[] {
    switch (node?.kind) {
      case undefined:
        return this.#root();
      case 'managingTenant':
        return subscriptionNodes(node);
      case 'subscription':
        return this.#delegations(node.row);
      case 'assignment':
        return grantsOf(node.delegation).map((grant, index) => ({
          kind: 'authorization',
          row: node.row,
          delegation: node.delegation,
          grant,
          index,
        }));
      case 'authorization':
      case 'problem':
      case 'nothing':
      case 'tenantProblem':
      case 'accountProblem':
      case 'unchecked':
        return [];
    }
  }

  async #root(): Promise<readonly TreeNode[]> {
    if (this.#outside() === undefined) void this.#load();
    this.#updateState();
    // Rows go at once where somebody signed out; where nothing is shown yet, the view shows its progress.
    if (this.#state === 'loading' && !this.#rowsShown) await this.#firstRows.promise;
    const rows = this.#outside() === undefined ? rootView(this.#estate).rows : [];
    this.#rowsShown = rows.length > 0;
    this.#roots = new Map(rows.map((row) => [nodeId(row), row]));
    this.#drawn = this.#looks(rows);
    return rows;
  }

  #delegations(row: DelegatedSubscription): Promise<readonly TreeNode[]> | readonly TreeNode[] {
    const known = this.#estate.delegationsOf(row);
    if (known && this.#fresh.has(row.key)) {
      this.#judge(row, known);
      return assignmentNodes(row, known);
    }
    const underWay = this.#reading.get(row.key);
    if (underWay) return underWay;
    const reading = this.#estate
      .readDelegations(row)
      .then(
        (delegations) => {
          this.#judge(row, delegations);
          return assignmentNodes(row, delegations);
        },
        (error: unknown): readonly TreeNode[] => {
          if (!ArmError.is(error)) throw error;
          return [{ kind: 'problem', row, error }, ...(known ?? []).map(assignmentNode(row))];
        },
      )
      .finally(() => {
        this.#reading.delete(row.key);
        this.#fresh.add(row.key);
      });
    this.#reading.set(row.key, reading);
    return reading;
  }

  /** Looks up what is not known yet of the user's permissions, and waits for nothing. */
  #judge(row: DelegatedSubscription, delegations: readonly Delegation[]): void {
    for (const delegation of delegations)
      this.#permissions.judge(row, delegation).catch((error: unknown) => {
        if (!ArmError.is(error, 'cancelled')) throw error;
      });
  }

  /** Draws the delegations that look different by what is known of permissions now. Old looks stay until then. */
  #showPermissions(subscriptionId: string | undefined): void {
    for (const [id, node] of this.#nodes) {
      if (node.kind !== 'assignment' || !this.#fresh.has(node.row.key)) continue;
      if (subscriptionId !== undefined && node.row.subscription.id !== subscriptionId) continue;
      if (!this.#estate.delegationsOf(node.row)?.includes(node.delegation)) continue;
      if (!this.#judgementOf(node)) this.#judge(node.row, [node.delegation]);
      else if (lookOf(this.#item(node)) !== this.#delegationsDrawn.get(id)) this.#show(id);
    }
  }

  readonly #judgementOf = ({ row, delegation }: PlacedDelegation): RemovalJudgement | undefined =>
    this.#permissions.known(row, delegation);

  #item(node: TreeNode): vscode.TreeItem {
    return treeItem(node, this.#estate, this.#judgementOf, this.#beingRemoved);
  }

  /** Draws only what looks different now: a view that is drawn anew loses the click that falls into it. */
  #showChanges(): void {
    this.#updateState();
    const rows = this.#outside() === undefined ? rootView(this.#estate).rows : [];
    const looks = this.#looks(rows);
    const drawn = this.#drawn;
    const sameRows = drawn?.size === looks.size && [...drawn.keys()].every((id) => looks.has(id));
    if (!sameRows) {
      this.#changed.fire(undefined);
      return;
    }
    this.#roots = new Map(rows.map((row) => [nodeId(row), row]));
    this.#drawn = looks;
    for (const [id, look] of looks) if (look !== drawn.get(id)) this.#show(id);
    if (this.#roleNames === this.#estate.roleNames) return;
    this.#roleNames = this.#estate.roleNames;
    for (const [id, node] of this.#nodes) if (node.kind === 'assignment') this.#show(id);
  }

  #newest(node: TreeNode): TreeNode {
    return this.#roots.get(nodeId(node)) ?? node;
  }

  /** All that a row of the first level and its children show, by the row's id. */
  #looks(rows: readonly TreeNode[]): ReadonlyMap<string, string> {
    const look = (node: TreeNode): string => {
      const { label, description, contextValue } = this.#item(node);
      return JSON.stringify([nodeId(node), label, description, contextValue]);
    };
    // Without the number of delegations, which is told when a row is closed: nobody is disturbed for it.
    const lookOfSubscription = ({ key, subscription }: DelegatedSubscription): string =>
      JSON.stringify([
        key,
        subscription.displayName,
        subscription.state,
        this.#estate.tenant(subscription.tenantId)?.displayName,
        this.#estate.doorsTo(subscription.id),
      ]);
    return new Map(
      rows.map((node) => [
        nodeId(node),
        [
          look(node),
          ...(node.kind === 'managingTenant'
            ? node.managingTenant.subscriptions.map(lookOfSubscription)
            : []),
        ].join('\n'),
      ]),
    );
  }

  #show(key: string | undefined): void {
    this.#updateState();
    const node = key === undefined ? undefined : this.#nodes.get(key);
    if (key !== undefined && !node) return;
    this.#changed.fire(node);
  }

  #updateState(): void {
    const state = this.#outside() ?? rootView(this.#estate).state;
    if (state === this.#state) return;
    if (state === 'loading') this.#firstRows = Promise.withResolvers();
    else this.#firstRows.resolve(undefined);
    this.#state = state;
    void vscode.commands.executeCommand('setContext', contextKeys.state, state);
  }
}

/** All that the row of a delegation shows, but for its tooltip. */
function lookOf({
  label,
  description,
  contextValue,
  iconPath,
  accessibilityInformation,
}: vscode.TreeItem): string {
  return JSON.stringify([label, description, contextValue, iconPath, accessibilityInformation]);
}

/** The row of the tenant that manages a delegated subscription, as long as there is one. */
function managingTenantNode(estate: Estate, row: DelegatedSubscription): TreeNode | undefined {
  const managingTenant = estate.managingTenants.find(({ id }) => id === row.managingTenantId);
  return managingTenant && { kind: 'managingTenant', managingTenant };
}

function subscriptionNodes({ managingTenant }: ManagingTenantNode): readonly TreeNode[] {
  return managingTenant.subscriptions.map((row) => ({ kind: 'subscription', row }));
}

function assignmentNodes(
  row: DelegatedSubscription,
  delegations: readonly Delegation[],
): readonly TreeNode[] {
  return delegations.length === 0 ? [{ kind: 'nothing', row }] : delegations.map(assignmentNode(row));
}

function assignmentNode(row: DelegatedSubscription): (delegation: Delegation) => TreeNode {
  return (delegation) => ({ kind: 'assignment', row, delegation });
}
