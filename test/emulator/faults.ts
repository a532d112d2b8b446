import type { WorldEdit } from './worldState.ts';

/** Trouble for requests that match; what is left out matches everything, or is left as it is. */
export interface Fault {
  /** Name of the method. */
  readonly method?: string;
  /** Regular expression on the path without query, in any letter case. */
  readonly path?: string;
  /** How many requests it meets; all by default. */
  readonly count?: number;
  /** How many matching requests go by first. */
  readonly skip?: number;
  /** Which part of the matching requests it meets, 0 to 1: here and there, and the same ones every time. */
  readonly share?: number;

  /** Milliseconds before the answer. */
  readonly latencyMs?: number;
  /** Answer with this status instead of doing anything, and an error body of `code` and `message`. */
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  /** Headers of the answer, in addition. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Value of `Retry-After`: seconds, or an HTTP date. */
  readonly retryAfter?: string | number;
  /** The body of the answer as text, JSON or not. */
  readonly body?: string;
  /** Do what is asked, send half of the answer's body, and cut the connection. */
  readonly truncate?: boolean;
  /** Cut the connection and do nothing. */
  readonly reset?: boolean;
  /** Do what is asked and cut the connection: a lost answer. */
  readonly resetAfter?: boolean;
  /** Never answer. */
  readonly never?: boolean;
  /** Redirect there. */
  readonly redirect?: string;
  /** Put this nextLink into the list that is answered. */
  readonly nextLink?: string;
  /** Put these into the headers of a 202. */
  readonly location?: string;
  readonly azureAsyncOperation?: string;
  /** The operation that the request begins never ends. */
  readonly stuckOperation?: boolean;
  /** The operation that the request begins fails. */
  readonly failOperation?: { readonly code: string; readonly message: string };
  /** Reading the operation that the request begins answers this status. */
  readonly statusReadFails?: number;
  /** A change of the world once the request is done. */
  readonly then?: WorldEdit;
}

interface Armed {
  readonly fault: Fault;
  readonly pattern: RegExp;
  skip: number;
  left: number;
}

/** The faults that are lying in wait. */
export class Faults {
  private armed: Armed[] = [];
  private dice = newDice();

  /** @throws SyntaxError when the path is not a regular expression. */
  add(fault: Fault): void {
    this.armed.push({
      fault,
      pattern: new RegExp(fault.path ?? '', 'i'),
      skip: fault.skip ?? 0,
      left: fault.count ?? Infinity,
    });
  }

  /** Takes all faults away. */
  clear(): void {
    this.armed = [];
    this.dice = newDice();
  }

  /** The fault that meets a request: the oldest one that matches and is due. Every match counts down a `skip`. */
  meet(method: string, path: string): Fault | undefined {
    const matching = this.armed.filter(
      ({ fault, pattern }) =>
        (fault.method === undefined || fault.method.toUpperCase() === method) && pattern.test(path),
    );
    const due = matching.find(
      ({ skip, left, fault: { share } }) =>
        skip === 0 && left > 0 && (share === undefined || this.dice() < share),
    );
    for (const entry of matching) if (entry.skip > 0) entry.skip -= 1;
    if (due === undefined) return undefined;
    due.left -= 1;
    return due.fault;
  }
}

/** Numbers from 0 to 1 that look like chance and are the same every time (mulberry32). */
function newDice(): () => number {
  let state = 0x5eed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
