import { AbortError, type AbortSignalLike } from '@azure/abort-controller';

// A longer timer would fire at once.
const longestTimer = 2 ** 31 - 1;

/**
 * Waits, at most 24 days.
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
    const timer = setTimeout(
      () => {
        abortSignal?.removeEventListener('abort', abort);
        resolve();
      },
      Math.min(milliseconds, longestTimer),
    );
    abortSignal?.addEventListener('abort', abort);
  });
}
