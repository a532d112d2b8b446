import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
} from '@azure-rest/core-client';
import { malformed, objectOf } from '../managedservices/responses.ts';
import type { GraphPage, GraphRequest } from './models.ts';

const apiVersion = '2022-10-01';

/** The most rows that the graph gives in a page. */
const rowsInPage = 1000;

/** Azure Resource Graph, which knows the resources of all subscriptions, and a change of them some minutes later. */
export interface ResourceGraphClient {
  /**
   * One page of what a query finds.
   *
   * @param query Kusto; has to order by id for pages that neither repeat nor leave out
   * @throws RestError when Azure refuses, and with the code `MALFORMED_RESPONSE` for a body that is no page
   */
  query(query: string, request: GraphRequest, options?: OperationOptions): Promise<GraphPage>;
}

/** Queries (Microsoft.ResourceGraph 2022-10-01), over a client of the resource manager. */
export function createResourceGraphClient(client: Client): ResourceGraphClient {
  return {
    async query(query, { subscriptionIds, skipToken }, options = {}) {
      const response = await client.pathUnchecked('/providers/Microsoft.ResourceGraph/resources').post({
        ...operationOptionsToRequestParameters(options),
        queryParameters: { 'api-version': apiVersion },
        body: {
          query,
          ...(subscriptionIds && { subscriptions: subscriptionIds }),
          options: {
            resultFormat: 'objectArray',
            $top: rowsInPage,
            ...(skipToken !== undefined && { $skipToken: skipToken }),
          },
        },
      });
      const { data, resultTruncated, $skipToken: next } = objectOf(response);
      if (!Array.isArray(data)) throw malformed(response, 'it has no rows');
      return {
        rows: data as readonly unknown[],
        ...(typeof next === 'string' && next !== '' && { skipToken: next }),
        isTruncated: String(resultTruncated) === 'true',
        isSubscriptionLimitHit: response.headers['x-ms-tenant-subscription-limit-hit'] === 'true',
      };
    },
  };
}
