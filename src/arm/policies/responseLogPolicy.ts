import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';
import { retryAfterInMs } from '../managedservices/retryAfter.ts';
import { requestIdsOf } from '../requestIds.ts';

/** One request that was sent, for the log: no token, no query, no body. */
export interface ResponseLogEntry {
  readonly method: string;
  /** Without the query, which can carry secrets such as a skip token. */
  readonly path: string;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** How long the answer asks to wait, in milliseconds. */
  readonly retryAfterInMs?: number;
  /** Why there was no answer: the name or code of the error. */
  readonly failure?: string;
  readonly clientRequestId?: string;
  readonly requestId?: string;
  readonly correlationId?: string;
  /** Milliseconds until the whole body was there. */
  readonly durationInMs: number;
}

/** Tells of every request that was sent, retries among them. */
export function responseLogPolicy(onResponse: (entry: ResponseLogEntry) => void): PipelinePolicy {
  return {
    name: 'responseLogPolicy',
    async sendRequest(request, next) {
      const start = performance.now();
      const tell = (outcome: Partial<ResponseLogEntry>) =>
        onResponse({ ...sent(request), ...outcome, durationInMs: Math.round(performance.now() - start) });
      try {
        const response = await next(request);
        const { status, headers } = response;
        const retryAfter = retryAfterInMs(headers.get('retry-after'));
        tell({
          status,
          ...(retryAfter !== undefined && { retryAfterInMs: retryAfter }),
          ...requestIdsOf((name) => headers.get(name)),
        });
        return response;
      } catch (error) {
        tell({ failure: nameOf(error) });
        throw error;
      }
    },
  };
}

function sent(request: PipelineRequest): Pick<ResponseLogEntry, 'method' | 'path' | 'clientRequestId'> {
  const clientRequestId = request.headers.get('x-ms-client-request-id');
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    ...(clientRequestId !== undefined && { clientRequestId }),
  };
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  if ('reason' in error && typeof error.reason === 'string') return error.reason;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
