import type { Caller } from './caller.ts';
import { armError, type Reply } from './reply.ts';
import { scopeParts } from './scope.ts';

/** What a bucket holds when it is full, and what flows into it in a second. */
const buckets = {
  reads: { size: 250, refill: 25 },
  deletes: { size: 200, refill: 10 },
  writes: { size: 200, refill: 10 },
} as const;

/** The kinds that the resource manager counts. */
export type RequestKind = keyof typeof buckets;

interface Bucket {
  tokens: number;
  /** Epoch milliseconds. */
  filled: number;
}

/** The token buckets of Azure Resource Manager: one for each subscription or tenant, principal and kind of request. */
export class ArmThrottle {
  private readonly buckets = new Map<string, Bucket>();

  /** Takes a request out of its bucket; what is left in it, or the 429 of an empty one. */
  take(method: string, path: string, caller: Caller): number | Reply {
    const kind = requestKind(method);
    const { size, refill } = buckets[kind];
    const key = [scopeParts(path)?.subscriptionId ?? caller.tenantId, caller.objectId, kind]
      .join(' ')
      .toLowerCase();
    const now = Date.now();
    const bucket = this.buckets.get(key) ?? { tokens: size, filled: now };
    const tokens = Math.min(size, bucket.tokens + ((now - bucket.filled) / 1000) * refill);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.buckets.set(key, { tokens: left, filled: now });
    if (tokens >= 1) return Math.floor(left);
    return armError(
      429,
      'TooManyRequests',
      `The request is being throttled as the limit has been reached for operation type - ${kind}. For more information, see - https://aka.ms/arm-throttling`,
      { 'Retry-After': String(Math.ceil((1 - left) / refill)) },
    );
  }

  clear(): void {
    this.buckets.clear();
  }
}

/** The kind of a request, as the names of the headers have it. */
export function requestKind(method: string): RequestKind {
  return method === 'DELETE' ? 'deletes' : method === 'PUT' ? 'writes' : 'reads';
}
