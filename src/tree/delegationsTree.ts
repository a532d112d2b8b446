import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { contextKeys, type ViewState } from '../contextKeys.ts';
import { type Delegation, grantsOf } from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription, ManagingTenant } from '../delegations/estate/managingTenants.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { RemovalPermissions } from '../delegations/permission/removalPermissions.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { EstateFilter } from '../delegations/search/estateFilter.ts';
import { isGroupedByCustomer } from '../settings.ts';
import { filterText } from '../wording/filterText.ts';
import { customersOf } from './customers.ts';
import { looksOf } from './looks.ts';
import { tooltip } from './tooltip.ts';
import { treeItem } from './treeItem.ts';
import { managingTenantId, type ManagingTenantNode, nodeId, type TreeNode } from './treeNode.ts';
import { rootView, type RootView } from './rootView.ts';

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
  /** What hangs below the subscriptions that were opened, as it was last told to the view. */
  readonly #shown = new Map<string, readonly Delegation[]>();
  readonly #messageChanged = new vscode.EventEmitter<string>();
  #filter: EstateFilter | undefined;
  #isGrouped = isGroupedByCustomer();
  #message = '';
  #state: ViewState | undefined;
  /** What the rows of delegations look like, by their ids, since the view last asked. */
  readonly #delegationsDrawn = new Map<string, string>();
  #rowsShown = false;
  /** What the first two levels look like, by row, since the view last asked for the first one. */
  #drawn: ReadonlyMap<string, string> | undefined;
  #firstRows = Promise.withResolvers<undefined>();

  readonly onDidChangeTreeData = this.#changed.event;
  /** What the view says above its rows has changed; empty where there is nothing to say. */
  readonly onDidChangeMessage = this.#messageChanged.event;

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
      case 'customer':
        return managingTenantNode(this.#estate, node.managingTenantId);
      case 'subscription':
        return this.#isGrouped
          ? customerNode(this.#estate, node.row)
          : managingTenantNode(this.#estate, node.row.managingTenantId);
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

  /** What the rows are filtered by; nothing where all are shown. */
  get filter(): string | undefined {
    return this.#filter?.text;
  }

  /** Shows only what matches a text, or everything for an empty one. */
  filterBy(text: string): void {
    this.#filter = text.trim() === '' ? undefined : new EstateFilter(this.#estate, text);
    void vscode.commands.executeCommand('setContext', contextKeys.filtered, this.#filter !== undefined);
    this.#show(undefined);
  }

  /** Whether a delegation passes the filter, if there is one. */
  isShown({ row, delegation }: PlacedDelegation): boolean {
    return this.#filter?.delegationsIn(row, [delegation]).length !== 0;
  }

  /** Groups subscriptions by customer, or not, as the settings say now. */
  regroup(): void {
    this.#isGrouped = isGroupedByCustomer();
    this.#show(undefined);
  }

  /** The row of an id that the view has asked for, see {@link nodeId}. */
  rowOf(id: string): TreeNode | undefined {
    const node = this.#nodes.get(id);
    return node && this.#newest(node);
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
    this.#messageChanged.dispose();
  }

  #childrenOf(node: TreeNode | undefined): Promise<readonly TreeNode[]> | readonly TreeNode[] {
    switch (node?.kind) {
      case undefined:
        return this.#root();
      case 'managingTenant':
        return this.#isGrouped
          ? customersOf(node.managingTenant, this.#estate)
          : subscriptionNodes(node.managingTenant);
      case 'customer':
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
    this.#updateState(this.#view());
    // Rows go at once where somebody signed out; where nothing is shown yet, the view shows its progress.
    if (this.#state === 'loading' && !this.#rowsShown) await this.#firstRows.promise;
    const { rows } = this.#view();
    this.#rowsShown = rows.length > 0;
    this.#roots = new Map(rows.map((row) => [nodeId(row), row]));
    this.#drawn = looksOf(rows, this.#estate, this.#isGrouped, (node) => this.#item(node));
    return rows;
  }

  #view(): RootView {
    const outside = this.#outside();
    return outside === undefined ? rootView(this.#estate, this.#filter) : { state: outside, rows: [] };
  }

  #delegations(row: DelegatedSubscription): Promise<readonly TreeNode[]> | readonly TreeNode[] {
    const known = this.#estate.delegationsOf(row);
    if (known && this.#fresh.has(row.key)) return this.#assignments(row, known);
    const underWay = this.#reading.get(row.key);
    if (underWay) return underWay;
    const reading = this.#estate
      .readDelegations(row)
      .then(
        (delegations) => this.#assignments(row, delegations),
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
    return treeItem(node, this.#estate, this.#judgementOf, this.#beingRemoved, this.#isGrouped);
  }

  #assignments(row: DelegatedSubscription, delegations: readonly Delegation[]): readonly TreeNode[] {
    this.#judge(row, delegations);
    this.#shown.set(row.key, delegations);
    const matching = this.#filter?.delegationsIn(row, delegations) ?? delegations;
    // It is here for what was known of it before; what is there now is the answer then.
    return assignmentNodes(row, matching.length > 0 ? matching : delegations);
  }

  /** Draws only what looks different now: a view that is drawn anew loses the click that falls into it. */
  #showChanges(): void {
    const view = this.#view();
    this.#updateState(view);
    const { rows } = view;
    const looks = looksOf(rows, this.#estate, this.#isGrouped, (node) => this.#item(node));
    const drawn = this.#drawn;
    const sameRows = drawn?.size === looks.size && [...drawn.keys()].every((id) => looks.has(id));
    if (!sameRows) {
      this.#changed.fire(undefined);
      return;
    }
    this.#roots = new Map(rows.map((row) => [nodeId(row), row]));
    this.#drawn = looks;
    for (const [id, look] of looks) if (look !== drawn.get(id)) this.#show(id);
    // An inventory may have found that a row that is open holds something else by now.
    for (const [key, delegations] of this.#shown)
      if (this.#fresh.has(key) && this.#estate.delegationsOf({ key }) !== delegations) this.#show(key);
    if (this.#roleNames === this.#estate.roleNames) return;
    this.#roleNames = this.#estate.roleNames;
    for (const [id, node] of this.#nodes) if (node.kind === 'assignment') this.#show(id);
  }

  #newest(node: TreeNode): TreeNode {
    if (node.kind !== 'customer') return this.#roots.get(nodeId(node)) ?? node;
    const root = this.#roots.get(managingTenantId(node.managingTenantId));
    if (root?.kind !== 'managingTenant') return node;
    const customers = customersOf(root.managingTenant, this.#estate);
    return customers.find(({ tenantId }) => tenantId === node.tenantId) ?? node;
  }

  /** Says what the rows are filtered by, and how much of everything that is. */
  #updateMessage(rows: readonly TreeNode[] | undefined): void {
    const message = rows && this.#filter ? this.#filterMessage(this.#filter, rows) : '';
    if (message === this.#message) return;
    this.#message = message;
    this.#messageChanged.fire(message);
  }

  #filterMessage({ text }: EstateFilter, rows: readonly TreeNode[]): string {
    const shown = rows.flatMap((row) =>
      row.kind === 'managingTenant' ? row.managingTenant.subscriptions : [],
    );
    const all = this.#estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
    return filterText(text, shown.length, all.length);
  }

  #show(key: string | undefined): void {
    this.#updateState(this.#view());
    const node = key === undefined ? undefined : this.#nodes.get(key);
    if (key !== undefined && !node) return;
    this.#changed.fire(node);
  }

  #updateState({ state, rows }: RootView): void {
    this.#updateMessage(state === 'rows' ? rows : undefined);
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

/** The row of a tenant that manages something, as long as there is one. */
function managingTenantNode(estate: Estate, id: string): ManagingTenantNode | undefined {
  const managingTenant = estate.managingTenants.find((tenant) => tenant.id === id);
  return managingTenant && { kind: 'managingTenant', managingTenant };
}

/** The row of the customer of a delegated subscription, as long as there is one. */
function customerNode(estate: Estate, row: DelegatedSubscription): TreeNode | undefined {
  const managing = managingTenantNode(estate, row.managingTenantId);
  return (
    managing &&
    customersOf(managing.managingTenant, estate).find(
      ({ tenantId }) => tenantId === row.subscription.tenantId,
    )
  );
}

function subscriptionNodes({ subscriptions }: Pick<ManagingTenant, 'subscriptions'>): readonly TreeNode[] {
  return subscriptions.map((row) => ({ kind: 'subscription', row }));
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
