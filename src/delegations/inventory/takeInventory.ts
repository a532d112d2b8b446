import { ArmError } from '../../arm/errors.ts';
import { type Delegation, definitionOf } from '../delegation.ts';
import { type Door, doorPath } from '../door.ts';
import {
  type DelegatedSubscription,
  delegatedSubscription,
  type ManagingTenant,
} from '../estate/managingTenants.ts';
import {
  type EstateSnapshot,
  isOwn,
  type Subscription,
  type TenantState,
  tenantStates,
} from '../estate/snapshot.ts';
import { Turns } from '../permission/turns.ts';
import type { Inventory, InventoryProblem, InventoryProgress, PlacedDefinition } from './inventory.ts';

/** What an inventory is taken of: the estate, which asks Azure and keeps what it answers. */
export interface InventoryEstate {
  snapshot(): EstateSnapshot;
  managingTenants(): readonly ManagingTenant[];
  delegationsOf(row: DelegatedSubscription): readonly Delegation[] | undefined;
  /**
   * Reads accounts, tenants and subscriptions again, and tells of each tenant as soon as it is known, with what
   * resolves when its subscriptions have been read.
   */
  refresh(alongside: (door: Door, subscriptions: Promise<void>) => void): Promise<void>;
  /** Rejects with an ArmError. */
  readDelegations(row: DelegatedSubscription, signal: AbortSignal): Promise<readonly Delegation[]>;
  /** Reads all delegations of one of the user's own subscriptions; returns why that did not go, if so. */
  check(door: Door, subscription: Subscription, signal: AbortSignal): Promise<ArmError | undefined>;
  /** Tells whoever watches what was read by now. */
  announce(): void;
}

/** How many subscriptions are read at a time; the resource manager refills 25 reads a second. */
const readsAtATime = 8;

/** After how many of them whoever watches is told. */
const readsAnnounced = 25;

/**
 * Reads everything, all tenants side by side. What cannot be read costs only itself, and is named. Rejects with the
 * reason of the signal where that stops it; what was read by then counts.
 */
export async function takeInventory(
  estate: InventoryEstate,
  onProgress: (progress: InventoryProgress) => void,
  signal: AbortSignal,
): Promise<Inventory> {
  const taking = new Taking(estate, onProgress, signal);
  const takenAt = new Date();
  await estate.refresh((door, subscriptions) => taking.begin(door, subscriptions));
  signal.throwIfAborted();
  return { takenAt, ...(await taking.finish()) };
}

class Taking {
  readonly #estate: InventoryEstate;
  readonly #onProgress: (progress: InventoryProgress) => void;
  readonly #signal: AbortSignal;
  readonly #turns = new Turns(readsAtATime);
  readonly #tenants = new Map<string, Promise<void>>();
  readonly #problems: InventoryProblem[] = [];
  readonly #failures: unknown[] = [];
  #tenantsRead = 0;
  #reads = 0;

  constructor(
    estate: InventoryEstate,
    onProgress: (progress: InventoryProgress) => void,
    signal: AbortSignal,
  ) {
    this.#estate = estate;
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  /** Starts with a tenant. Nothing is thrown here, where it would hit whoever else waits for the subscriptions. */
  begin(door: Door, subscriptions: Promise<void>): void {
    const reading = subscriptions
      .then(() => this.#readTenant(door))
      .catch((error: unknown) => void this.#failures.push(error));
    this.#tenants.set(doorPath(door), reading);
  }

  async finish(): Promise<Omit<Inventory, 'takenAt'>> {
    // A refresh that took the place of ours may have found more.
    for (const { door } of tenantStates(this.#estate.snapshot()))
      if (!this.#tenants.has(doorPath(door))) this.begin(door, Promise.resolve());
    await Promise.all(this.#tenants.values());
    this.#signal.throwIfAborted();
    if (this.#failures.length > 0) throw this.#failures[0];
    this.#estate.announce();
    const delegations = this.#estate
      .managingTenants()
      .flatMap(({ subscriptions }) => subscriptions)
      .flatMap((row) => (this.#estate.delegationsOf(row) ?? []).map((delegation) => ({ row, delegation })));
    const problems = [...problemsOf(this.#estate.snapshot()), ...this.#problems];
    return {
      delegations,
      definitions: definitionsOf(delegations),
      allDefinitionsBehind: [],
      problems,
      complete: problems.length === 0,
    };
  }

  async #readTenant(door: Door): Promise<void> {
    this.#signal.throwIfAborted();
    const state = tenantStates(this.#estate.snapshot()).find(
      (tenant) => doorPath(tenant.door) === doorPath(door),
    );
    if (state?.status === 'ready') await Promise.all(this.#readsOf(state));
    this.#tenantsRead++;
    this.#estate.announce();
    this.#tellProgress();
  }

  #readsOf({ door, subscriptions }: TenantState): readonly Promise<void>[] {
    return subscriptions.map((subscription) =>
      this.#turns.take(async () => {
        this.#signal.throwIfAborted();
        const row = isOwn(door, subscription)
          ? undefined
          : delegatedSubscription(door, subscription, door.tenantId);
        const error = row
          ? await this.#problemOf(row)
          : await this.#estate.check(door, subscription, this.#signal);
        if (error) this.#problems.push({ kind: 'subscription', door, subscription, row, error });
        if (++this.#reads % readsAnnounced === 0) this.#estate.announce();
        this.#tellProgress();
      }),
    );
  }

  async #problemOf(row: DelegatedSubscription): Promise<ArmError | undefined> {
    try {
      await this.#estate.readDelegations(row, this.#signal);
      return undefined;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!ArmError.is(error)) throw error;
      return error;
    }
  }

  #tellProgress(): void {
    this.#onProgress({ tenantsRead: this.#tenantsRead, tenants: this.#tenants.size, delegations: 0 });
  }
}

/** What the lists of accounts, tenants and subscriptions did not tell. */
function problemsOf(snapshot: EstateSnapshot): readonly InventoryProblem[] {
  return [
    ...(snapshot.error ? [{ kind: 'accounts', error: snapshot.error } as const] : []),
    ...snapshot.accounts.flatMap(({ accountId: id, accountLabel: label, error }) =>
      error ? [{ kind: 'account', account: { id, label }, error } as const] : [],
    ),
    ...tenantStates(snapshot).flatMap(({ door, status, error }) => {
      if (status === 'signInRequired')
        return [{ kind: 'tenant', door, error: signInRequired(door) } as const];
      return error ? [{ kind: 'tenant', door, error } as const] : [];
    }),
  ];
}

function signInRequired({ tenantId }: Door): ArmError {
  return new ArmError('This tenant wants a sign-in of its own.', {
    reason: 'signInRequired',
    scope: `/tenants/${tenantId}`,
  });
}

/** The definitions that delegations brought along, each once for each door. */
function definitionsOf(delegations: Inventory['delegations']): readonly PlacedDefinition[] {
  const definitions = new Map<string, PlacedDefinition>();
  for (const { row, delegation } of delegations) {
    const definition = definitionOf(delegation);
    if (definition?.id === undefined) continue;
    const key = `${doorPath(row.door)}${definition.id.toLowerCase()}`;
    definitions.set(key, { door: row.door, subscription: row.subscription, definition });
  }
  return [...definitions.values()];
}
