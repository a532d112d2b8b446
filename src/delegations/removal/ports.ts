import type { ArmError } from '../../arm/errors.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { RemovalOutcome, RemovalProof, RequestIds } from './outcome.ts';
import type { RemovalPermission, RemovalPlan } from './plan.ts';
import type { RemovalsInProgress } from './removalsInProgress.ts';
import type { RemovalTarget } from './target.ts';

/**
 * Azure Resource Manager, reached through one door and allowed to prompt for a step-up. Every call throws an ArmError
 * and nothing else.
 */
export interface RemovalAzure {
  /** The assignment, with its definition where Azure tells it. */
  readAssignment(scope: string, name: string, signal: AbortSignal): Promise<RegistrationAssignment>;
  /**
   * Sends one DELETE. Nothing below this port may repeat it after an answer that was lost or that leaves open whether
   * it was carried out: that is decided here, after reading.
   */
  beginDelete(scope: string, name: string, signal: AbortSignal): Promise<DeletionAnswer>;
  /** The operation whose address an earlier answer told. */
  operationAt(url: string): DeletionOperation;
  /** False only where Azure says clearly that the subscription cannot be seen; throws where it cannot tell. */
  subscriptionIsReadable(subscriptionId: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * What Azure answered to a DELETE: `deleted` is 200, `didNotExist` 204, and `accepted` 202, without an operation where
 * no header tells its address. `failed` is any other answer, or none, and how long Azure asks to wait after it.
 */
export type DeletionAnswer =
  | { readonly kind: 'deleted'; readonly requestIds?: RequestIds | undefined }
  | { readonly kind: 'didNotExist'; readonly requestIds?: RequestIds | undefined }
  | {
      readonly kind: 'accepted';
      readonly operation?: DeletionOperation | undefined;
      readonly requestIds?: RequestIds | undefined;
    }
  | { readonly kind: 'failed'; readonly error: ArmError; readonly retryAfterMs?: number | undefined };

/** A deletion that Azure works on. */
export interface DeletionOperation {
  /** Where its status is read; the newest that Azure told. */
  readonly url: string;
  /** How long Azure asks to wait before the status is read again; the newest that it told. */
  readonly retryAfterMs?: number | undefined;
  /** Reads the status once. A thrown ArmError says that the reading failed, and nothing about the operation. */
  readStatus(signal: AbortSignal): Promise<OperationStatus>;
}

/** The state of a deletion that Azure works on. `failed` is Azure's `Failed` or `Canceled`. */
export type OperationStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly error: ArmError };

/** What is remembered before a DELETE is sent: enough to find out later how it ended, and to restore what it took. */
export interface RemovalRecord {
  readonly target: RemovalTarget;
  /** As last read, with its definition inside. */
  readonly assignment: RegistrationAssignment;
  /** What the user agreed to. */
  readonly confirmed: RemovalPlan;
}

/** What becomes known about a removal after its record was opened. */
export type RemovalChange =
  | {
      readonly kind: 'accepted';
      readonly operationUrl?: string | undefined;
      readonly requestIds?: RequestIds | undefined;
    }
  /** Azure said that it is done; nothing was read yet that bears it out. */
  | {
      readonly kind: 'succeeded';
      readonly proof: RemovalProof;
      readonly requestIds?: RequestIds | undefined;
    }
  | { readonly kind: 'finished'; readonly outcome: RemovalOutcome };

/** The record of one removal. */
export interface RemovalEntry {
  /** Unique in the journal. */
  readonly name: string;
  update(change: RemovalChange): Promise<void>;
}

/** Where removals are remembered. */
export interface RemovalJournal {
  /** Whether another process, such as that of another window, is removing the delegation with this resource id. */
  isRemovedElsewhere(id: string): Promise<boolean>;
  /**
   * Resolves when the record is on disk, and not before; rejects where it cannot be written. Undefined where another
   * process is removing the same delegation: of two that open a record at once, at most one gets it.
   */
  open(record: RemovalRecord): Promise<RemovalEntry | undefined>;
}

/** Time, so that tests need none. */
export interface RemovalClock {
  /** Milliseconds, of any origin. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts; never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** How patiently a deletion is followed, in milliseconds. */
export interface RemovalPace {
  /** Between two readings, where Azure does not ask for more. */
  readonly pollIntervalMs: number;
  /** How long an accepted deletion is followed before the outcome is left open. */
  readonly followAtMostMs: number;
}

/** What a removal is doing. */
export type RemovalStep =
  'reading' | 'checkingPermission' | 'confirming' | 'recording' | 'deleting' | 'following' | 'verifying';

/** What looking at a removal needs: nothing that can delete. */
export interface CheckPorts {
  readonly azure: Omit<RemovalAzure, 'beginDelete'>;
  readonly clock: RemovalClock;
  readonly pace: RemovalPace;
  onStep(step: RemovalStep): void;
}

/** Everything that a removal needs. */
export interface RemovalPorts extends CheckPorts {
  readonly azure: RemovalAzure;
  readonly journal: RemovalJournal;
  readonly inProgress: RemovalsInProgress;
  /** May the user do it? A failure to find out counts as `unknown`. */
  permission(
    target: RemovalTarget,
    assignment: RegistrationAssignment,
    signal: AbortSignal,
  ): Promise<RemovalPermission>;
  /**
   * Does the user want it? Anything but true sends nothing.
   *
   * @param agreed what the user said yes to before, where the delegation is not that any more
   */
  confirm(plan: RemovalPlan, signal: AbortSignal, agreed?: RemovalPlan): Promise<boolean>;
}
