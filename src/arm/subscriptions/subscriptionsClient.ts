import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
} from '@azure-rest/core-client';
import type { PagedAsyncIterableIterator } from '@azure/core-paging';
import { listPaged } from '../managedservices/paging.ts';
import { malformed, objectOf, type JsonObject } from '../managedservices/responses.ts';
import { pathSegment } from '../managedservices/scopePath.ts';
import type { Subscription, Tenant } from './models.ts';

const apiVersion = '2022-12-01';

/** What the token's tenant can see. Everything throws RestError when Azure refuses. */
export interface SubscriptionsClient {
  readonly subscriptions: {
    list(options?: OperationOptions): PagedAsyncIterableIterator<Subscription>;
    get(subscriptionId: string, options?: OperationOptions): Promise<Subscription>;
  };
  readonly tenants: {
    list(options?: OperationOptions): PagedAsyncIterableIterator<Tenant>;
  };
}

/** Subscriptions and tenants (Microsoft.Resources 2022-12-01), over a client of the resource manager. */
export function createSubscriptionsClient(client: Client): SubscriptionsClient {
  const parametersOf = (options: OperationOptions) => ({
    ...operationOptionsToRequestParameters(options),
    queryParameters: { 'api-version': apiVersion },
  });

  return {
    subscriptions: {
      list: (options = {}) => listPaged(client, '/subscriptions', parametersOf(options), isSubscription),
      get: async (subscriptionId, options = {}) => {
        const response = await client
          .pathUnchecked(`/subscriptions/${pathSegment(subscriptionId)}`)
          .get(parametersOf(options));
        const subscription = objectOf(response);
        if (!isSubscription(subscription)) throw malformed(response, 'it is no subscription');
        return subscription;
      },
    },
    tenants: { list: (options = {}) => listPaged(client, '/tenants', parametersOf(options), isTenant) },
  };
}

function isSubscription(value: JsonObject): value is JsonObject & Subscription {
  return typeof value.subscriptionId === 'string';
}

function isTenant(value: JsonObject): value is JsonObject & Tenant {
  return typeof value.tenantId === 'string';
}
