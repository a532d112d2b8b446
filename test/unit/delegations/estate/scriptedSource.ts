import type { RoleDefinition } from '../../../../src/arm/authorization/models.ts';
import { ArmError } from '../../../../src/arm/errors.ts';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import type { GraphPage, GraphRequest } from '../../../../src/arm/resourceGraph/models.ts';
import { type Door, doorPath } from '../../../../src/delegations/door.ts';
import type { EstateAccount, EstateSource } from '../../../../src/delegations/estate/estateSource.ts';
import type { Subscription, Tenant } from '../../../../src/delegations/estate/snapshot.ts';

/** An answer that the test gives when it likes. */
export class HeldAnswer<T> {
  readonly #answer = Promise.withResolvers<T>();
  readonly #asked = Promise.withResolvers<AbortSignal | undefined>();

  /** Resolves once the question was asked, with the signal that came with it. */
  get asked(): Promise<AbortSignal | undefined> {
    return this.#asked.promise;
  }

  answer(value: T): void {
    this.#answer.resolve(value);
  }

  fail(error: Error): void {
    this.#answer.reject(error);
  }

  /** What the source does when the question is asked. */
  ask(signal: AbortSignal | undefined): Promise<T> {
    this.#asked.resolve(signal);
    return this.#answer.promise;
  }
}

/** A page of the graph, the only one or the last. */
export function graphPage(rows: readonly unknown[], skipToken?: string): GraphPage {
  return {
    rows,
    isTruncated: skipToken !== undefined,
    isSubscriptionLimitHit: false,
    ...(skipToken !== undefined && { skipToken }),
  };
}

/** Something that can be asked of Azure: what it answers, and how often it was asked. */
export class Question<T> {
  readonly #held: HeldAnswer<T>[] = [];
  #answer: () => Promise<T>;
  #timesAsked = 0;

  constructor(answer: T) {
    this.#answer = () => Promise.resolve(answer);
  }

  get timesAsked(): number {
    return this.#timesAsked;
  }

  /** From now on the answer is this. */
  answers(value: T): void {
    this.#answer = () => Promise.resolve(value);
  }

  /** From now on the answer is this error. */
  fails(error: ArmError): void {
    this.#answer = () => Promise.reject(error);
  }

  /** From now on the question fails before there is a promise of an answer. */
  throws(error: Error): void {
    this.#answer = () => {
      throw error;
    };
  }

  /** The next answer waits for the test; those that are held are given to the questions in order. */
  holdNext(): HeldAnswer<T> {
    const held = new HeldAnswer<T>();
    this.#held.push(held);
    return held;
  }

  /** What the source does when the question is asked. */
  ask(signal?: AbortSignal): Promise<T> {
    this.#timesAsked++;
    const held = this.#held.shift();
    return held ? held.ask(signal) : this.#answer();
  }
}

/**
 * Azure as a test tells it, one question at a time. Where the test says nothing nobody is signed in, no home tenant is
 * told, every list is empty, and the graph refuses to answer.
 */
export class ScriptedSource implements EstateSource {
  readonly #questions = new Map<string, unknown>();

  /** What was asked of the graph, in order. */
  readonly askedOfGraph: GraphRequest[] = [];

  readonly whoIsSignedIn = new Question<readonly EstateAccount[]>([]);

  homeTenantOf(account: EstateAccount): Question<string | undefined> {
    return this.#question<string | undefined>(`home ${account.id}`, undefined);
  }

  tenantsOf(account: EstateAccount): Question<readonly Tenant[]> {
    return this.#question<readonly Tenant[]>(`tenants ${account.id}`, []);
  }

  subscriptionsBehind(door: Door): Question<readonly Subscription[]> {
    return this.#question<readonly Subscription[]>(`subscriptions ${doorPath(door)}`, []);
  }

  /** @param managingTenantId whose delegations are asked for; everybody's where it is left out */
  assignmentsOf(
    door: Door,
    subscriptionId: string,
    managingTenantId?: string,
  ): Question<readonly RegistrationAssignment[]> {
    const of = `${doorPath(door)} ${subscriptionId} ${managingTenantId ?? 'all'}`;
    return this.#question<readonly RegistrationAssignment[]>(`assignments ${of}`, []);
  }

  /** The first page and every other, in the order in which they are asked for. */
  graphBehind(door: Door): Question<GraphPage> {
    const name = `graph ${doorPath(door)}`;
    const isNew = !this.#questions.has(name);
    const question = this.#question<GraphPage>(name, graphPage([]));
    if (isNew) question.fails(new ArmError('There is no graph.', { reason: 'forbidden' }));
    return question;
  }

  /** Whatever is asked for the names of roles. */
  readonly namesOfRoles = new Question<ReadonlyMap<string, string>>(new Map());

  accounts(): Promise<readonly EstateAccount[]> {
    return this.whoIsSignedIn.ask();
  }

  homeTenant(account: EstateAccount): Promise<string | undefined> {
    return this.homeTenantOf(account).ask();
  }

  tenants(account: EstateAccount, signal: AbortSignal): Promise<readonly Tenant[]> {
    return this.tenantsOf(account).ask(signal);
  }

  subscriptions(door: Door, signal: AbortSignal): Promise<readonly Subscription[]> {
    return this.subscriptionsBehind(door).ask(signal);
  }

  assignments(
    door: Door,
    subscriptionId: string,
    managingTenantId: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly RegistrationAssignment[]> {
    return this.assignmentsOf(door, subscriptionId, managingTenantId).ask(signal);
  }

  delegationsInGraph(door: Door, request: GraphRequest, signal: AbortSignal): Promise<GraphPage> {
    this.askedOfGraph.push(request);
    return this.graphBehind(door).ask(signal);
  }

  async roleDefinitions(
    _door: Door,
    _subscriptionId: string,
    signal: AbortSignal,
  ): Promise<readonly RoleDefinition[]> {
    const names = await this.namesOfRoles.ask(signal);
    return [...names].map(([name, roleName]) => ({ id: name, name, roleName }));
  }

  #question<T>(name: string, answer: T): Question<T> {
    const known = this.#questions.get(name) as Question<T> | undefined;
    if (known) return known;
    const question = new Question(answer);
    this.#questions.set(name, question);
    return question;
  }
}
