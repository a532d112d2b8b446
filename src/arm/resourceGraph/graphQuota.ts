import { AbortError, type AbortSignalLike } from '@azure/abort-controller';

/** How many queries a user may send in how many milliseconds (Microsoft's "Guidance for throttled requests"). */
const documented = { queries: 15, windowInMs: 5000 };

/** What an answer of the graph says of the user's quota. */
export interface QuotaTold {
  /** Queries that are left in the window. */
  readonly remaining: number;
  /** Milliseconds until the window ends. */
  readonly resetsAfterInMs: number;
}

/**
 * The queries that one user may still send to Azure Resource Graph: whatever is beyond waits for the next window
 * instead of being refused. One for each account, whatever tenants it asks.
 */
export class GraphQuota {
  readonly #waiting: (() => void)[] = [];
  #left = documented.queries;
  #underWay = 0;
  /** When the window ends, in epoch milliseconds. */
  #ends = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Waits until a query may be sent; {@link answered} has to follow.
   *
   * @throws AbortError as soon as the signal says so
   */
  async take(signal?: AbortSignalLike): Promise<void> {
    if (Date.now() >= this.#ends) this.#beginWindow();
    if (this.#waiting.length > 0 || this.#left <= 0) await this.#turn(signal);
    else this.#left--;
    this.#underWay++;
  }

  /** A query was answered, or failed, with what was told of the quota, if anything. */
  answered(told: QuotaTold | undefined): void {
    this.#underWay--;
    if (told) {
      // Those that are under way may not have been counted yet when this was told.
      this.#left = Math.max(0, told.remaining - this.#underWay);
      this.#ends = Date.now() + told.resetsAfterInMs;
    }
    this.#go();
  }

  #beginWindow(): void {
    this.#left = documented.queries;
    this.#ends = Date.now() + documented.windowInMs;
  }

  #turn(signal: AbortSignalLike | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        signal?.removeEventListener('abort', leave);
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(new AbortError('The operation was aborted.'));
      };
      this.#waiting.push(begin);
      signal?.addEventListener('abort', leave);
      if (signal?.aborted) leave();
      else this.#go();
    });
  }

  /** Lets as many go as may, and comes back for the others when the window ends. */
  #go(): void {
    if (Date.now() >= this.#ends) this.#beginWindow();
    while (this.#left > 0 && this.#waiting.length > 0) {
      this.#left--;
      this.#waiting.shift()?.();
    }
    clearTimeout(this.#timer);
    if (this.#waiting.length > 0)
      this.#timer = setTimeout(() => this.#go(), Math.max(1, this.#ends - Date.now()));
  }
}
