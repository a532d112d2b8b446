import type { Caller } from '../caller.ts';
import type { ServiceBehaviour } from '../world.ts';

/** What a user has left in a window of the graph's quota. */
export interface GraphAllowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the window ends; whole ones, at least one. */
  readonly resetsAfterSeconds: number;
}

interface Window {
  /** Epoch milliseconds. */
  readonly ends: number;
  used: number;
}

/** Counts the queries of each user; a window begins with the first one after the last window. */
export class GraphQuota {
  private readonly windows = new Map<string, Window>();

  /** Takes a query out of a user's quota, if it has one left. A user is one object in every tenant that it is in. */
  take(
    { userPrincipalName }: Caller,
    { queries, seconds }: ServiceBehaviour['graph']['quota'],
  ): GraphAllowance {
    const now = Date.now();
    const key = userPrincipalName.toLowerCase();
    let window = this.windows.get(key);
    if (window === undefined || window.ends <= now) {
      window = { ends: now + seconds * 1000, used: 0 };
      this.windows.set(key, window);
    }
    const allowed = window.used < queries;
    if (allowed) window.used += 1;
    return {
      allowed,
      remaining: queries - window.used,
      resetsAfterSeconds: Math.max(1, Math.ceil((window.ends - now) / 1000)),
    };
  }

  clear(): void {
    this.windows.clear();
  }
}
