import type { RemovalClock } from '../removal/ports.ts';

/** What an answer tells of how much the resource manager takes. */
export interface Answered {
  /** HTTP status; absent where there was no answer. */
  readonly status?: number;
  /** What `Retry-After` asks for, in milliseconds. */
  readonly retryAfterInMs?: number;
}

/** How many removals run at a time. */
export interface TrafficLimits {
  readonly initial: number;
  readonly most: number;
}

/**
 * A removal takes some seven seconds, one DELETE and seven readings at the usual pace. So 24 at a time ask for 3 or 4
 * deletions and 25 readings a second: what the resource manager refills even where all of them count as one (token
 * buckets for each region, subscription and principal: deletions 200 and 10 a second, reads 250 and 25 a second).
 */
export const trafficLimits: TrafficLimits = { initial: 12, most: 24 };

/** From which share of turned away requests on less is asked for. */
const tooMany = 1 / 4;
/** How much one answer counts for that share: half of it is what the last 35 answers said. */
const weight = 1 / 50;
/** Where Azure asks for fewer requests and not for a pause. */
const pauseMs = 1000;
/** Nobody waits longer for a turn that may be another's fault. */
const longestPauseMs = 5 * 60_000;

/**
 * How many removals run at a time: more as long as Azure answers, half as many when it turns a good part of the requests
 * away, and then none begins before the pause is over that it asks for. A single request that is turned away is sent
 * again by the connection, and changes nothing here. While somebody is asked for something, nothing begins either.
 */
export class Traffic {
  readonly #clock: RemovalClock;
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #limit: number;
  #running = 0;
  #turnedAway = 0;
  #answersSinceChange = 0;
  #pausedUntil = 0;
  /** The pause that was last asked for. */
  #pause = pauseMs;
  #questions = 0;

  constructor(clock: RemovalClock, { initial, most }: TrafficLimits = trafficLimits) {
    this.#clock = clock;
    this.#limit = initial;
    this.#most = most;
  }

  /** How many run at a time by now. */
  get limit(): number {
    return this.#limit;
  }

  /** Runs a task when it is its turn, in the order in which they came; at once where the signal aborts before that. */
  async take<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      return await task();
    } finally {
      this.#running--;
      this.#begin();
    }
  }

  /** Hears of every answer. */
  readonly answered = ({ status, retryAfterInMs }: Answered): void => {
    if (status === undefined) return;
    const away = status === 429 || status === 503;
    this.#turnedAway += (Number(away) - this.#turnedAway) * weight;
    if (away) this.#pause = Math.min(retryAfterInMs ?? pauseMs, longestPauseMs);
    this.#answersSinceChange++;
    if (this.#turnedAway >= tooMany) {
      if (away && this.#answersSinceChange > this.#limit) this.#slowDown();
      return;
    }
    // One more after each has had some answers: a removal has about eight.
    if (!away && this.#limit < this.#most && this.#answersSinceChange >= this.#limit * 2) {
      this.#limit++;
      this.#answersSinceChange = 0;
      this.#begin();
    }
  };

  /** Begins nothing until a question is answered. */
  readonly hold = (answered: Promise<void>): void => {
    this.#questions++;
    void answered.then(() => {
      this.#questions--;
      this.#begin();
    });
  };

  /** Waits as long as Azure last asked for, before something is tried again that was turned away for good. */
  rest(signal: AbortSignal): Promise<void> {
    return this.#clock.wait(this.#pause, signal);
  }

  #slowDown(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#answersSinceChange = 0;
    const now = this.#clock.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + this.#pause);
    void this.#clock.wait(this.#pause, new AbortController().signal).then(() => this.#begin());
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        this.#running++;
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        begin();
      };
      this.#waiting.push(begin);
      signal.addEventListener('abort', leave);
      if (signal.aborted) leave();
      else this.#begin();
    });
  }

  #begin(): void {
    while (this.#questions === 0 && this.#running < this.#limit && this.#clock.now() >= this.#pausedUntil) {
      const begin = this.#waiting.shift();
      if (!begin) return;
      begin();
    }
  }
}
