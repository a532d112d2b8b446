import { ArmError } from '../../arm/errors.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { type Delegation, grantsOf, managingTenantOf, toDelegation } from '../delegation.ts';
import { type Door, doorPath } from '../door.ts';
import {
  type DelegatedSubscription,
  delegatedSubscriptionKey,
  type DiscoveredManagers,
  ownershipKey,
} from './managingTenants.ts';
import type { Subscription } from './snapshot.ts';

/** What Azure answered, and when it was asked: an answer counts by its question, whenever it comes. */
interface Answer<T> {
  readonly asked: number;
  readonly value: T;
  /** Whether the graph told it, which may lag some minutes behind. */
  readonly byGraph?: boolean;
}

/** A delegation that was removed. */
interface Removal {
  /** What was asked earlier may still tell it. */
  readonly at: number;
  /** When the delegation was made, as an epoch; NaN where that is not known. */
  readonly createdAt: number;
}

/** What taking a delegation out has changed. */
export interface Forgetting {
  /** The rows that it was in. */
  readonly rows: readonly string[];
  /** The subscriptions, by their ids in lower case, that have no other one left in such a row. */
  readonly emptied: ReadonlySet<string>;
}

/**
 * What Azure answered about delegations. An answer to what was asked before a newer answer, or before a removal, never
 * overwrites what came later.
 */
export class Readings {
  readonly #delegations = new Map<string, Answer<readonly Delegation[]>>();
  readonly #discovered = new Map<string, ReadonlySet<string>>();
  readonly #checked = new Map<string, Answer<ArmError | undefined>>();
  /** By the ids of the delegations. */
  readonly #forgotten = new Map<string, Removal>();
  readonly #unlisted = new Map<string, ReadonlyMap<string, Subscription>>();
  /** Grows with every question and every removal. */
  #clock = 0;

  /** The moment of a question, to be told with its answer. */
  ask(): number {
    return ++this.#clock;
  }

  /** The delegations of a row as they were last read; nothing before the first reading. */
  delegationsOf(row: Pick<DelegatedSubscription, 'key'>): readonly Delegation[] | undefined {
    return this.#delegations.get(row.key)?.value;
  }

  /** Managers that only a reading of each subscription has shown. */
  get discovered(): DiscoveredManagers {
    return this.#discovered;
  }

  /** Subscriptions with delegations that the graph tells and the list of the tenant does not. */
  unlistedBehind(door: Door): readonly Subscription[] {
    return [...(this.#unlisted.get(doorPath(door))?.values() ?? [])];
  }

  /** Keeps which subscriptions the graph alone tells. */
  keepUnlisted(door: Door, subscriptions: readonly Subscription[]): void {
    this.#unlisted.set(doorPath(door), new Map(subscriptions.map((one) => [one.id, one])));
  }

  /** Whether all managers of one of the user's own subscriptions are known, or why they could not be read. */
  checkOf(door: Door, subscriptionId: string): 'unchecked' | 'checked' | ArmError {
    const check = this.#checked.get(ownershipKey(door, subscriptionId));
    return check ? (check.value ?? 'checked') : 'unchecked';
  }

  /**
   * Keeps what was answered about one row. Returns what the answer tells, and what is known now.
   *
   * @throws ArmError where the answer cannot be understood
   */
  keepRow(
    row: DelegatedSubscription,
    assignments: readonly RegistrationAssignment[],
    asked: number,
  ): { readonly told: readonly Delegation[]; readonly known: readonly Delegation[] } {
    const told = this.#understood(row.door, assignments, asked).filter((delegation) =>
      isManagedBy(delegation, row.managingTenantId),
    );
    return { told, known: this.#keep(row.key, { asked, value: told }) };
  }

  /**
   * Keeps what was answered about all managers of one of the user's own subscriptions. Returns what the answer tells;
   * nothing where a newer one is there.
   */
  keepOwn(
    door: Door,
    subscription: Subscription,
    assignments: readonly RegistrationAssignment[],
    asked: number,
  ): readonly Delegation[] {
    if (!this.#isNewestCheck(door, subscription.id, asked)) return [];
    const told = this.#understood(door, assignments, asked);
    const byManager = Map.groupBy(told, managingTenantOf);
    const managers = [...byManager.keys()].filter((manager) => manager !== undefined);
    this.#discovered.set(ownershipKey(door, subscription.id), new Set(managers));
    for (const manager of managers)
      this.#keep(delegatedSubscriptionKey(door, subscription.id, manager), {
        asked,
        value: byManager.get(manager) ?? [],
      });
    const [unattributed] = byManager.get(undefined) ?? [];
    this.keepCheck(door, subscription.id, asked, unattributed && withoutManager(unattributed));
    return told;
  }

  /**
   * Keeps what the graph told of one row. Returns false where the resource manager had answered something else: which of
   * them is out of date, only the resource manager can tell.
   *
   * @param told by the graph, without those that {@link notRemoved} takes out
   */
  keepFromGraph(key: string, told: readonly Delegation[], asked: number): boolean {
    const known = this.#delegations.get(key);
    if (known && !known.byGraph) return known.asked > asked || isSame(known.value, told);
    this.#keep(key, { asked, value: told, byGraph: true });
    return true;
  }

  /** Keeps which managers the graph told for one of the user's own subscriptions. */
  keepManagersFromGraph(
    door: Door,
    subscriptionId: string,
    managers: ReadonlySet<string>,
    asked: number,
  ): void {
    if (!this.#isNewestCheck(door, subscriptionId, asked)) return;
    this.#discovered.set(ownershipKey(door, subscriptionId), managers);
    this.keepCheck(door, subscriptionId, asked, undefined);
  }

  /**
   * The delegations of an answer of the graph, each once, without those that were removed: the graph may tell them for
   * some minutes more. One that was made after the one that was removed is another.
   */
  notRemoved(delegations: readonly Delegation[]): readonly Delegation[] {
    return eachOnce(
      delegations.filter((delegation) => {
        const removal = this.#forgotten.get(resourceKey(delegation.id));
        return !removal || creationOf(delegation) > removal.createdAt;
      }),
    );
  }

  /** Keeps how the check of one of the user's own subscriptions went. */
  keepCheck(door: Door, subscriptionId: string, asked: number, problem: ArmError | undefined): void {
    if (this.#isNewestCheck(door, subscriptionId, asked))
      this.#checked.set(ownershipKey(door, subscriptionId), { asked, value: problem });
  }

  /** Takes a delegation out, whatever door it was reached through, because it was removed. */
  forget(id: string): Forgetting {
    const removed = resourceKey(id);
    const at = this.ask();
    let createdAt = NaN;
    const rows: string[] = [];
    const emptied = new Set<string>();
    for (const [key, answer] of this.#delegations) {
      const { value: delegations } = answer;
      const gone = delegations.find((delegation) => resourceKey(delegation.id) === removed);
      if (!gone) continue;
      const left = delegations.filter((delegation) => delegation !== gone);
      this.#delegations.set(key, { ...answer, value: left });
      createdAt = creationOf(gone);
      rows.push(key);
      if (left.length > 0) continue;
      emptied.add(gone.subscriptionId.toLowerCase());
      this.#dropUnlisted(gone);
      const owner = ownershipKey(gone.door, gone.subscriptionId);
      const others = [...(this.#discovered.get(owner) ?? [])].filter(
        (manager) => delegatedSubscriptionKey(gone.door, gone.subscriptionId, manager) !== key,
      );
      if (this.#discovered.has(owner)) this.#discovered.set(owner, new Set(others));
    }
    this.#forgotten.set(removed, { at, createdAt });
    return { rows, emptied };
  }

  /** Forgets everything. */
  clear(): void {
    this.#delegations.clear();
    this.#discovered.clear();
    this.#checked.clear();
    this.#forgotten.clear();
    this.#unlisted.clear();
  }

  #isNewestCheck(door: Door, subscriptionId: string, asked: number): boolean {
    return (this.#checked.get(ownershipKey(door, subscriptionId))?.asked ?? 0) < asked;
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
      .filter(({ id }) => (this.#forgotten.get(resourceKey(id))?.at ?? 0) < asked);
    // What the resource manager tells after the removal is there again, and then the graph may say so too.
    for (const { id } of delegations) this.#forgotten.delete(resourceKey(id));
    return eachOnce(delegations);
  }

  #dropUnlisted({ door, subscriptionId }: Delegation): void {
    const left = this.unlistedBehind(door).filter(({ id }) => id !== subscriptionId.toLowerCase());
    this.keepUnlisted(door, left);
  }

  /** Keeps an answer unless a newer one is there; returns what is known then. */
  #keep(key: string, answer: Answer<readonly Delegation[]>): readonly Delegation[] {
    const known = this.#delegations.get(key);
    if (known && known.asked > answer.asked) return known.value;
    this.#delegations.set(key, answer);
    return answer.value;
  }
}

function eachOnce(delegations: readonly Delegation[]): readonly Delegation[] {
  return [...new Map(delegations.map((delegation) => [delegation.key, delegation])).values()];
}

function understood(door: Door, assignment: RegistrationAssignment): Delegation {
  const delegation = toDelegation(door, assignment);
  if (delegation) return delegation;
  throw new ArmError(`Azure listed a delegation whose id is none: ${JSON.stringify(assignment.id)}.`, {
    reason: 'malformed',
  });
}

function withoutManager({ id }: Delegation): ArmError {
  return new ArmError('Azure listed a delegation without telling who manages it.', {
    reason: 'malformed',
    scope: id,
  });
}

/** When a delegation was made, as an epoch; NaN, which is after nothing, where it is not told. */
function creationOf({ assignment }: Delegation): number {
  return Date.parse(assignment.systemData?.createdAt ?? '');
}

/** Whether two answers tell the same delegations with the same grants. */
function isSame(one: readonly Delegation[], other: readonly Delegation[]): boolean {
  const outline = (delegations: readonly Delegation[]): string =>
    delegations
      .map((delegation) =>
        [
          resourceKey(delegation.id),
          ...grantsOf(delegation)
            .map(({ kind, authorization: { principalId, roleDefinitionId } }) =>
              `${kind} ${principalId} ${roleDefinitionId}`.toLowerCase(),
            )
            .sort(),
        ].join('\n'),
      )
      .sort()
      .join('\n\n');
  return outline(one) === outline(other);
}

/** Whether a delegation is one of a managing tenant's; one that does not tell is where it was asked for. */
function isManagedBy(delegation: Delegation, managingTenantId: string): boolean {
  const manager = managingTenantOf(delegation);
  return manager === undefined || manager === managingTenantId;
}
