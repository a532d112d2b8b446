import { AbortError, type AbortSignalLike } from '@azure/abort-controller';

/**
 * Waits.
 *
 * @throws AbortError as soon as the signal says so
 */
export async function wait(milliseconds: number, abortSignal?: AbortSignalLike): Promise<void> {
  if (abortSignal?.aborted) throw new AbortError('The operation was aborted.');
  await new Promise<void>((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(new AbortError('The operation was aborted.'));
    };
    const timer = setTimeout(() => {
      abortSignal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    abortSignal?.addEventListener('abort', abort);
  });
}
