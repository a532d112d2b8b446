import type { ArmError } from '../../arm/errors.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { RemovalTarget } from './target.ts';

/**
 * How it is known that a delegation is gone:
 *
 * - `operationSucceeded`: the operation ended as `Succeeded`
 * - `deletedAtOnce`: the DELETE was answered with 200
 * - `didNotExist`: the only DELETE found nothing, so somebody else was faster
 * - `notFound`: Azure does not find it: 404 with its subscription readable, or 204 to a DELETE that repeats one without
 *   an answer. Who removed it is not known
 * - `successor`: a later delegation has its place
 */
export type RemovalProof = 'operationSucceeded' | 'deletedAtOnce' | 'didNotExist' | 'notFound' | 'successor';

/** What Azure has said to the DELETE so far. */
export type Heard =
  /** Clearly no. With `answerLost`, an earlier DELETE of the same removal had no answer and may have been accepted. */
  | { readonly deletion: 'refused'; readonly error: ArmError; readonly answerLost: boolean }
  /** Nothing, or something that leaves open whether it was carried out; `error` is absent if it is not remembered. */
  | { readonly deletion: 'unanswered'; readonly error?: ArmError | undefined }
  /** 202, and no end of it; `error` is what the last reading of its status answered, where that failed. */
  | {
      readonly deletion: 'accepted';
      readonly operationUrl?: string | undefined;
      readonly error?: ArmError | undefined;
    }
  /** 202, and the operation ended as `Failed` or `Canceled`. */
  | { readonly deletion: 'failed'; readonly error: ArmError; readonly operationUrl?: string | undefined }
  /** That it is done. */
  | {
      readonly deletion: 'succeeded';
      readonly proof: RemovalProof;
      readonly operationUrl?: string | undefined;
    };

/** Under which Azure can find a request: `x-ms-request-id` and `x-ms-correlation-request-id` of its answer. */
export interface RequestIds {
  readonly requestId?: string;
  readonly correlationId?: string;
}

/** What the outcomes share that follow a DELETE. */
interface AfterDeletion {
  readonly target: RemovalTarget;
  /** As last read before the DELETE, with its definition: what a restore needs. */
  readonly assignment: RegistrationAssignment;
  /** Of the answer to the DELETE, unless that was an error or was not heard. */
  readonly requestIds?: RequestIds | undefined;
  /** The name of its record in the journal; absent where that outcome was not found by a removal itself. */
  readonly record?: string | undefined;
  /** Why the journal does not hold what became known after the DELETE was sent. */
  readonly journalError?: unknown;
}

/** It is gone. */
export interface Removed extends AfterDeletion {
  readonly kind: 'removed';
  readonly proof: RemovalProof;
  /** The subscription cannot be seen any more either. */
  readonly sightLost: boolean;
  /** Somebody onboarded again: a later delegation with the same id, which was not touched. */
  readonly successor?: RegistrationAssignment;
}

/** Azure accepted the DELETE, and then neither the delegation nor proof of its end could be seen any more. */
export interface AcceptedAndNoLongerVisible extends AfterDeletion {
  readonly kind: 'acceptedAndNoLongerVisible';
  readonly heard: Heard;
  /** What the last reading answered. */
  readonly error: ArmError;
}

/** It was read after the DELETE. `heard` says why it is still there, with Azure's error where there is one. */
export interface StillThere extends AfterDeletion {
  readonly kind: 'stillThere';
  readonly heard: Heard;
  /** As read after the DELETE. */
  readonly current: RegistrationAssignment;
}

/** Neither an answer nor a reading says how it ended. */
export interface Unknown extends AfterDeletion {
  readonly kind: 'unknown';
  readonly heard: Heard;
  /** What the last reading answered. */
  readonly error: ArmError;
}

/** Nobody waits any more, and Azure may go on. */
export interface StoppedWaiting extends AfterDeletion {
  readonly kind: 'stoppedWaiting';
  readonly because: 'cancelled' | 'tookTooLong';
  readonly heard: Heard;
}

/** No DELETE was sent: Azure does not find the delegation, and its subscription can be read. */
export interface AlreadyGone {
  readonly kind: 'alreadyGone';
  readonly target: RemovalTarget;
  /** As read before it went; absent where it was gone at the first reading. */
  readonly assignment?: RegistrationAssignment | undefined;
}

/** No DELETE was sent: another delegation has the same id by now. */
export interface Replaced {
  readonly kind: 'replaced';
  readonly target: RemovalTarget;
  readonly successor: RegistrationAssignment;
}

/** No DELETE was sent. */
export type NotRemoved = { readonly kind: 'notRemoved'; readonly target: RemovalTarget } &
  /** `runningElsewhere`: in another process, such as that of another window. */
  (
    | { readonly because: 'alreadyRunning' | 'runningElsewhere' | 'declined' | 'cancelled' }
    | { readonly because: 'unreadable'; readonly error: ArmError }
    | { readonly because: 'journalFailed'; readonly error: unknown }
  );

/** How a removal ended, once a DELETE was sent. */
export type DeletionOutcome = Removed | AcceptedAndNoLongerVisible | StillThere | Unknown | StoppedWaiting;

/** How a removal ended. Facts only; the words for them are the business of whoever shows them. */
export type RemovalOutcome = DeletionOutcome | AlreadyGone | Replaced | NotRemoved;
