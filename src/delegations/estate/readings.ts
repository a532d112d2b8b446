import { ArmError } from '../../arm/errors.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { type Delegation, managingTenantOf, toDelegation } from '../delegation.ts';
import type { Door } from '../door.ts';
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
  /** Delegations that were removed, by their ids, and when: what was asked earlier may still tell them. */
  readonly #forgotten = new Map<string, number>();
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

  /** Keeps how the check of one of the user's own subscriptions went. */
  keepCheck(door: Door, subscriptionId: string, asked: number, problem: ArmError | undefined): void {
    if (this.#isNewestCheck(door, subscriptionId, asked))
      this.#checked.set(ownershipKey(door, subscriptionId), { asked, value: problem });
  }

  /** Takes a delegation out, whatever door it was reached through, because it was removed. */
  forget(id: string): Forgetting {
    const removed = resourceKey(id);
    this.#forgotten.set(removed, this.ask());
    const rows: string[] = [];
    const emptied = new Set<string>();
    for (const [key, { asked, value: delegations }] of this.#delegations) {
      const gone = delegations.find((delegation) => resourceKey(delegation.id) === removed);
      if (!gone) continue;
      const left = delegations.filter((delegation) => delegation !== gone);
      this.#delegations.set(key, { asked, value: left });
      rows.push(key);
      if (left.length > 0) continue;
      emptied.add(gone.subscriptionId.toLowerCase());
      const owner = ownershipKey(gone.door, gone.subscriptionId);
      const others = [...(this.#discovered.get(owner) ?? [])].filter(
        (manager) => delegatedSubscriptionKey(gone.door, gone.subscriptionId, manager) !== key,
      );
      if (this.#discovered.has(owner)) this.#discovered.set(owner, new Set(others));
    }
    return { rows, emptied };
  }

  /** Forgets everything. */
  clear(): void {
    this.#delegations.clear();
    this.#discovered.clear();
    this.#checked.clear();
    this.#forgotten.clear();
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

/** Whether a delegation is one of a managing tenant's; one that does not tell is where it was asked for. */
function isManagedBy(delegation: Delegation, managingTenantId: string): boolean {
  const manager = managingTenantOf(delegation);
  return manager === undefined || manager === managingTenantId;
}
