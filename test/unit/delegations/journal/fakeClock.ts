import type { JournalClock } from '../../../../src/delegations/journal/surroundings.ts';

interface Wait {
  readonly until: number;
  readonly end: () => void;
}

/** A time of day that stands still until it is moved. */
export class FakeClock implements JournalClock {
  #now = Date.parse('2026-03-01T08:00:00.000Z');
  #waits: readonly Wait[] = [];
  readonly #watchers = new Set<() => void>();

  now(): number {
    return this.#now;
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wait: Wait = {
        until: this.#now + milliseconds,
        end: () => {
          this.#waits = this.#waits.filter((other) => other !== wait);
          resolve();
        },
      };
      this.#waits = [...this.#waits, wait];
      signal.addEventListener('abort', wait.end);
      if (signal.aborted) wait.end();
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** Moves the time, and ends the waits that are over by then. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const { until, end } of this.#waits) if (until <= this.#now) end();
  }

  /** Resolves when so many wait for the time to pass. */
  async waiting(count: number): Promise<void> {
    if (this.#waits.length === count) return;
    await new Promise<void>((resolve) => {
      const watcher = (): void => {
        if (this.#waits.length !== count) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
    });
  }
}
