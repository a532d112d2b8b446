/**
 * Why a call to Azure Resource Manager did not give what it was asked for.
 *
 * - `signInRequired`: there is no token; somebody has to sign in (to this tenant, or with a stronger factor)
 * - `unauthorized`: 401, the token was refused
 * - `forbidden`: 403
 * - `notFound`: 404
 * - `conflict`: 409 and 412, locks among them
 * - `throttled`: 429, after all retries
 * - `rejected`: any other 4xx
 * - `server`: 5xx, after all retries
 * - `operationFailed`: a long-running operation ended as `Failed` or `Canceled`
 * - `offline`: no connection
 * - `timeout`: no answer in time
 * - `malformed`: an answer that does not say what the contract says
 * - `foreignOrigin`: an address from the network that is not the resource manager's; nothing was sent there
 * - `cancelled`: the caller asked to stop
 * - `unexpected`: anything else
 */
export type ArmErrorReason =
  | 'signInRequired'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'throttled'
  | 'rejected'
  | 'server'
  | 'operationFailed'
  | 'offline'
  | 'timeout'
  | 'malformed'
  | 'foreignOrigin'
  | 'cancelled'
  | 'unexpected';

/** What is known about a failed call, beside its message. */
export interface ArmErrorDetails {
  readonly reason: ArmErrorReason;
  /** HTTP status code. */
  readonly status?: number;
  /** Azure's own code, such as `AuthorizationFailed` or `ScopeLocked`. */
  readonly code?: string;
  /** `x-ms-request-id` of the answer. */
  readonly requestId?: string;
  /** `x-ms-correlation-request-id` of the answer. */
  readonly correlationId?: string;
  /** The tenant, subscription or resource that the call was about, as a path. */
  readonly scope?: string;
  readonly cause?: unknown;
}

/** A failed call to Azure Resource Manager; the only error that leaves `arm` and `auth`. */
export class ArmError extends Error {
  override readonly name = 'ArmError';
  readonly reason: ArmErrorReason;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly correlationId: string | undefined;
  readonly scope: string | undefined;

  constructor(message: string, details: ArmErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = details.reason;
    this.status = details.status;
    this.code = details.code;
    this.requestId = details.requestId;
    this.correlationId = details.correlationId;
    this.scope = details.scope;
  }

  /**
   * Whether a value is an ArmError, and one of the given reasons where there are any. Compares by name, since
   * the features of the extension are separate bundles with a copy of this class each.
   */
  static is(value: unknown, ...reasons: readonly ArmErrorReason[]): value is ArmError {
    return (
      value instanceof Error &&
      value.name === 'ArmError' &&
      (reasons.length === 0 || reasons.includes((value as Error & Pick<ArmError, 'reason'>).reason))
    );
  }
}
