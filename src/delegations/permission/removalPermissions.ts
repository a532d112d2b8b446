import { EventEmitter } from 'node:events';
import type { Permission } from '../../arm/authorization/models.ts';
import { ArmError } from '../../arm/errors.ts';
import type { Delegation } from '../delegation.ts';
import { type Door, doorPath } from '../door.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';
import { judgeRemoval } from './judgeRemoval.ts';
import type { RemovalJudgement } from './removalJudgement.ts';
import { SharedReading } from './sharedReading.ts';
import { Turns } from './turns.ts';

/** Where permissions are read from. It throws an ArmError and nothing else, and must not prompt. */
export interface PermissionsSource {
  /** What the roles behind a door allow at a scope. */
  permissions(door: Door, scope: string, signal: AbortSignal): Promise<readonly Permission[]>;
}

/** What may be judged differently now: the delegations of one subscription (lower case), or all of them. */
export interface RemovalPermissionsChange {
  readonly subscriptionId: string | undefined;
}

/** How many scopes are read at a time; the resource manager refills 25 reads a second. */
const readsAtATime = 8;

/**
 * Whether the user may remove which delegation. Permissions are read when they are first asked for, once for each door
 * and scope, however many delegations and callers there are, and kept until {@link clear} or {@link forget}. Where
 * they could not be read, asking again reads again.
 */
export class RemovalPermissions {
  readonly #source: PermissionsSource;
  readonly #changes = new EventEmitter<{ change: [RemovalPermissionsChange] }>();
  readonly #turns = new Turns(readsAtATime);
  readonly #readings = new Map<string, SharedReading<readonly Permission[]>>();
  /** Ends with {@link clear}. */
  #session = new AbortController();

  constructor(source: PermissionsSource) {
    this.#source = source;
  }

  /** Listens to changes of what is {@link known}; returns what ends it. */
  onDidChange(listener: (change: RemovalPermissionsChange) => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  /** The judgement without a request; nothing where the permissions were not read yet. */
  known(row: DelegatedSubscription, delegation: Delegation): RemovalJudgement | undefined {
    const { value: permissions, failure: error } = this.#readings.get(keyOf(delegation)) ?? {};
    if (permissions) return judgeRemoval(row, delegation, { permissions });
    if (!ArmError.is(error) || ArmError.is(error, 'cancelled')) return undefined;
    return judgeRemoval(row, delegation, { error });
  }

  /**
   * Judges a delegation; where permissions cannot be read, that is `unknown`. Rejects with the reason of the signal
   * when the caller leaves, and with an ArmError `cancelled` after {@link clear}.
   */
  async judge(
    row: DelegatedSubscription,
    delegation: Delegation,
    signal?: AbortSignal,
  ): Promise<RemovalJudgement> {
    const stop = signal ? AbortSignal.any([signal, this.#session.signal]) : this.#session.signal;
    stop.throwIfAborted();
    try {
      const permissions = await this.#reading(delegation).wait(stop);
      return judgeRemoval(row, delegation, { permissions });
    } catch (error) {
      if (stop.aborted || !ArmError.is(error)) throw error;
      return judgeRemoval(row, delegation, { error });
    }
  }

  /**
   * Forgets the permissions in a subscription, behind all doors: a delegation of it was removed, or a role activated.
   * Who waits for them gets what was asked for before, which is not kept.
   */
  forget(subscriptionId: string): void {
    const changed = subscriptionId.toLowerCase();
    for (const key of this.#readings.keys())
      if (`${key}/`.includes(`/subscriptions/${changed}/`)) this.#readings.delete(key);
    this.#changes.emit('change', { subscriptionId: changed });
  }

  /** Forgets everything at once and stops what is on its way: somebody signed in or out, or changed the cloud. */
  clear(): void {
    this.#session.abort(new ArmError('Cancelled.', { reason: 'cancelled' }));
    this.#session = new AbortController();
    this.#readings.clear();
    this.#changes.emit('change', { subscriptionId: undefined });
  }

  #reading(delegation: Delegation): SharedReading<readonly Permission[]> {
    const key = keyOf(delegation);
    const known = this.#readings.get(key);
    if (known && !known.isAbandoned) return known;
    const { door, scope, subscriptionId } = delegation;
    const reading = new SharedReading((signal) =>
      this.#turns.take(() => {
        signal.throwIfAborted();
        return this.#source.permissions(door, scope, signal);
      }),
    );
    this.#readings.set(key, reading);
    void reading.settled.then(() => {
      if (this.#readings.get(key) !== reading) return;
      this.#changes.emit('change', { subscriptionId: subscriptionId.toLowerCase() });
    });
    return reading;
  }
}

/** The door and the scope; lower case. */
function keyOf({ door, scope }: Delegation): string {
  return `${doorPath(door)}${scope}`.toLowerCase();
}
