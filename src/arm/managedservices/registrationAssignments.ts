import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
  type RequestParameters,
} from '@azure-rest/core-client';
import type { PagedAsyncIterableIterator } from '@azure/core-paging';
import { apiVersion } from './apiVersion.ts';
import { sendDelete, type DeletePoller } from './deletePoller.ts';
import type { RegistrationAssignment } from './models.ts';
import { listPaged } from './paging.ts';
import { objectOf } from './responses.ts';
import { pathSegment, scopePath } from './scopePath.ts';

/** Options of `registrationAssignments.get`. */
export interface RegistrationAssignmentsGetOptionalParams extends OperationOptions {
  /** Whether `properties.registrationDefinition` is wanted. */
  expandRegistrationDefinition?: boolean;
}

/** Options of `registrationAssignments.list`. */
export interface RegistrationAssignmentsListOptionalParams extends RegistrationAssignmentsGetOptionalParams {
  /** OData, such as `managedByTenantId eq '{guid}'`. */
  filter?: string;
}

/** Options of `registrationAssignments.beginDelete`. */
export interface RegistrationAssignmentsDeleteOptionalParams extends OperationOptions {
  /** Milliseconds between two reads of the operation's status where Azure asks for none; 2,000 by default. */
  updateIntervalInMs?: number;
}

/**
 * The delegations of a scope, which is `/subscriptions/{id}` or `/subscriptions/{id}/resourceGroups/{name}`.
 * Everything throws RestError, with Azure's code and message, when Azure refuses.
 */
export interface RegistrationAssignmentsOperations {
  /** The assignments of a scope; at a subscription those of its resource groups too. */
  list(
    scope: string,
    options?: RegistrationAssignmentsListOptionalParams,
  ): PagedAsyncIterableIterator<RegistrationAssignment>;
  /** One assignment, by the GUID that is its name. */
  get(
    scope: string,
    registrationAssignmentId: string,
    options?: RegistrationAssignmentsGetOptionalParams,
  ): Promise<RegistrationAssignment>;
  /**
   * Sends the deletion, and resolves once Azure has accepted it.
   *
   * @throws AcceptedWithoutOperationError when Azure accepts without saying how to follow
   */
  beginDelete(
    scope: string,
    registrationAssignmentId: string,
    options?: RegistrationAssignmentsDeleteOptionalParams,
  ): Promise<DeletePoller>;
  /**
   * Deletes, and resolves once the operation has succeeded.
   *
   * @throws as `beginDelete` and `DeletePoller.pollUntilDone`
   */
  beginDeleteAndWait(
    scope: string,
    registrationAssignmentId: string,
    options?: RegistrationAssignmentsDeleteOptionalParams,
  ): Promise<void>;
}

/** The operations on registration assignments, over a client of the resource manager. */
export function registrationAssignmentsOperations(client: Client): RegistrationAssignmentsOperations {
  const listPath = (scope: string) =>
    `${scopePath(scope)}/providers/Microsoft.ManagedServices/registrationAssignments`;
  const itemPath = (scope: string, name: string) => `${listPath(scope)}/${pathSegment(name)}`;

  const parametersOf = (options: RegistrationAssignmentsListOptionalParams): RequestParameters => ({
    ...operationOptionsToRequestParameters(options),
    queryParameters: {
      'api-version': apiVersion,
      $expandRegistrationDefinition: options.expandRegistrationDefinition,
      $filter: options.filter,
    },
  });

  const beginDelete: RegistrationAssignmentsOperations['beginDelete'] = async (scope, name, options = {}) =>
    sendDelete(client, itemPath(scope, name), parametersOf(options), options.updateIntervalInMs ?? 2000);

  return {
    list: (scope, options = {}) => listPaged(client, listPath(scope), parametersOf(options)),
    get: async (scope, name, options = {}) =>
      objectOf(await client.pathUnchecked(itemPath(scope, name)).get(parametersOf(options))),
    beginDelete,
    beginDeleteAndWait: async (scope, name, options = {}) => {
      const poller = await beginDelete(scope, name, options);
      await poller.pollUntilDone(options.abortSignal && { abortSignal: options.abortSignal });
    },
  };
}
