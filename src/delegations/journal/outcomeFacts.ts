import { ArmError, type ArmErrorDetails } from '../../arm/errors.ts';
import type { Heard, RemovalOutcome } from '../removal/outcome.ts';

/** What an error says, without the error. */
export interface ErrorFacts extends Omit<ArmErrorDetails, 'cause'> {
  readonly message: string;
}

/** A value with the facts of each error in its place. */
type Plain<T> = T extends Error
  ? ErrorFacts
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** What a record holds already, or cannot hold. */
const notOfTheOutcome = ['target', 'assignment', 'journalError'] as const;

/** How a removal ended, as plain values; what the record tells of the delegation is not repeated. */
export type OutcomeFacts = Plain<Without<Recorded, (typeof notOfTheOutcome)[number]>>;

/** Without a record, nothing can be recorded. */
type Recorded = Exclude<RemovalOutcome, { readonly because: 'journalFailed' }>;

/** What Azure said to the DELETE, as plain values. */
export type HeardFacts = Plain<Heard>;

/** The facts of an outcome. */
export function outcomeFacts(outcome: RemovalOutcome): OutcomeFacts {
  const entries = Object.entries(outcome).filter(([key]) => !notOfTheOutcome.some((other) => other === key));
  // What plain() does to values is what Plain does to types.
  return plain(Object.fromEntries(entries)) as OutcomeFacts;
}

function plain(value: unknown): unknown {
  if (value instanceof Error) return errorFacts(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function errorFacts(error: Error): ErrorFacts {
  const { message } = error;
  if (!ArmError.is(error)) return { reason: 'unexpected', message };
  const { reason, status, code, requestId, correlationId, scope } = error;
  return {
    reason,
    message,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(correlationId !== undefined && { correlationId }),
    ...(scope !== undefined && { scope }),
  };
}
