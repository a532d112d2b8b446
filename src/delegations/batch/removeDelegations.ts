import { ArmError } from '../../arm/errors.ts';
import { type Door, doorPath } from '../door.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import type { RemovalJudgement } from '../permission/removalJudgement.ts';
import type { RemovalOutcome } from '../removal/outcome.ts';
import type {
  RemovalAzure,
  RemovalClock,
  RemovalJournal,
  RemovalPace,
  RemovalStep,
} from '../removal/ports.ts';
import { removeDelegation } from '../removal/removeDelegation.ts';
import type { RemovalsInProgress } from '../removal/removalsInProgress.ts';
import { targetOf } from '../removal/target.ts';
import type { BatchResult, NotAttempted } from './batchResult.ts';
import { byChances, mayWork } from './chances.ts';
import type { CheckedDelegation, JudgedDelegation } from './checkedDelegation.ts';
import { isAsAgreed } from '../removal/isAsAgreed.ts';
import { removalOrder } from './removalOrder.ts';
import { Traffic, type TrafficLimits } from './traffic.ts';

/** Everything that a removal of many needs. */
export interface BatchPorts {
  /**
   * Opens a door for this batch; asked for once for each door. The traffic hears of every answer and of every
   * question to the user, and no question is asked twice.
   */
  connect(door: Door, traffic: Traffic): Promise<BatchDoor>;
  /** Judges by permissions that are kept until they are forgotten. Must not ask the user. */
  judge(placed: PlacedDelegation, signal: AbortSignal): Promise<RemovalJudgement>;
  forgetPermissions(subscriptionId: string): void;
  readonly inProgress: RemovalsInProgress;
  readonly clock: RemovalClock;
  readonly pace: BatchPace;
  readonly limits?: TrafficLimits;
  onStep(placed: PlacedDelegation, step: RemovalStep): void;
  /** Hears of each one as it ends. */
  onResult(result: BatchResult, done: number, of: number): void;
}

/** What removals need that go through one door. */
export interface BatchDoor {
  readonly azure: RemovalAzure;
  readonly journal: RemovalJournal;
}

/** How patiently deletions are followed, in milliseconds. */
export interface BatchPace extends RemovalPace {
  /** How long those that were sent are followed after somebody has cancelled. */
  readonly followAfterCancelMs: number;
}

/** Azure turns a request away that often before a removal counts as failed; each time after the connection's retries. */
const mostTries = 3;

/**
 * Removes what somebody agreed to remove: several subscriptions at a time, one delegation after the other in each, and
 * every one with all the care of a single removal. A failure stops nothing else.
 *
 * What is asked for again and again in this is asked once: a stronger sign-in for each account and tenant. Where it is
 * declined, what needs it is not tried.
 *
 * @param signal begins nothing more and sends no DELETE any more; what was sent is followed for a while
 * @returns how each one ended, in the order of `agreed`
 */
export async function removeDelegations(
  agreed: readonly CheckedDelegation[],
  ports: BatchPorts,
  signal: AbortSignal,
): Promise<readonly BatchResult[]> {
  const batch = new Batch(agreed.length, ports, signal);
  const lanes = Map.groupBy(agreed, ({ row }) => row.subscription.id);
  const results = new Map<CheckedDelegation, BatchResult>();
  const lanesRemoved = Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const checked of removalOrder(lane)) results.set(checked, await batch.remove(checked));
    }),
  );
  await lanesRemoved.finally(() => batch.end());
  return agreed.flatMap((checked) => results.get(checked) ?? []);
}

class Batch {
  readonly #ports: BatchPorts;
  readonly #signal: AbortSignal;
  readonly #traffic: Traffic;
  readonly #doors = new Map<string, Promise<BatchDoor>>();
  /** Doors that want a sign-in which was declined. */
  readonly #closed = new Map<string, ArmError>();
  /** Aborts when nobody follows any more what was sent. */
  readonly #patience = new AbortController();
  readonly #of: number;
  #done = 0;

  constructor(of: number, ports: BatchPorts, signal: AbortSignal) {
    this.#of = of;
    this.#ports = ports;
    this.#signal = signal;
    this.#traffic = new Traffic(ports.clock, ports.limits);
    const loseSight = (): void => {
      const wait = ports.clock.wait(ports.pace.followAfterCancelMs, this.#patience.signal);
      void wait.then(() => this.#patience.abort());
    };
    if (signal.aborted) loseSight();
    else signal.addEventListener('abort', loseSight);
  }

  /** Nobody waits for anything any more. */
  end(): void {
    this.#patience.abort();
  }

  async remove(checked: CheckedDelegation): Promise<BatchResult> {
    let result: BatchResult;
    for (let tries = 1; ; tries++) {
      result = await this.#traffic.take(() => this.#try(checked), this.#signal);
      if (!wasTurnedAway(result) || tries === mostTries) break;
      await this.#traffic.rest(this.#signal);
      if (this.#isCancelled()) break;
    }
    this.#ports.onResult(result, ++this.#done, this.#of);
    return result;
  }

  async #try(checked: CheckedDelegation): Promise<BatchResult> {
    let placed: PlacedDelegation = checked;
    const notAttempted = (outcome: NotAttempted): BatchResult => ({ placed, outcome });
    if (this.#isCancelled()) return notAttempted({ kind: 'notAttempted', because: 'cancelled' });
    try {
      const door = await this.#bestDoor(checked);
      if ('kind' in door) return notAttempted(door);
      placed = door;
      const outcome = await this.#removeThrough(door);
      const { subscriptionId, door: taken } = door.delegation;
      if (outcome.kind !== 'notAttempted') this.#ports.forgetPermissions(subscriptionId);
      const error = signInError(outcome);
      if (error) this.#closed.set(doorPath(taken), error);
      return { placed, outcome };
    } catch (error) {
      if (this.#isCancelled()) return notAttempted({ kind: 'notAttempted', because: 'cancelled' });
      return notAttempted({ kind: 'notAttempted', because: 'broke', error });
    }
  }

  /** The door with the best chances by now: another removal may have taken the permission of one. */
  async #bestDoor({ doors }: CheckedDelegation): Promise<JudgedDelegation | NotAttempted> {
    const open = doors.filter(({ delegation }) => !this.#closed.has(doorPath(delegation.door)));
    const judged = await Promise.all(
      open.map(async (placed) => ({ ...placed, judgement: await this.#ports.judge(placed, this.#signal) })),
    );
    const [best] = judged.toSorted(byChances);
    if (best && mayWork(best.judgement)) return best;
    const [error] = doors.flatMap(({ delegation }) => this.#closed.get(doorPath(delegation.door)) ?? []);
    if (error) return { kind: 'notAttempted', because: 'signInDeclined', error };
    const judgement = best?.judgement ?? doors[0]?.judgement;
    return judgement
      ? { kind: 'notAttempted', because: 'noPermission', judgement }
      : { kind: 'notAttempted', because: 'broke', error: new Error('There is no way to it.') };
  }

  async #removeThrough(placed: JudgedDelegation): Promise<RemovalOutcome | NotAttempted> {
    const { inProgress, clock, pace } = this.#ports;
    const { row, delegation, judgement } = placed;
    // Until the DELETE is sent, cancelling stops it at once.
    const stop = new AbortController();
    const cancel = (): void => stop.abort();
    this.#signal.addEventListener('abort', cancel);
    this.#patience.signal.addEventListener('abort', cancel);
    if (this.#isCancelled()) cancel();
    const seen = { changed: false };
    try {
      const outcome = await removeDelegation(
        targetOf(delegation, row.subscription.displayName),
        {
          ...(await this.#open(delegation.door)),
          inProgress,
          clock,
          pace,
          permission: () => Promise.resolve(judgement.answer),
          confirm: (plan) => {
            seen.changed = !isAsAgreed(delegation.assignment, plan.assignment);
            return Promise.resolve(!seen.changed);
          },
          onStep: (step) => {
            if (step === 'deleting') this.#signal.removeEventListener('abort', cancel);
            this.#ports.onStep(placed, step);
          },
        },
        stop.signal,
      );
      return seen.changed ? { kind: 'notAttempted', because: 'changed' } : outcome;
    } finally {
      this.#signal.removeEventListener('abort', cancel);
      this.#patience.signal.removeEventListener('abort', cancel);
    }
  }

  #isCancelled(): boolean {
    return this.#signal.aborted;
  }

  #open(door: Door): Promise<BatchDoor> {
    const key = doorPath(door);
    const opened = this.#doors.get(key) ?? this.#ports.connect(door, this.#traffic);
    this.#doors.set(key, opened);
    return opened;
  }
}

/** Whether Azure had no time for it; what was read since shows that it is still there, or nothing was sent at all. */
function wasTurnedAway({ outcome }: BatchResult): boolean {
  switch (outcome.kind) {
    case 'stillThere':
      return 'error' in outcome.heard && ArmError.is(outcome.heard.error, 'throttled', 'server');
    case 'notRemoved':
      return outcome.because === 'unreadable' && ArmError.is(outcome.error, 'throttled', 'server');
    default:
      return false;
  }
}

/** Why a door is of no use without a sign-in that there was none of. */
function signInError(outcome: RemovalOutcome | NotAttempted): ArmError | undefined {
  const error =
    outcome.kind === 'stillThere' && outcome.heard.deletion === 'refused'
      ? outcome.heard.error
      : outcome.kind === 'notRemoved' && outcome.because === 'unreadable'
        ? outcome.error
        : undefined;
  return ArmError.is(error, 'signInRequired') ? error : undefined;
}
