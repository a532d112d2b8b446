import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';
import { retryAfterInMs } from '../managedservices/retryAfter.ts';
import type { GraphQuota, QuotaTold } from '../resourceGraph/graphQuota.ts';

/**
 * Sends a query to Azure Resource Graph only when the user's quota allows it, as its last answer told. Belongs inside
 * the retries, so that each of them waits its turn, and a 429 makes all others wait too.
 */
export function graphQuotaPolicy(quota: GraphQuota): PipelinePolicy {
  return {
    name: 'graphQuotaPolicy',
    async sendRequest(request, next) {
      if (!/\/providers\/microsoft\.resourcegraph\//i.test(new URL(request.url).pathname))
        return next(request);
      await quota.take(request.abortSignal);
      let told: QuotaTold | undefined;
      try {
        const response = await next(request);
        told = quotaOf(response);
        return response;
      } finally {
        quota.answered(told);
      }
    },
  };
}

function quotaOf({ status, headers }: PipelineResponse): QuotaTold | undefined {
  const [hours, minutes, seconds] = (headers.get('x-ms-user-quota-resets-after') ?? '')
    .split(':')
    .map(Number);
  const resets = ((hours ?? NaN) * 60 + (minutes ?? NaN)) * 60 + (seconds ?? NaN);
  const retryAfter = retryAfterInMs(headers.get('retry-after'));
  if (status === 429)
    return { remaining: 0, resetsAfterInMs: retryAfter ?? (Number.isNaN(resets) ? 5000 : resets * 1000) };
  const remaining = Number.parseInt(headers.get('x-ms-user-quota-remaining') ?? '', 10);
  if (Number.isNaN(remaining) || Number.isNaN(resets)) return undefined;
  return { remaining, resetsAfterInMs: resets * 1000 };
}
