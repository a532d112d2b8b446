import { ArmError } from '../../arm/errors.ts';
import { type Delegation, definitionOf } from '../delegation.ts';
import { type Door, doorPath } from '../door.ts';
import type { EstateSource } from '../estate/estateSource.ts';
import {
  type DelegatedSubscription,
  delegatedSubscription,
  type ManagingTenant,
} from '../estate/managingTenants.ts';
import type { Readings } from '../estate/readings.ts';
import {
  type EstateSnapshot,
  isOwn,
  type Subscription,
  type TenantState,
  tenantStates,
} from '../estate/snapshot.ts';
import { Turns } from '../permission/turns.ts';
import { GraphAnswer } from './graphAnswer.ts';
import type { Inventory, InventoryProblem, InventoryProgress, PlacedDefinition } from './inventory.ts';
import { readGraph } from './readGraph.ts';
import { keepForNow, settleGraph } from './settleGraph.ts';

/** What an inventory is taken of: the estate, which asks Azure and keeps what it answers. */
export interface InventoryEstate {
  readonly source: Pick<EstateSource, 'delegationsInGraph'>;
  readonly readings: Readings;
  snapshot(): EstateSnapshot;
  managingTenants(): readonly ManagingTenant[];
  /**
   * Reads accounts, tenants and subscriptions again, and tells of each tenant as soon as it is known, with what
   * resolves when its subscriptions have been read.
   */
  refresh(alongside: (door: Door, subscriptions: Promise<void>) => void): Promise<void>;
  /** Rejects with an ArmError. */
  readDelegations(row: DelegatedSubscription, signal: AbortSignal): Promise<readonly Delegation[]>;
  /** Reads all delegations of one of the user's own subscriptions; returns why that did not go, if so. */
  check(door: Door, subscription: Subscription, signal: AbortSignal): Promise<ArmError | undefined>;
  /** Learns the names of tenants that delegations tell. */
  learn(door: Door, delegations: readonly Delegation[]): void;
  /** Tells whoever watches what was read by now. */
  announce(): void;
}

/** How many subscriptions are read at a time; the resource manager refills 25 reads a second. */
const readsAtATime = 8;

/** Milliseconds between two moments at which whoever watches is told what has come in: each may draw everything. */
const announcementsApart = 250;

/**
 * Reads everything, all tenants side by side: of each the subscriptions, and what the graph knows of delegations. What
 * the graph does not know, or cannot be trusted with, the resource manager is asked for. What cannot be read costs only
 * itself, and is named. Rejects with the reason of the signal where that stops it; what was read by then counts.
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
  readonly #definitionsTold: PlacedDefinition[] = [];
  readonly #allDefinitionsBehind: Door[] = [];
  readonly #problems: InventoryProblem[] = [];
  readonly #failures: unknown[] = [];
  #tenantsRead = 0;
  /** When whoever watches was told last, in epoch milliseconds. */
  #announced = 0;
  #subscriptionsRead = 0;

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
    const reading = this.#readTenant(door, subscriptions).catch(
      (error: unknown) => void this.#failures.push(error),
    );
    this.#tenants.set(doorPath(door), reading);
  }

  async finish(): Promise<Omit<Inventory, 'takenAt'>> {
    // A refresh that took the place of ours may have found more.
    for (const { door } of tenantStates(this.#estate.snapshot()))
      if (!this.#tenants.has(doorPath(door))) this.begin(door, Promise.resolve());
    await Promise.all(this.#tenants.values());
    this.#signal.throwIfAborted();
    if (this.#failures.length > 0) throw this.#failures[0];
    const snapshot = this.#estate.snapshot();
    const delegations = this.#estate
      .managingTenants()
      .flatMap(({ subscriptions }) => subscriptions)
      .flatMap((row) =>
        (this.#estate.readings.delegationsOf(row) ?? []).map((delegation) => ({ row, delegation })),
      );
    const problems = [...problemsOf(snapshot), ...this.#problems];
    return {
      delegations,
      definitions: this.#definitions(delegations),
      allDefinitionsBehind: this.#allDefinitionsBehind,
      problems,
      complete: problems.length === 0,
    };
  }

  async #readTenant(door: Door, subscriptions: Promise<void>): Promise<void> {
    this.#signal.throwIfAborted();
    const { readings } = this.#estate;
    const answer = new GraphAnswer(door);
    const asked = readings.ask();
    const [isComplete] = await Promise.all([
      this.#readGraph(door, subscriptions, answer, asked),
      subscriptions,
    ]);
    this.#signal.throwIfAborted();
    const state = this.#stateOf(door);
    const listed = state?.subscriptions ?? [];
    const isTrusted = isComplete && !answer.isDoubtful;
    const byId = new Map(listed.map((subscription) => [subscription.id, subscription]));
    for (const { subscriptionId, definition } of answer.definitions)
      this.#definitionsTold.push({ door, subscription: byId.get(subscriptionId), definition });
    if (isTrusted) this.#allDefinitionsBehind.push(door);
    const untold = isTrusted ? settleGraph(readings, door, answer, listed, asked) : listed;
    this.#announce();
    // Where the list failed, what it told earlier may be gone.
    if (state?.status === 'ready') await Promise.all(this.#readsOf(door, untold));
    this.#tenantsRead++;
    this.#announce();
  }

  /** Returns whether the graph told everything; a refusal of it is no problem, since the resource manager is asked then. */
  async #readGraph(
    door: Door,
    subscriptions: Promise<void>,
    answer: GraphAnswer,
    asked: number,
  ): Promise<boolean> {
    const { source, readings } = this.#estate;
    const listed = async (): Promise<readonly string[]> => {
      await subscriptions;
      return (this.#stateOf(door)?.subscriptions ?? []).map(({ id }) => id);
    };
    const keep = (rows: readonly unknown[]): void => {
      this.#signal.throwIfAborted();
      const touched = answer.add(rows);
      keepForNow(readings, door, answer, touched, asked);
      this.#estate.learn(
        door,
        [...touched].flatMap((id) => answer.delegationsIn(id)),
      );
      this.#announce();
    };
    try {
      return await readGraph(
        (request) => source.delegationsInGraph(door, request, this.#signal),
        listed,
        keep,
      );
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!ArmError.is(error)) throw error;
      return false;
    }
  }

  #readsOf(door: Door, subscriptions: readonly Subscription[]): readonly Promise<void>[] {
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
        this.#subscriptionsRead++;
        this.#announce();
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

  #stateOf(door: Door): TenantState | undefined {
    const path = doorPath(door);
    return tenantStates(this.#estate.snapshot()).find((tenant) => doorPath(tenant.door) === path);
  }

  #announce(): void {
    const now = Date.now();
    if (now - this.#announced >= announcementsApart) {
      this.#announced = now;
      this.#estate.announce();
    }
    this.#onProgress({
      tenantsRead: this.#tenantsRead,
      tenants: this.#tenants.size,
      subscriptionsRead: this.#subscriptionsRead,
    });
  }

  /** The definitions that delegations brought along and those that the graph told, each once for each door. */
  #definitions(delegations: Inventory['delegations']): readonly PlacedDefinition[] {
    const definitions = new Map<string, PlacedDefinition>();
    const add = (placed: PlacedDefinition): void => {
      const { id } = placed.definition;
      if (id !== undefined) definitions.set(`${doorPath(placed.door)}${id.toLowerCase()}`, placed);
    };
    this.#definitionsTold.forEach(add);
    for (const { row, delegation } of delegations) {
      const definition = definitionOf(delegation);
      if (definition) add({ door: row.door, subscription: row.subscription, definition });
    }
    return [...definitions.values()];
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
