import { EventEmitter } from 'node:events';
import { ArmError } from '../../arm/errors.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { type Delegation, managingTenantOf, termsOf, toDelegation } from '../delegation.ts';
import { type Door, doorPath } from '../door.ts';
import type { EstateSource } from './estateSource.ts';
import { inParallel } from './inParallel.ts';
import {
  type DelegatedSubscription,
  delegatedSubscriptionKey,
  groupByManagingTenant,
  type ManagingTenant,
  ownershipKey,
  tenantNames,
} from './managingTenants.ts';
import { readAccounts, type Reading, readTenant } from './readAccounts.ts';
import { type EstateSnapshot, type Subscription, type Tenant, tenantStates } from './snapshot.ts';

/** What changed: everything (no key), or what hangs below one {@link DelegatedSubscription}. */
export interface EstateChange {
  readonly key: string | undefined;
}

/** A subscription of the user's own tenant; which of its resource groups are delegated, no list tells. */
export interface OwnSubscription {
  readonly door: Door;
  readonly subscription: Subscription;
}

/** What Azure answered, and when it was asked: an answer counts by its question, whenever it comes. */
interface Answer<T> {
  readonly asked: number;
  readonly value: T;
}

const nothing: EstateSnapshot = { phase: 'loading', accounts: [] };

/** How many subscriptions are read at a time; the resource manager refills 25 reads a second. */
const readsAtATime = 8;

/**
 * The one store of tenants, subscriptions, delegations and role names. Views read from it, and it reads from Azure.
 *
 * A snapshot is never changed, only replaced. What was read stays until something newer is there. An answer to
 * what was asked before {@link clear}, before {@link forget}, or before a newer reading of the same, never
 * overwrites what came later.
 */
export class Estate {
  readonly #source: EstateSource;
  readonly #changes = new EventEmitter<{ change: [EstateChange] }>();
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
  readonly #discovered = new Map<string, ReadonlySet<string>>();
  readonly #checked = new Map<string, Answer<ArmError | undefined>>();
  readonly #delegations = new Map<string, Answer<readonly Delegation[]>>();
  /** Delegations that were removed, by their ids, and when: what was asked earlier may still tell them. */
  readonly #forgotten = new Map<string, number>();
  /** Grows with every question and every removal. */
  #clock = 0;
  readonly #newest = new Map<string, symbol>();
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
    return (this.#managingTenants ??= groupByManagingTenant(this.#snapshot, this.#discovered, this.tenant));
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

  /** The delegations of a subscription as they were last read; nothing before the first reading. */
  delegationsOf(row: DelegatedSubscription): readonly Delegation[] | undefined {
    return this.#delegations.get(row.key)?.value;
  }

  /** Through how many doors a delegated subscription is reached. */
  doorsTo(subscriptionId: string): number {
    this.#doors ??= countDoors(this.managingTenants);
    return this.#doors.get(subscriptionId) ?? 0;
  }

  /** The user's own subscriptions whose resource groups were not looked at, or could not be. */
  get uncheckedSubscriptions(): readonly OwnSubscription[] {
    return this.#ownSubscriptions().filter(({ door, subscription }) => {
      const check = this.#checked.get(ownershipKey(door, subscription.id));
      return check === undefined || check.value !== undefined;
    });
  }

  /** Why some of the user's own subscriptions could not be checked, the last time that it was tried. */
  get checkErrors(): readonly ArmError[] {
    return this.#ownSubscriptions().flatMap(
      ({ door, subscription }) => this.#checked.get(ownershipKey(door, subscription.id))?.value ?? [],
    );
  }

  /** Forgets everything at once and stops what is on its way: somebody signed out, or changed the cloud. */
  clear(): void {
    this.#session.abort(new ArmError('Cancelled.', { reason: 'cancelled' }));
    this.#session = new AbortController();
    this.#refreshing.abort();
    this.#learnedNames.clear();
    this.#discovered.clear();
    this.#checked.clear();
    this.#delegations.clear();
    this.#forgotten.clear();
    this.#newest.clear();
    this.#roleNames = new Map();
    this.#readingRoleNames = false;
    this.#replace(nothing);
  }

  /**
   * Reads accounts, tenants and subscriptions again. Resolves when all have answered; what failed is told by the
   * snapshot. A newer call supersedes an older one, which then resolves with it.
   */
  refresh(): Promise<void> {
    this.#refreshing.abort();
    this.#refreshing = new AbortController();
    const refreshed: Promise<void> = readAccounts(this.#reading(this.#refreshing.signal)).then(() =>
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
  async readDelegations(row: DelegatedSubscription): Promise<readonly Delegation[]> {
    const { signal } = this.#session;
    const asked = ++this.#clock;
    const assignments = await this.#source.assignments(
      row.door,
      row.subscription.id,
      row.managingTenantId,
      signal,
    );
    signal.throwIfAborted();
    const delegations = this.#understood(row.door, assignments, asked).filter((delegation) =>
      isManagedBy(delegation, row.managingTenantId),
    );
    const known = this.#keep(row.key, { asked, value: delegations });
    this.#learnNames(delegations);
    void this.#readRoleNames(row.door, row.subscription.id);
    return known;
  }

  /**
   * Reads every subscription of the user's own tenants, for delegations of resource groups that no list tells.
   * Resolves when all have answered; which ones could not be read, {@link checkErrors} tells. Rejects with the reason
   * of the signal where it stops the reading, and with an ArmError after {@link clear}; what was read by then counts.
   */
  async checkAll(onProgress: (done: number, of: number) => void, signal: AbortSignal): Promise<void> {
    const own = this.#ownSubscriptions();
    const stop = AbortSignal.any([signal, this.#session.signal]);
    let done = 0;
    try {
      await inParallel(own, readsAtATime, async (subscription) => {
        stop.throwIfAborted();
        await this.#check(subscription, stop);
        onProgress(++done, own.length);
      });
    } finally {
      this.#replace(this.#snapshot);
    }
  }

  /**
   * Takes a delegation out, whatever door it was reached through, because it was removed. Where it was the last of
   * its subscription, the subscriptions behind every door to that one are read again.
   */
  async forget(id: string): Promise<void> {
    const removed = resourceKey(id);
    this.#forgotten.set(removed, ++this.#clock);
    const emptied = new Set<string>();
    for (const [key, { asked, value: delegations }] of this.#delegations) {
      const gone = delegations.find((delegation) => resourceKey(delegation.id) === removed);
      if (!gone) continue;
      const left = delegations.filter((delegation) => delegation !== gone);
      this.#delegations.set(key, { asked, value: left });
      this.#changes.emit('change', { key });
      if (left.length > 0) continue;
      emptied.add(gone.subscriptionId.toLowerCase());
      const owner = ownershipKey(gone.door, gone.subscriptionId);
      const others = [...(this.#discovered.get(owner) ?? [])].filter(
        (manager) => delegatedSubscriptionKey(gone.door, gone.subscriptionId, manager) !== key,
      );
      if (this.#discovered.has(owner)) this.#discovered.set(owner, new Set(others));
    }
    const doors = tenantStates(this.#snapshot).filter(({ subscriptions }) =>
      subscriptions.some((subscription) => emptied.has(subscription.id)),
    );
    await Promise.all(doors.map(({ door }) => this.refreshTenant(door)));
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

  /** Reads all delegations of one of the user's own subscriptions. Rejects only where it was stopped. */
  async #check({ door, subscription }: OwnSubscription, stop: AbortSignal): Promise<void> {
    const owner = ownershipKey(door, subscription.id);
    const asked = ++this.#clock;
    const isNewest = (): boolean => (this.#checked.get(owner)?.asked ?? 0) < asked;
    let problem: ArmError | undefined;
    try {
      const assignments = await this.#source.assignments(door, subscription.id, undefined, stop);
      stop.throwIfAborted();
      if (isNewest()) problem = this.#discover(door, subscription, assignments, asked);
    } catch (error) {
      stop.throwIfAborted();
      if (!ArmError.is(error)) throw error;
      problem = error;
    }
    if (isNewest()) this.#checked.set(owner, { asked, value: problem });
  }

  /** What all delegations of a subscription tell of its managers. Returns why that is not everything. */
  #discover(
    door: Door,
    subscription: Subscription,
    assignments: readonly RegistrationAssignment[],
    asked: number,
  ): ArmError | undefined {
    const delegations = this.#understood(door, assignments, asked);
    const byManager = Map.groupBy(delegations, managingTenantOf);
    const managers = [...byManager.keys()].filter((manager) => manager !== undefined);
    this.#discovered.set(ownershipKey(door, subscription.id), new Set(managers));
    for (const manager of managers)
      this.#keep(delegatedSubscriptionKey(door, subscription.id, manager), {
        asked,
        value: byManager.get(manager) ?? [],
      });
    this.#learnNames(delegations);
    const [unattributed] = byManager.get(undefined) ?? [];
    return (
      unattributed &&
      new ArmError('Azure listed a delegation without telling who manages it.', {
        reason: 'malformed',
        scope: unattributed.id,
      })
    );
  }

  /**
   * The delegations of an answer, each once, without those that were removed after it was asked for.
   *
   * @throws ArmError where one cannot be understood: leaving it out would deny it
   */
  #understood(
    door: Door,
    assignments: readonly RegistrationAssignment[],
    asked: number,
  ): readonly Delegation[] {
    const delegations = assignments
      .map((assignment) => understood(door, assignment))
      .filter(({ id }) => (this.#forgotten.get(resourceKey(id)) ?? 0) < asked);
    return [...new Map(delegations.map((delegation) => [delegation.key, delegation])).values()];
  }

  /** Keeps an answer unless a newer one is there; returns what is known then. */
  #keep(key: string, answer: Answer<readonly Delegation[]>): readonly Delegation[] {
    const known = this.#delegations.get(key);
    if (known && known.asked > answer.asked) return known.value;
    this.#delegations.set(key, answer);
    return answer.value;
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
      const names = await this.#source.roleNames(door, subscriptionId, signal);
      if (signal.aborted) return;
      this.#roleNames = names;
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

function understood(door: Door, assignment: RegistrationAssignment): Delegation {
  const delegation = toDelegation(door, assignment);
  if (delegation) return delegation;
  throw new ArmError(`Azure listed a delegation whose id is none: ${JSON.stringify(assignment.id)}.`, {
    reason: 'malformed',
  });
}

/** Whether a delegation is one of a managing tenant's; one that does not tell is where it was asked for. */
function isManagedBy(delegation: Delegation, managingTenantId: string): boolean {
  const manager = managingTenantOf(delegation);
  return manager === undefined || manager === managingTenantId;
}
