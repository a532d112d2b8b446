import {
  retryPolicy as pipelineRetryPolicy,
  type PipelinePolicy,
  type PipelineResponse,
  type PipelineRetryOptions,
  type RestError,
  type RetryStrategy,
} from '@azure/core-rest-pipeline';
import { retryAfterInMs } from '../managedservices/retryAfter.ts';

/** Errors of a connection that may be better the next time; a certificate that is not trusted stays so. */
const connectionErrors = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * Sends again what Azure asks to send again (ARM RPC, client retries): 408, 429, 5xx, lost connections, and
 * whatever fails with a `Retry-After`; at most `maxRetries` times (3), and never when that would take longer than
 * `maxRetryDelayInMs` (60,000). A DELETE goes again only after 429, which says that nothing happened: after any
 * other failure the caller has to look first.
 */
export function retryPolicy(options: PipelineRetryOptions = {}): PipelinePolicy {
  const limit = { maxRetries: options.maxRetries ?? 3 };
  const reads = pipelineRetryPolicy([retryStrategy(isRetryable, options)], limit);
  const deletions = pipelineRetryPolicy([retryStrategy(isThrottled, options)], limit);
  return {
    name: 'retryPolicy',
    sendRequest: (request, next) =>
      (request.method === 'DELETE' ? deletions : reads).sendRequest(request, next),
  };
}

/** How long to wait for the next try: as long as Azure says, else twice as long each time, from a second on. */
export function retryStrategy(
  isRetryable: (response: PipelineResponse | undefined, error: RestError | undefined) => boolean,
  { retryDelayInMs = 1000, maxRetryDelayInMs = 60_000 }: PipelineRetryOptions,
): RetryStrategy {
  return {
    name: 'retryStrategy',
    retry({ retryCount, response, responseError }) {
      if (!isRetryable(response, responseError)) return { skipStrategy: true };
      const asked = retryAfterInMs(response?.headers.get('retry-after'));
      if (asked !== undefined && asked > maxRetryDelayInMs) return { skipStrategy: true };
      return { retryAfterInMs: asked ?? Math.min(retryDelayInMs * 2 ** retryCount, maxRetryDelayInMs) };
    },
  };
}

function isThrottled(response: PipelineResponse | undefined): boolean {
  return response?.status === 429;
}

function isRetryable(response: PipelineResponse | undefined, error: RestError | undefined): boolean {
  if (response) {
    const { status, headers } = response;
    return status === 408 || status === 429 || status >= 500 || (status >= 400 && headers.has('retry-after'));
  }
  return isConnectionError(error);
}

/** Whether a request failed below HTTP: no connection, or one that broke before the whole body had arrived. */
function isConnectionError(error: RestError | undefined): boolean {
  const brokenBody = error?.code === 'PARSE_ERROR' && error.statusCode === undefined;
  return brokenBody || connectionErrors.has(error?.code ?? '');
}
