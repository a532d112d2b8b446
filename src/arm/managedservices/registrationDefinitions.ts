import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
  type RequestParameters,
} from '@azure-rest/core-client';
import type { PagedAsyncIterableIterator } from '@azure/core-paging';
import { apiVersion } from './apiVersion.ts';
import type { RegistrationDefinition } from './models.ts';
import { listPaged } from './paging.ts';
import { objectOf, unexpectedStatus } from './responses.ts';
import { pathSegment, scopePath } from './scopePath.ts';

/** Options of `registrationDefinitions.list`. */
export interface RegistrationDefinitionsListOptionalParams extends OperationOptions {
  /** OData, such as `managedByTenantId eq '{guid}'`. */
  filter?: string;
}

/** The offers of a subscription, used or not. Everything throws RestError when Azure refuses. */
export interface RegistrationDefinitionsOperations {
  list(
    scope: string,
    options?: RegistrationDefinitionsListOptionalParams,
  ): PagedAsyncIterableIterator<RegistrationDefinition>;
  /** One definition, by the GUID that is its name. */
  get(
    scope: string,
    registrationDefinitionId: string,
    options?: OperationOptions,
  ): Promise<RegistrationDefinition>;
  /** Deletes a definition; one that does not exist is no error. */
  delete(scope: string, registrationDefinitionId: string, options?: OperationOptions): Promise<void>;
}

/** The operations on registration definitions, over a client of the resource manager. */
export function registrationDefinitionsOperations(client: Client): RegistrationDefinitionsOperations {
  const listPath = (scope: string) =>
    `${scopePath(scope)}/providers/Microsoft.ManagedServices/registrationDefinitions`;
  const itemPath = (scope: string, name: string) => `${listPath(scope)}/${pathSegment(name)}`;

  const parametersOf = (options: RegistrationDefinitionsListOptionalParams): RequestParameters => ({
    ...operationOptionsToRequestParameters(options),
    queryParameters: { 'api-version': apiVersion, $filter: options.filter },
  });

  return {
    list: (scope, options = {}) => listPaged(client, listPath(scope), parametersOf(options)),
    get: async (scope, name, options = {}) =>
      objectOf(await client.pathUnchecked(itemPath(scope, name)).get(parametersOf(options))),
    delete: async (scope, name, options = {}) => {
      const response = await client.pathUnchecked(itemPath(scope, name)).delete(parametersOf(options));
      if (response.status !== '200' && response.status !== '204') throw unexpectedStatus(response);
    },
  };
}
