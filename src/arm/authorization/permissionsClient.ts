import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
} from '@azure-rest/core-client';
import { listPaged } from '../managedservices/paging.ts';
import type { JsonObject } from '../managedservices/responses.ts';
import { scopePath } from '../managedservices/scopePath.ts';
import type { Permission } from './models.ts';

const apiVersion = '2022-04-01';

/** What the caller may do. */
export interface PermissionsClient {
  /**
   * What the roles of the caller allow at a scope, inherited ones included; an entry for each of them. Locks, deny
   * assignments, policies and the state of the subscription do not show in it.
   *
   * @param scope `/subscriptions/{id}` or `/subscriptions/{id}/resourceGroups/{name}`
   * @throws RestError when Azure refuses
   */
  list(scope: string, options?: OperationOptions): AsyncIterable<Permission>;
}

/** Permissions (Microsoft.Authorization 2022-04-01), over a client of the resource manager. */
export function createPermissionsClient(client: Client): PermissionsClient {
  return {
    async *list(scope, options = {}) {
      const path = `${scopePath(scope)}/providers/Microsoft.Authorization/permissions`;
      const parameters = {
        ...operationOptionsToRequestParameters(options),
        queryParameters: { 'api-version': apiVersion },
      };
      for await (const entry of listPaged<PermissionBody>(client, path, parameters, isPermission)) {
        const { actions, notActions, dataActions, notDataActions } = entry;
        yield {
          actions: actions ?? [],
          notActions: notActions ?? [],
          dataActions: dataActions ?? [],
          notDataActions: notDataActions ?? [],
        };
      }
    },
  };
}

type PermissionBody = { readonly [list in keyof Permission]: readonly string[] | null };

function isPermission({ actions, notActions, dataActions, notDataActions }: JsonObject): boolean {
  return [actions, notActions, dataActions, notDataActions].every(isListOfNames);
}

/** A list that cannot be read is no empty one: a notAction that was overlooked would allow what is forbidden. */
function isListOfNames(list: unknown): boolean {
  if (list === undefined || list === null) return true;
  return Array.isArray(list) && list.every((name) => typeof name === 'string');
}
