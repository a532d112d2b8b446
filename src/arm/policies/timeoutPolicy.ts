import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { ArmError } from '../errors.ts';

/**
 * Ends a request whose whole answer, body included, has not arrived in time. Belongs inside the retries and the
 * authentication, so that neither a pause nor a sign-in counts.
 *
 * @throws ArmError `timeout`
 */
export function timeoutPolicy(timeoutInMs: number): PipelinePolicy {
  return {
    name: 'timeoutPolicy',
    async sendRequest(request, next) {
      const { abortSignal } = request;
      const attempt = new AbortController();
      const abort = () => attempt.abort();
      if (abortSignal?.aborted) abort();
      abortSignal?.addEventListener('abort', abort);
      request.abortSignal = attempt.signal;

      // Rejects by itself, as the HTTP client does not notice an abort in the middle of a compressed body.
      const { promise: timedOut, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => {
        const seconds = Math.round(timeoutInMs / 1000);
        const { host } = new URL(request.url);
        reject(new ArmError(`${host} did not answer within ${seconds} s.`, { reason: 'timeout' }));
        abort();
      }, timeoutInMs);
      try {
        return await Promise.race([next(request), timedOut]);
      } finally {
        clearTimeout(timer);
        abortSignal?.removeEventListener('abort', abort);
        if (abortSignal) request.abortSignal = abortSignal;
        else delete request.abortSignal;
      }
    },
  };
}
