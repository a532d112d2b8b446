import type { HttpResponse } from '@azure-rest/core-client';

/** A long-running operation that ended as `Failed` or `Canceled`. Carries the error that Azure gave as the reason. */
export class OperationFailedError extends Error {
  override readonly name = 'OperationFailedError';
  readonly operationStatus: 'Failed' | 'Canceled';
  /** Azure's own code, where the operation names one. */
  readonly code: string | undefined;
  /** The answer that said so; its body holds the details. */
  readonly response: HttpResponse;

  constructor(
    message: string,
    operationStatus: 'Failed' | 'Canceled',
    code: string | undefined,
    response: HttpResponse,
  ) {
    super(message);
    this.operationStatus = operationStatus;
    this.code = code;
    this.response = response;
  }

  /** Whether a value is one; by name, as a bundle may have a copy of this class. */
  static is(value: unknown): value is OperationFailedError {
    return value instanceof Error && value.name === 'OperationFailedError';
  }
}

/**
 * A request that was accepted (202) without an address where its outcome can be read. Neither a success nor a
 * failure: only reading the resource tells which.
 */
export class AcceptedWithoutOperationError extends Error {
  override readonly name = 'AcceptedWithoutOperationError';
  readonly code = 'AcceptedWithoutOperation';
  readonly statusCode = 202;
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    super('Azure accepted the request without saying where its outcome can be read.');
    this.response = response;
  }
  /** Whether a value is one; by name, as a bundle may have a copy of this class. */
  static is(value: unknown): value is AcceptedWithoutOperationError {
    return value instanceof Error && value.name === 'AcceptedWithoutOperationError';
  }
}
