import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
} from '@azure-rest/core-client';
import { listPaged } from '../managedservices/paging.ts';
import { isJsonObject, type JsonObject } from '../managedservices/responses.ts';
import { pathSegment } from '../managedservices/scopePath.ts';
import type { ActivityEvent } from './models.ts';

const apiVersion = '2015-04-01';
const values = '/providers/Microsoft.Insights/eventtypes/management/values';

/** The activity log (Microsoft.Insights), of which Azure keeps 90 days. Everything throws RestError when Azure refuses. */
export interface ActivityLogClient {
  /** What became of Microsoft.ManagedServices in a subscription. */
  list(subscriptionId: string, since: Date, options?: OperationOptions): AsyncIterable<ActivityEvent>;
  /** Everything that the token's tenant logs of itself, delegations to it among it. */
  listOfTenant(since: Date, options?: OperationOptions): AsyncIterable<ActivityEvent>;
}

/** The activity log (API version 2015-04-01), over a client of the resource manager. */
export function createActivityLogClient(client: Client): ActivityLogClient {
  async function* list(
    path: string,
    filter: string,
    options: OperationOptions,
  ): AsyncIterable<ActivityEvent> {
    const parameters = {
      ...operationOptionsToRequestParameters(options),
      queryParameters: { 'api-version': apiVersion, $filter: filter },
    };
    for await (const event of listPaged<JsonObject>(client, path, parameters)) yield eventOf(event);
  }
  const from = (since: Date): string => `eventTimestamp ge '${since.toISOString()}'`;
  return {
    list: (subscriptionId, since, options = {}) =>
      list(
        `/subscriptions/${pathSegment(subscriptionId)}${values}`,
        `${from(since)} and resourceProvider eq 'Microsoft.ManagedServices'`,
        options,
      ),
    listOfTenant: (since, options = {}) => list(values, from(since), options),
  };
}

function eventOf(body: JsonObject): ActivityEvent {
  const { eventTimestamp, caller, resourceId, subscriptionId, correlationId, description } = body;
  const fields: Readonly<Record<keyof ActivityEvent, unknown>> = {
    eventTimestamp,
    operation: valueOf(body.operationName),
    status: valueOf(body.status),
    eventName: valueOf(body.eventName),
    caller,
    resourceId,
    subscriptionId,
    correlationId,
    description: valueOf(description),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));
}

/** A word that is told with its translation, or alone. */
function valueOf(word: unknown): unknown {
  return isJsonObject(word) ? word.value : word;
}
