/** One reading that several callers wait for. It stops when the last of them has left before it was done. */
export class SharedReading<T> {
  readonly #stop = new AbortController();
  readonly #answer: Promise<T>;
  #value: T | undefined;
  #failure: unknown;
  #waiting = 0;

  /** Resolves when it is over, whether something was read or not. */
  readonly settled: Promise<void>;

  /** @param read begins at once */
  constructor(read: (signal: AbortSignal) => Promise<T>) {
    this.#answer = read(this.#stop.signal).then((value) => (this.#value = value));
    this.settled = this.#answer.then(
      () => undefined,
      (error: unknown) => {
        this.#failure = error;
      },
    );
  }

  /** What was read, once it is there. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why nothing was read, once that is known. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether everybody has left with nothing read: it failed, or nobody waited for it any more. */
  get isAbandoned(): boolean {
    return this.#stop.signal.aborted;
  }

  /**
   * Waits for what is read. Rejects with the error of the reading, and at once with the reason of the signal when the
   * caller leaves.
   */
  async wait(signal: AbortSignal): Promise<T> {
    const left = Promise.withResolvers<never>();
    const leave = (): void => left.reject(signal.reason);
    signal.addEventListener('abort', leave);
    this.#waiting++;
    try {
      return await Promise.race([this.#answer, left.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
      if (--this.#waiting === 0 && this.#value === undefined) this.#stop.abort();
    }
  }
}
