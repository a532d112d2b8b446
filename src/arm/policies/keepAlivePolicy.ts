import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/**
 * Keeps connections open for the next request. The editor's proxy support gives each request an agent of its own,
 * which asks for the connection to be closed unless the request says otherwise.
 */
export function keepAlivePolicy(): PipelinePolicy {
  return {
    name: 'keepAlivePolicy',
    sendRequest(request, next) {
      request.headers.set('Connection', 'keep-alive');
      return next(request);
    },
  };
}
