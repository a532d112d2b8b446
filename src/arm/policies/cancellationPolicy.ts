import { AbortError } from '@azure/abort-controller';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/**
 * Lets go of a request as soon as its caller does, whatever it waits for: a sign-in, a pause before a retry, an
 * answer. Belongs outermost.
 *
 * @throws AbortError
 */
export function cancellationPolicy(): PipelinePolicy {
  return {
    name: 'cancellationPolicy',
    async sendRequest(request, next) {
      const { abortSignal } = request;
      if (!abortSignal) return next(request);
      if (abortSignal.aborted) throw new AbortError('The operation was aborted.');

      // What is inside expects a signal of the platform, and callers may bring any that looks like one.
      const inside = new AbortController();
      request.abortSignal = inside.signal;
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => {
        inside.abort();
        reject(new AbortError('The operation was aborted.'));
      };
      abortSignal.addEventListener('abort', abort);
      try {
        return await Promise.race([next(request), aborted]);
      } finally {
        abortSignal.removeEventListener('abort', abort);
      }
    },
  };
}
