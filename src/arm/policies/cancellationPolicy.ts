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

      // What is inside expects a signal of the platform, and callers may bring any that looks like one.
      const inside = new AbortController();
      request.abortSignal = inside.signal;
      let abort = () => inside.abort();
      const aborted = new Promise<never>((_, reject) => {
        abort = () => {
          inside.abort();
          reject(new AbortError('The operation was aborted.'));
        };
      });
      abortSignal.addEventListener('abort', abort);
      if (abortSignal.aborted) abort();
      try {
        return await Promise.race([aborted, inside.signal.aborted ? aborted : next(request)]);
      } finally {
        abortSignal.removeEventListener('abort', abort);
      }
    },
  };
}
