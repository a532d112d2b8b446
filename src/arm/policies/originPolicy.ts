import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { ArmError } from '../errors.ts';

/**
 * Refuses every request to another origin than the endpoint's, so that no token can be lured away by a nextLink,
 * Location, Azure-AsyncOperation or redirect. Belongs between the redirects and the authentication: nothing is
 * sent, and no Authorization header set.
 *
 * @throws ArmError `foreignOrigin`
 */
export function originPolicy(endpoint: string): PipelinePolicy {
  const { origin } = new URL(endpoint);
  return {
    name: 'originPolicy',
    sendRequest(request, next) {
      const url = URL.parse(request.url);
      const isOurs =
        url?.protocol === 'https:' && url.origin === origin && url.username === '' && url.password === '';
      if (!isOurs) {
        const where = url ? url.host : 'an address that cannot be read';
        return Promise.reject(
          new ArmError(`An answer led to ${where} instead of ${origin}. Nothing was sent there.`, {
            reason: 'foreignOrigin',
          }),
        );
      }
      return next(request);
    },
  };
}
