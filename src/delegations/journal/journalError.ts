/**
 * Why the journal could not do what it was asked for.
 *
 * - `noSpace`: the disk, or the user's share of it, is full
 * - `readOnly`: the folder may not be written to
 * - `takenOver`: the record was left alone for so long that another process has resolved it, or is about to
 * - `underWay`: the removal that the record is of has not ended yet
 * - `failed`: anything else; `cause` tells
 */
export type JournalErrorReason = 'noSpace' | 'readOnly' | 'takenOver' | 'underWay' | 'failed';

/** A failed call to the journal; the only error that leaves it. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly reason: JournalErrorReason;
  /** The journal's folder. */
  readonly folder: string;

  constructor(reason: JournalErrorReason, folder: string, cause?: unknown) {
    super(messageOf(reason, cause), { cause });
    this.reason = reason;
    this.folder = folder;
  }

  /** Whether a value is a JournalError. Compares by name, since features in separate bundles have a copy of it each. */
  static is(value: unknown): value is JournalError {
    return value instanceof Error && value.name === 'JournalError';
  }
}

/** Makes a call and rejects with a JournalError, whatever it throws. */
export async function orJournalError<T>(folder: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw JournalError.is(error) ? error : new JournalError(reasonOf(error), folder, error);
  }
}

/** The code of an error of the file system, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function reasonOf(error: unknown): JournalErrorReason {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'noSpace';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'readOnly';
    default:
      return 'failed';
  }
}

function messageOf(reason: JournalErrorReason, cause: unknown): string {
  return cause instanceof Error ? `The journal: ${reason} (${cause.message})` : `The journal: ${reason}`;
}
