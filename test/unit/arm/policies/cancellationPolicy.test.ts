import type { AbortSignalLike } from '@azure/abort-controller';
import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { cancellationPolicy } from '../../../../src/arm/policies/cancellationPolicy.ts';
import { rejection } from '../armOf.ts';

/** A signal as other libraries have it: it looks like one, and is none of the platform's. */
function otherSignal() {
  const listeners = new Set<() => void>();
  let aborted = false;
  const signal: AbortSignalLike = {
    get aborted() {
      return aborted;
    },
    addEventListener: (_, listener) => void listeners.add(listener as () => void),
    removeEventListener: (_, listener) => void listeners.delete(listener as () => void),
  };
  const abort = () => {
    aborted = true;
    listeners.forEach((listener) => listener());
  };
  return { signal, abort, listeners };
}

test('a request is let go of at once, although what is inside never ends, and that is told', async () => {
  const { signal, abort, listeners } = otherSignal();
  const request = createPipelineRequest({ url: 'https://x', abortSignal: signal });

  const sending = rejection(
    cancellationPolicy().sendRequest(request, () => Promise.withResolvers<never>().promise),
  );
  const inside = request.abortSignal;
  abort();

  expect(await sending).toMatchObject({ name: 'AbortError' });
  expect(inside).toBeInstanceOf(AbortSignal);
  expect(inside?.aborted).toBe(true);
  expect(listeners.size).toBe(0);
});

test('a request that ends leaves nothing behind at the signal of its caller', async () => {
  const { signal, listeners } = otherSignal();
  const request = createPipelineRequest({ url: 'https://x', abortSignal: signal });
  const response: PipelineResponse = { request, status: 200, headers: createHttpHeaders() };

  expect(await cancellationPolicy().sendRequest(request, () => Promise.resolve(response))).toBe(response);
  expect(listeners.size).toBe(0);
});
