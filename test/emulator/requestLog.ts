/** A request that came in. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** All headers but Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether an Authorization header was sent, and who it speaks for where the token is known. */
  readonly authorization: {
    readonly sent: boolean;
    readonly token?: { readonly oid: string; readonly tid: string; readonly aud: string };
  };
}

/** Called for every request before it is answered; the answer waits for it. */
export type RequestListener = (request: RecordedRequest) => void | Promise<void>;

/** The requests that came in, in order; those to the emulator's own routes are not among them. */
export class RequestLog {
  private entries: RecordedRequest[] = [];
  private readonly listeners = new Set<RequestListener>();

  /** What came in since the start or the last {@link clear}. */
  get all(): readonly RecordedRequest[] {
    return this.entries;
  }

  /** Those with a method and a path that matches. */
  matching(method: string, path: RegExp): readonly RecordedRequest[] {
    return this.entries.filter((entry) => entry.method === method && path.test(entry.url));
  }

  /** Notes a request and tells the listeners. */
  async add(request: RecordedRequest): Promise<void> {
    this.entries.push(request);
    for (const listener of [...this.listeners]) await listener(request);
  }

  /** Adds a listener; returns what takes it away again. */
  onRequest(listener: RequestListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Resolves with the next request, from now on, with a method and a path that matches. */
  next(method: string, path: RegExp): Promise<RecordedRequest> {
    return new Promise((resolve) => {
      const stop = this.onRequest((request) => {
        if (request.method !== method || !path.test(request.url)) return;
        stop();
        resolve(request);
      });
    });
  }

  /** Forgets what came in. */
  clear(): void {
    this.entries = [];
  }
}
