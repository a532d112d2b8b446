import { expect } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import { checkAgain, type OpenRemoval } from '../../../../src/delegations/removal/checkAgain.ts';
import type { DeletionOutcome, RemovalOutcome } from '../../../../src/delegations/removal/outcome.ts';
import type { RemovalPermission, RemovalPlan } from '../../../../src/delegations/removal/plan.ts';
import type {
  DeletionAnswer,
  DeletionOperation,
  OperationStatus,
  RemovalChange,
  RemovalPorts,
  RemovalRecord,
  RemovalStep,
} from '../../../../src/delegations/removal/ports.ts';
import { RemovalsInProgress } from '../../../../src/delegations/removal/removalsInProgress.ts';
import { removeDelegation } from '../../../../src/delegations/removal/removeDelegation.ts';
import type { RemovalTarget } from '../../../../src/delegations/removal/target.ts';
import { delegation, target } from './delegation.ts';

/** What a port answers or throws, or what happens first (such as a cancellation) and then gives that. */
type Answer<T> = T | ArmError | ((script: Script) => T | ArmError);

/** Between two readings, and until a deletion is not followed any longer, in milliseconds of the script's clock. */
export const pollIntervalMs = 1_000;
export const followAtMostMs = 60_000;
const recordName = 'record-1';
export const operationUrl = 'https://management.azure.com/operationStatuses/1';

/** Answers to a DELETE. */
export const deleted: DeletionAnswer = { kind: 'deleted' };
export const didNotExist: DeletionAnswer = { kind: 'didNotExist' };
export const acceptedWithoutOperation: DeletionAnswer = { kind: 'accepted' };
export const accepted = 'accepted';

/** What an operation says. */
export const running: OperationStatus = { kind: 'running' };
export const succeeded: OperationStatus = { kind: 'succeeded' };

/** How a scripted removal went. */
export interface Told<T = RemovalOutcome> {
  readonly outcome: T;
  /** The first plan that was put before the user. */
  readonly plan: RemovalPlan | undefined;
  /** All of them, and what the user had agreed to before. */
  readonly plans: readonly { readonly plan: RemovalPlan; readonly agreed: RemovalPlan | undefined }[];
  /** What the journal was told. */
  readonly record: RemovalRecord | undefined;
  readonly changes: readonly RemovalChange[];
  readonly steps: readonly RemovalStep[];
  /** Every call of a port, waits included, in order. */
  readonly calls: readonly string[];
  /** How long the clock was waited for, wait by wait. */
  readonly waits: readonly number[];
}

/**
 * Azure and the user, as a script: each port gives its answers in order. A call without an answer and an answer
 * without a call are failures, so a test tells the whole story.
 */
export class Script {
  readonly #reads: Answer<RegistrationAssignment>[] = [];
  readonly #subscription: Answer<boolean>[] = [];
  readonly #deletes: Answer<DeletionAnswer | typeof accepted>[] = [];
  readonly #statuses: Answer<OperationStatus>[] = [];
  readonly #abort = new AbortController();
  readonly #calls: string[] = [];
  readonly #unexpected: string[] = [];
  readonly #steps: RemovalStep[] = [];
  readonly #changes: RemovalChange[] = [];
  readonly #waits: number[] = [];
  readonly #failingUpdates = new Map<RemovalChange['kind'], Error>();
  #record: RemovalRecord | undefined;
  readonly #plans: Told['plans'][number][] = [];
  #permission: Answer<RemovalPermission> = 'yes';
  #confirmations: readonly Answer<boolean>[] = [];
  #openFailure: Error | undefined;
  #elsewhere = false;
  #elsewhereByThen = false;
  #whenOpened: () => void = () => undefined;
  #cancelInWait: number | undefined;
  #stepsCannotBeShown = false;
  #now = 0;
  #newestUrl = operationUrl;
  #retryAfterMs: number | undefined;

  /** The assignment, reading by reading. */
  reads(...answers: readonly Answer<RegistrationAssignment>[]): this {
    this.#reads.push(...answers);
    return this;
  }

  /** Whether the subscription can be read, time by time. */
  subscription(...answers: readonly Answer<boolean>[]): this {
    this.#subscription.push(...answers);
    return this;
  }

  /** The answers to the DELETEs. */
  deletes(...answers: readonly Answer<DeletionAnswer | typeof accepted>[]): this {
    this.#deletes.push(...answers);
    return this;
  }

  /** The states of the operation, reading by reading. */
  statuses(...answers: readonly Answer<OperationStatus>[]): this {
    this.#statuses.push(...answers);
    return this;
  }

  permission(answer: Answer<RemovalPermission>): this {
    this.#permission = answer;
    return this;
  }

  confirmation(answer: Answer<boolean>): this {
    return this.confirmations(answer);
  }

  /** What the user says, question by question; yes where nothing else is told. */
  confirmations(...answers: readonly Answer<boolean>[]): this {
    this.#confirmations = answers;
    return this;
  }

  /** The journal cannot be opened. */
  journalCannotBeOpened(error: Error): this {
    this.#openFailure = error;
    return this;
  }

  /** Another process is removing the same delegation, or begins to while the user is asked. */
  removedElsewhere(since: 'before' | 'meanwhile'): this {
    this.#elsewhere = since === 'before';
    this.#elsewhereByThen = true;
    return this;
  }

  /** The journal cannot note this kind of change. */
  journalCannotNote(kind: RemovalChange['kind'], error: Error): this {
    this.#failingUpdates.set(kind, error);
    return this;
  }

  /** The user cancels while the journal is being written. */
  cancelWhileRecording(): this {
    this.#whenOpened = () => this.cancel();
    return this;
  }

  /** Whoever shows the steps fails. */
  stepsCannotBeShown(): this {
    this.#stepsCannotBeShown = true;
    return this;
  }

  /** The user cancels in the n-th wait, counted from 1. */
  cancelInWait(n: number): this {
    this.#cancelInWait = n;
    return this;
  }

  /** The user cancels now. */
  cancel(): void {
    this.#abort.abort();
  }

  /** The operation moves to another address. */
  moveOperationTo(url: string): void {
    this.#newestUrl = url;
  }

  /** The operation asks not to be read again before that. */
  askToRetryAfter(milliseconds: number): void {
    this.#retryAfterMs = milliseconds;
  }

  /** Removes the target, and holds that so many DELETEs were sent, none of them before the record was on disk. */
  async remove(expected: {
    readonly deletes: number;
    readonly of?: RemovalTarget;
    readonly inProgress?: RemovalsInProgress;
  }): Promise<Told> {
    const { inProgress = new RemovalsInProgress(), of = target() } = expected;
    const outcome = await removeDelegation(of, this.#ports(inProgress), this.#abort.signal);
    expect(inProgress.has(of.id)).toBe(expected.inProgress?.has(of.id) ?? false);
    if (expected.deletes === 0) return this.#told(outcome, 0);
    // Every outcome of a DELETE names its record, which the tests need not repeat.
    const { record, ...others } = outcome as DeletionOutcome;
    expect(record).toBe(recordName);
    return this.#told(others, expected.deletes);
  }

  /** Checks an open removal again, and holds that nothing was sent but readings. */
  async checkAgain(open: OpenRemoval): Promise<Told> {
    const outcome = await checkAgain(open, this.#ports(new RemovalsInProgress()), this.#abort.signal);
    return this.#told(outcome, 0);
  }

  #told(outcome: RemovalOutcome, deletes: number): Told {
    expect(this.#unexpected, 'calls without an answer').toEqual([]);
    const left = {
      reads: this.#reads.length,
      subscription: this.#subscription.length,
      deletes: this.#deletes.length,
      statuses: this.#statuses.length,
    };
    expect(left, 'answers without a call').toEqual({ reads: 0, subscription: 0, deletes: 0, statuses: 0 });
    expect(this.#calls.filter((call) => call === 'DELETE')).toHaveLength(deletes);
    if (deletes > 0) {
      expect(this.#calls).toContain('record is on disk');
      expect(this.#calls.indexOf('DELETE')).toBeGreaterThan(this.#calls.indexOf('record is on disk'));
    }
    return {
      outcome,
      plan: this.#plans[0]?.plan,
      plans: this.#plans,
      record: this.#record,
      changes: this.#changes,
      steps: this.#steps,
      calls: this.#calls,
      waits: this.#waits,
    };
  }

  #ports(inProgress: RemovalsInProgress): RemovalPorts {
    return {
      inProgress,
      azure: {
        readAssignment: () => this.#next('read', this.#reads),
        subscriptionIsReadable: () => this.#next('subscription', this.#subscription),
        beginDelete: async () => {
          const answer = await this.#next('DELETE', this.#deletes);
          return answer === accepted ? { kind: 'accepted', operation: this.#operation() } : answer;
        },
        operationAt: (url) => {
          expect(url).toBe(operationUrl);
          return this.#operation();
        },
      },
      permission: () => this.#settle(this.#permission),
      confirm: (plan, _signal, agreed) => {
        this.#calls.push('confirm');
        const answer = this.#confirmations[this.#plans.length] ?? true;
        this.#plans.push({ plan, agreed });
        return this.#settle(answer);
      },
      journal: {
        isRemovedElsewhere: () => Promise.resolve(this.#elsewhere),
        open: async (record) => {
          this.#record = record;
          await Promise.resolve();
          if (this.#openFailure) throw this.#openFailure;
          if (this.#elsewhereByThen) return undefined;
          this.#calls.push('record is on disk');
          this.#whenOpened();
          return {
            name: recordName,
            update: async (change) => {
              await Promise.resolve();
              this.#calls.push(change.kind);
              const failure = this.#failingUpdates.get(change.kind);
              if (failure) throw failure;
              this.#changes.push(change);
            },
          };
        },
      },
      clock: {
        now: () => this.#now,
        wait: async (milliseconds) => {
          await Promise.resolve();
          this.#calls.push('wait');
          this.#waits.push(milliseconds);
          if (this.#waits.length === this.#cancelInWait) this.cancel();
          else this.#now += milliseconds;
        },
      },
      pace: { pollIntervalMs, followAtMostMs },
      onStep: (step) => {
        this.#steps.push(step);
        if (this.#stepsCannotBeShown) throw new Error('There is no window.');
      },
    };
  }

  #operation(): DeletionOperation {
    const newest = () => ({ url: this.#newestUrl, retryAfterMs: this.#retryAfterMs });
    return {
      get url() {
        return newest().url;
      },
      get retryAfterMs() {
        return newest().retryAfterMs;
      },
      readStatus: () => this.#next('status', this.#statuses),
    };
  }

  async #next<T>(call: string, answers: Answer<T>[]): Promise<T> {
    this.#calls.push(call);
    const answer = answers.shift();
    if (answer === undefined) {
      this.#unexpected.push(`${call}, after ${this.#calls.join(', ')}`);
      throw new Error(`The script has no answer to: ${call}`);
    }
    return this.#settle(answer);
  }

  async #settle<T>(answer: Answer<T>): Promise<T> {
    await Promise.resolve();
    const settled =
      typeof answer === 'function' ? (answer as (script: Script) => T | ArmError)(this) : answer;
    if (settled instanceof ArmError) throw settled;
    return settled;
  }
}

/** A script from its first reading on. */
export function script(): Script {
  return new Script();
}

/** A script in which the delegation is read, confirmed and read again; it goes on with the answer to the DELETE. */
export function confirmed(assignment: RegistrationAssignment = delegation()): Script {
  return new Script().reads(assignment, assignment);
}

/** The user cancels while a call is on its way. */
export function cancelledMeanwhile<T>(answer: T | ArmError): (script: Script) => T | ArmError {
  return (on) => {
    on.cancel();
    return answer;
  };
}

/** The same answer several times. */
export function times<T>(count: number, answer: T): T[] {
  return Array.from({ length: count }, () => answer);
}
