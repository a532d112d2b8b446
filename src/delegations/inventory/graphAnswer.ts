import type { RegistrationAssignment, RegistrationDefinition } from '../../arm/managedservices/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { type Delegation, toDelegation } from '../delegation.ts';
import type { Door } from '../door.ts';
import { type GraphRow, readGraphRow } from './graphRow.ts';

type AssignmentRow = Extract<GraphRow, { readonly kind: 'assignment' }>;
type DefinitionRow = Extract<GraphRow, { readonly kind: 'definition' }>;

/** What the graph tells behind one door: rows of assignments and of definitions, joined as the pages come in. */
export class GraphAnswer {
  readonly #door: Door;
  readonly #assignments = new Map<string, Map<string, AssignmentRow>>();
  readonly #definitions = new Map<string, DefinitionRow>();
  readonly #doubted = new Set<string>();
  /** By subscription, until the next page. */
  readonly #joinedDelegations = new Map<string, readonly Delegation[]>();
  #isDoubtful = false;

  constructor(door: Door) {
    this.#door = door;
  }

  /** Takes in a page; returns the subscriptions of its assignments. */
  add(rows: readonly unknown[]): ReadonlySet<string> {
    const touched = new Set<string>();
    this.#joinedDelegations.clear();
    for (const row of rows.map(readGraphRow)) {
      if (row.kind === 'unknown') this.#doubt(row.subscriptionId);
      else if (row.kind === 'definition') this.#definitions.set(resourceKey(row.definition.id), row);
      else {
        const { subscriptionId, assignment } = row;
        const known = this.#assignments.get(subscriptionId) ?? new Map<string, AssignmentRow>();
        this.#assignments.set(subscriptionId, known.set(resourceKey(assignment.id), row));
        touched.add(subscriptionId);
      }
    }
    return touched;
  }

  /** Whether there was a row that cannot be understood and may be about any subscription. */
  get isDoubtful(): boolean {
    return this.#isDoubtful;
  }

  /** Whether there was a row about a subscription that cannot be understood. */
  doubts(subscriptionId: string): boolean {
    return this.#doubted.has(subscriptionId);
  }

  /** The subscriptions that there are assignments in. */
  get subscriptionIds(): Iterable<string> {
    return this.#assignments.keys();
  }

  /** The tenant that a subscription belongs to, where a row told it. */
  homeOf(subscriptionId: string): string | undefined {
    for (const { homeTenantId } of this.#assignments.get(subscriptionId)?.values() ?? [])
      if (homeTenantId !== undefined) return homeTenantId;
    return undefined;
  }

  /** The delegations in a subscription, each with its definition where that was told by now. */
  delegationsIn(subscriptionId: string): readonly Delegation[] {
    const known = this.#joinedDelegations.get(subscriptionId);
    if (known) return known;
    const rows = [...(this.#assignments.get(subscriptionId)?.values() ?? [])];
    const joined = rows.flatMap(({ assignment }) => toDelegation(this.#door, this.#joined(assignment)) ?? []);
    this.#joinedDelegations.set(subscriptionId, joined);
    return joined;
  }

  /** Every definition that was told, with the subscription that it lives in. */
  get definitions(): readonly {
    readonly subscriptionId: string;
    readonly definition: RegistrationDefinition;
  }[] {
    return [...this.#definitions.values()];
  }

  #doubt(subscriptionId: string | undefined): void {
    if (subscriptionId === undefined) this.#isDoubtful = true;
    else this.#doubted.add(subscriptionId);
  }

  #joined(assignment: RegistrationAssignment): RegistrationAssignment {
    const { properties } = assignment;
    const definition = this.#definitions.get(resourceKey(String(properties?.registrationDefinitionId)));
    if (!definition) return assignment;
    return { ...assignment, properties: { ...properties, registrationDefinition: definition.definition } };
  }
}
