import { EventEmitter } from 'node:events';
import type { RoleDefinition } from '../../arm/authorization/models.ts';
import { ArmError } from '../../arm/errors.ts';
import { type Delegation, termsOf } from '../delegation.ts';
import { type Door, doorPath } from '../door.ts';
import type { Inventory, InventoryProgress } from '../inventory/inventory.ts';
import { type InventoryEstate, takeInventory } from '../inventory/takeInventory.ts';
import { SharedReading } from '../permission/sharedReading.ts';
import type { EstateSource } from './estateSource.ts';
import {
  type DelegatedSubscription,
  groupByManagingTenant,
  type ManagingTenant,
  tenantNames,
} from './managingTenants.ts';
import { readAccounts, type Reading, readTenant } from './readAccounts.ts';
import { Readings } from './readings.ts';
import { SteadyOrder } from './steadyOrder.ts';
import { type EstateSnapshot, isLoading, type Subscription, type Tenant, tenantStates } from './snapshot.ts';

/** What changed: everything (no key), or what hangs below one {@link DelegatedSubscription}. */
export interface EstateChange {
  readonly key: string | undefined;
}

/** A subscription of the user's own tenant; which of its resource groups are delegated, no list tells. */
export interface OwnSubscription {
  readonly door: Door;
  readonly subscription: Subscription;
}

const nothing: EstateSnapshot = { phase: 'loading', accounts: [] };

/**
 * The one store of tenants, subscriptions, delegations and role names. Views read from it, and it reads from Azure.
 *
 * A snapshot is never changed, only replaced. What was read stays until something newer is there. An answer to
 * what was asked before {@link clear}, before {@link forget}, or before a newer reading of the same, never
 * overwrites what came later.
 */
export class Estate {
  readonly #source: EstateSource;
  readonly #changes = new EventEmitter<{ change: [EstateChange]; progress: [InventoryProgress] }>();
  #snapshot = nothing;
  /** Ends with {@link clear}: whatever was asked of Azure for the accounts of before. */
  #session = new AbortController();
  /** Ends with the next {@link refresh}. */
  #refreshing = new AbortController();
  #refreshed: Promise<void> | undefined;
  #managingTenants: readonly ManagingTenant[] | undefined;
  #names: ReadonlyMap<string, Tenant> | undefined;
  #doors: ReadonlyMap<string, number> | undefined;
  readonly #learnedNames = new Map<string, Tenant>();
  readonly #readings = new Readings();
  readonly #order = new SteadyOrder();
  #inventory: SharedReading<Inventory> | undefined;
  #isInventoried = false;
  readonly #newest = new Map<string, symbol>();
  #roleDefinitions: readonly RoleDefinition[] = [];
  #roleNames: ReadonlyMap<string, string> = new Map();
  #readingRoleNames = false;

  constructor(source: EstateSource) {
    this.#source = source;
  }

  /** Listens to changes; returns what ends it. */
  onDidChange(listener: (change: EstateChange) => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  get snapshot(): EstateSnapshot {
    return this.#snapshot;
  }

  /** All delegated subscriptions that are known, by managing tenant. */
  get managingTenants(): readonly ManagingTenant[] {
    return (this.#managingTenants ??= groupByManagingTenant(
      this.#snapshot,
      this.#readings,
      this.tenant,
      isLoading(this.#snapshot) || this.#inventory ? this.#order.keep : this.#order.renew(),
    ));
  }

  /** A tenant's names: from a list of tenants, or else from a definition that told them. */
  readonly tenant = (id: string): Tenant | undefined => {
    const listed = (this.#names ??= tenantNames(this.#snapshot)).get(id);
    return listed?.displayName ? listed : (this.#learnedNames.get(id) ?? listed);
  };

  /** Names of built-in roles by GUID, as far as they were read. */
  get roleNames(): ReadonlyMap<string, string> {
    return this.#roleNames;
  }

  /** The built-in roles of the cloud; none before they were read. */
  get roleDefinitions(): readonly RoleDefinition[] {
    return this.#roleDefinitions;
  }

  /** The delegations of a subscription as they were last read; nothing before the first reading. */
  delegationsOf(row: Pick<DelegatedSubscription, 'key'>): readonly Delegation[] | undefined {
    return this.#readings.delegationsOf(row);
  }

  /** Whether everything was read once, so that more is known of delegations than of rows that were opened. */
  get isInventoried(): boolean {
    return this.#isInventoried;
  }

  /** Through how many doors a delegated subscription is reached. */
  doorsTo(subscriptionId: string): number {
    this.#doors ??= countDoors(this.managingTenants);
    return this.#doors.get(subscriptionId) ?? 0;
  }

  /** The user's own subscriptions whose resource groups were not looked at, or could not be. */
  get uncheckedSubscriptions(): readonly OwnSubscription[] {
    return this.#ownSubscriptions().filter(
      ({ door, subscription }) => this.#readings.checkOf(door, subscription.id) !== 'checked',
    );
  }

  /** Why some of the user's own subscriptions could not be checked, the last time that it was tried. */
  get checkErrors(): readonly ArmError[] {
    return this.#ownSubscriptions().flatMap(({ door, subscription }) => {
      const check = this.#readings.checkOf(door, subscription.id);
      return ArmError.is(check) ? [check] : [];
    });
  }

  /** Forgets everything at once and stops what is on its way: somebody signed out, or changed the cloud. */
  clear(): void {
    this.#session.abort(new ArmError('Cancelled.', { reason: 'cancelled' }));
    this.#session = new AbortController();
    this.#refreshing.abort();
    this.#inventory = undefined;
    this.#isInventoried = false;
    this.#learnedNames.clear();
    this.#readings.clear();
    this.#newest.clear();
    this.#roleDefinitions = [];
    this.#roleNames = new Map();
    this.#readingRoleNames = false;
    this.#replace(nothing);
  }

  /**
   * Reads accounts, tenants and subscriptions again. Resolves when all have answered; what failed is told by the
   * snapshot. A newer call supersedes an older one, which then resolves with it.
   *
   * @param alongside hears of each tenant as soon as it is known, with what resolves when its subscriptions were read
   */
  refresh(alongside?: Reading['alongside']): Promise<void> {
    this.#refreshing.abort();
    this.#refreshing = new AbortController();
    const reading = { ...this.#reading(this.#refreshing.signal), alongside };
    const refreshed: Promise<void> = readAccounts(reading).then(() =>
      this.#refreshed === refreshed ? undefined : this.#refreshed,
    );
    this.#refreshed = refreshed;
    return refreshed;
  }

  /** Reads the subscriptions behind one door again. What failed is told by the snapshot. */
  async refreshTenant(door: Door): Promise<void> {
    await readTenant(this.#reading(this.#session.signal), door);
  }

  /** Tries the tenants again that wanted a sign-in of their own: there may have been one. */
  async retrySignIns(): Promise<void> {
    const locked = tenantStates(this.#snapshot).filter(({ status }) => status === 'signInRequired');
    await Promise.all(locked.map(({ door }) => this.refreshTenant(door)));
  }

  /**
   * Reads the delegations of a subscription. Rejects with an ArmError; what was read before stays. Where a newer
   * reading of the same subscription has answered already, an older one resolves with that.
   */
  async readDelegations(row: DelegatedSubscription, stop?: AbortSignal): Promise<readonly Delegation[]> {
    const signal = this.#until(stop);
    const asked = this.#readings.ask();
    const assignments = await this.#source.assignments(
      row.door,
      row.subscription.id,
      row.managingTenantId,
      signal,
    );
    signal.throwIfAborted();
    const { told, known } = this.#readings.keepRow(row, assignments, asked);
    this.#learnNames(told);
    void this.#readRoleNames(row.door, row.subscription.id);
    return known;
  }

  /**
   * Reads everything there is, see {@link Inventory}. Who asks while that is under way gets the same one; it stops when
   * the last of them has left. Rejects with the reason of the signal where that stops it, and with an ArmError after
   * {@link clear}; what was read by then counts.
   */
  async takeInventory(
    onProgress: (progress: InventoryProgress) => void,
    signal: AbortSignal,
  ): Promise<Inventory> {
    signal.throwIfAborted();
    const taking = this.#inventory?.isAbandoned === false ? this.#inventory : this.#beginInventory();
    this.#changes.on('progress', onProgress);
    try {
      return await taking.wait(signal);
    } finally {
      this.#changes.off('progress', onProgress);
    }
  }

  /**
   * Takes a delegation out, whatever door it was reached through, because it was removed. Where it was the last of
   * its subscription, the subscriptions behind every door to that one are read again.
   */
  async forget(id: string): Promise<void> {
    await this.readAgain(this.takeOut(id));
  }

  /**
   * Takes a delegation out as {@link forget} does, and leaves it to the caller to read again, once, the subscriptions
   * that have none left; returns their ids.
   */
  takeOut(id: string): ReadonlySet<string> {
    const { rows, emptied } = this.#readings.forget(id);
    for (const key of rows) this.#changes.emit('change', { key });
    return emptied;
  }

  /** Reads the lists of subscriptions again, behind every door, that tell one of these. */
  async readAgain(subscriptionIds: ReadonlySet<string>): Promise<void> {
    const doors = tenantStates(this.#snapshot).filter(({ subscriptions }) =>
      subscriptions.some((subscription) => subscriptionIds.has(subscription.id)),
    );
    await Promise.all(doors.map(({ door }) => this.refreshTenant(door)));
  }

  #beginInventory(): SharedReading<Inventory> {
    const taking = new SharedReading<Inventory>(async (stop) => {
      const signal = this.#until(stop);
      try {
        const tell = (progress: InventoryProgress): void => void this.#changes.emit('progress', progress);
        const inventory = await takeInventory(this.#forInventory, tell, signal);
        signal.throwIfAborted();
        this.#isInventoried = true;
        return inventory;
      } finally {
        if (this.#inventory === taking) {
          this.#inventory = undefined;
          this.#replace(this.#snapshot);
        }
      }
    });
    this.#inventory = taking;
    return taking;
  }

  /** What an inventory sees of the estate, and where its answers are kept. */
  get #forInventory(): InventoryEstate {
    return {
      source: this.#source,
      readings: this.#readings,
      snapshot: () => this.#snapshot,
      managingTenants: () => this.managingTenants,
      refresh: (alongside) => this.refresh(alongside),
      readDelegations: (row, signal) => this.readDelegations(row, signal),
      check: (door, subscription, signal) => this.#check(door, subscription, signal),
      learn: (door, delegations) => this.#learn(door, delegations),
      announce: () => this.#replace(this.#snapshot),
    };
  }

  #until(stop: AbortSignal | undefined): AbortSignal {
    return stop ? AbortSignal.any([stop, this.#session.signal]) : this.#session.signal;
  }

  #reading(signal: AbortSignal): Reading {
    return {
      source: this.#source,
      signal,
      newest: this.#newest,
      update: (change) => {
        if (!signal.aborted) this.#replace(change(this.#snapshot));
      },
    };
  }

  #ownSubscriptions(): readonly OwnSubscription[] {
    return tenantStates(this.#snapshot).flatMap(({ door, subscriptions }) =>
      subscriptions
        .filter((subscription) => subscription.tenantId === door.tenantId)
        .map((subscription) => ({ door, subscription })),
    );
  }

  /**
   * Reads all delegations of one of the user's own subscriptions. Returns why that did not go, if so; rejects only where
   * it was stopped.
   */
  async #check(door: Door, subscription: Subscription, stop: AbortSignal): Promise<ArmError | undefined> {
    const asked = this.#readings.ask();
    try {
      const assignments = await this.#source.assignments(door, subscription.id, undefined, stop);
      stop.throwIfAborted();
      this.#learn(door, this.#readings.keepOwn(door, subscription, assignments, asked));
    } catch (error) {
      stop.throwIfAborted();
      if (!ArmError.is(error)) throw error;
      this.#readings.keepCheck(door, subscription.id, asked, error);
    }
    const check = this.#readings.checkOf(door, subscription.id);
    return ArmError.is(check) ? check : undefined;
  }

  #learn(door: Door, delegations: readonly Delegation[]): void {
    this.#learnNames(delegations);
    const [one] = delegations;
    if (one) void this.#readRoleNames(door, one.subscriptionId);
  }

  /** A provider's name is in no list of the customer's: only its definitions tell it. */
  #learnNames(delegations: readonly Delegation[]): void {
    let learned = false;
    for (const delegation of delegations) {
      const terms = termsOf(delegation);
      for (const [id, displayName] of [
        [terms.managedByTenantId?.toLowerCase(), terms.managedByTenantName],
        [terms.manageeTenantId?.toLowerCase(), terms.manageeTenantName],
      ]) {
        if (!id || !displayName || this.tenant(id)?.displayName) continue;
        this.#learnedNames.set(id, { id, displayName });
        learned = true;
      }
    }
    if (learned) this.#replace(this.#snapshot);
  }

  async #readRoleNames(door: Door, subscriptionId: string): Promise<void> {
    if (this.#readingRoleNames) return;
    this.#readingRoleNames = true;
    const { signal } = this.#session;
    try {
      const roles = await this.#source.roleDefinitions(door, subscriptionId, signal);
      if (signal.aborted) return;
      this.#roleDefinitions = roles;
      this.#roleNames = new Map(
        roles.flatMap(({ name, roleName }) => (roleName ? [[name.toLowerCase(), roleName] as const] : [])),
      );
      this.#replace(this.#snapshot);
    } catch {
      // The well-known roles keep their names; the next subscription that is opened tries again.
      if (!signal.aborted) this.#readingRoleNames = false;
    }
  }

  #replace(snapshot: EstateSnapshot): void {
    this.#snapshot = snapshot;
    this.#managingTenants = undefined;
    this.#names = undefined;
    this.#doors = undefined;
    this.#changes.emit('change', { key: undefined });
  }
}

function countDoors(managingTenants: readonly ManagingTenant[]): ReadonlyMap<string, number> {
  const doors = new Map<string, Set<string>>();
  for (const { door, subscription } of managingTenants.flatMap(({ subscriptions }) => subscriptions))
    doors.set(subscription.id, (doors.get(subscription.id) ?? new Set()).add(doorPath(door)));
  return new Map([...doors].map(([id, paths]) => [id, paths.size]));
}
