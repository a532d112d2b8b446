import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
} from '@azure-rest/core-client';
import { listPaged } from '../managedservices/paging.ts';
import { isJsonObject, type JsonObject } from '../managedservices/responses.ts';
import { scopePath } from '../managedservices/scopePath.ts';
import type { Permission, RoleDefinition } from './models.ts';

const apiVersion = '2022-04-01';

/** The roles of Azure role-based access control. */
export interface RoleDefinitionsClient {
  /**
   * The built-in roles at a scope, such as `/subscriptions/{id}`.
   *
   * @throws RestError when Azure refuses
   */
  list(scope: string, options?: OperationOptions): AsyncIterable<RoleDefinition>;
}

/** Role definitions (Microsoft.Authorization 2022-04-01), over a client of the resource manager. */
export function createRoleDefinitionsClient(client: Client): RoleDefinitionsClient {
  return {
    async *list(scope, options = {}) {
      const path = `${scopePath(scope)}/providers/Microsoft.Authorization/roleDefinitions`;
      const parameters = {
        ...operationOptionsToRequestParameters(options),
        queryParameters: { 'api-version': apiVersion, $filter: "type eq 'BuiltInRole'" },
      };
      for await (const role of listPaged<RoleBody>(client, path, parameters, isRole)) {
        const { id, name, properties = {} } = role;
        yield { ...properties, id, name };
      }
    },
  };
}

interface RoleBody {
  readonly id: string;
  readonly name: string;
  readonly properties?: {
    readonly roleName?: string;
    readonly description?: string;
    readonly permissions?: readonly Permission[];
  };
}

function isRole({ id, name, properties }: JsonObject): boolean {
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    (properties === undefined || isJsonObject(properties))
  );
}
