import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/** Asks for messages in a language (BCP 47, such as `de`), as Azure translates some of its own. */
export function acceptLanguagePolicy(language: string): PipelinePolicy {
  return {
    name: 'acceptLanguagePolicy',
    sendRequest(request, next) {
      request.headers.set('Accept-Language', language);
      return next(request);
    },
  };
}
