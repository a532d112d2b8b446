import type { ArmError } from '../../arm/errors.ts';

/** Conflicts that do not pass by waiting. */
const lastingConflicts: ReadonlySet<string> = new Set(['ScopeLocked', 'ReadOnlyDisabledSubscription']);

/**
 * Whether an answer to a DELETE says clearly that it was not carried out. Everything else (no answer, 5xx, an answer
 * that cannot be read, a conflict with something that goes on) leaves it open.
 */
export function isRefusal(error: ArmError): boolean {
  switch (error.reason) {
    case 'signInRequired':
    case 'unauthorized':
    case 'forbidden':
    case 'notFound':
    case 'throttled':
    case 'rejected':
      return true;
    case 'conflict':
      return error.code !== undefined && lastingConflicts.has(error.code);
    case 'server':
    case 'operationFailed':
    case 'offline':
    case 'timeout':
    case 'malformed':
    case 'foreignOrigin':
    case 'cancelled':
    case 'unexpected':
      return false;
  }
}
