import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import { armError, ok, type Reply } from './reply.ts';

/** What a long-running operation is asked to do. */
export interface OperationPlan {
  readonly caller: Caller;
  /** How many looks find it unfinished; `Infinity` for one that never ends. */
  readonly polls: number;
  /** Seconds to wait between looks, where the service says so. */
  readonly retryAfter: number | null;
  /** Why it fails in the end; without it, it succeeds. */
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
  /** What every look gets instead of the status. */
  readonly unreadable?: Reply | undefined;
  /** Done once, when the operation succeeds. */
  readonly onSuccess: () => void;
}

interface Operation extends OperationPlan {
  readonly id: string;
  looks: number;
  done: boolean;
}

/** The long-running operations of the service. Time passes for them only when somebody looks. */
export class Operations {
  private readonly running = new Map<string, Operation>();

  /** Begins an operation and returns its id. */
  begin(plan: OperationPlan): string {
    const id = randomUUID();
    this.running.set(id, { ...plan, id, looks: 0, done: false });
    return id;
  }

  /** Ends everything that is under way, as if enough time had passed. */
  finish(): void {
    for (const operation of this.running.values())
      if (Number.isFinite(operation.polls)) this.complete(operation);
  }

  /** Forgets all operations. */
  clear(): void {
    this.running.clear();
  }

  /** Whether the operation was begun with a token of this caller. */
  isOwn(id: string, caller: Caller): boolean {
    return this.running.get(id)?.caller.objectId === caller.objectId;
  }

  /**
   * A look at an operation. It is 202 with `Accepted` before the work begins, then 200 with `Running`, and in
   * the end 200 with `Succeeded` or `Failed`. Where `view` is `result`, as behind `Location`, it is 202 until
   * the end and then 200, or the error itself.
   */
  look(id: string, view: 'status' | 'result'): Reply {
    const operation = this.running.get(id);
    if (operation === undefined)
      return armError(404, 'OperationNotFound', `The operation '${id}' could not be found.`);
    if (operation.unreadable !== undefined) return operation.unreadable;
    operation.looks += 1;
    if (!operation.done && operation.looks <= operation.polls) return unfinished(operation, view);
    this.complete(operation);
    if (operation.failure === undefined) return ok({ status: 'Succeeded' });
    return view === 'status'
      ? ok({ status: 'Failed', error: operation.failure })
      : armError(409, operation.failure.code, operation.failure.message);
  }

  private complete(operation: Operation): void {
    if (operation.done) return;
    operation.done = true;
    if (operation.failure === undefined) operation.onSuccess();
  }
}

function unfinished(operation: Operation, view: 'status' | 'result'): Reply {
  const headers: Record<string, string> =
    operation.retryAfter === null ? {} : { 'Retry-After': String(operation.retryAfter) };
  if (view === 'result') return { status: 202, headers };
  return operation.looks === 1
    ? { status: 202, headers, body: { status: 'Accepted' } }
    : { status: 200, headers, body: { status: 'Running' } };
}
