import { getClient, type ClientOptions } from '@azure-rest/core-client';
import type { TokenCredential } from '@azure/core-auth';
import type { Pipeline } from '@azure/core-rest-pipeline';
import {
  registrationAssignmentsOperations,
  type RegistrationAssignmentsOperations,
} from './registrationAssignments.ts';
import {
  registrationDefinitionsOperations,
  type RegistrationDefinitionsOperations,
} from './registrationDefinitions.ts';

/** `endpoint` is the base URL of the resource manager, the public cloud's by default. */
export type ManagedServicesClientOptions = Omit<ClientOptions, 'apiVersion' | 'baseUrl'>;

/** Azure Lighthouse: Microsoft.ManagedServices, version 2022-10-01. */
export class ManagedServicesClient {
  /** The pipeline that every request goes through. */
  readonly pipeline: Pipeline;
  readonly registrationAssignments: RegistrationAssignmentsOperations;
  readonly registrationDefinitions: RegistrationDefinitionsOperations;

  /** @param credential gives the tokens, unless `options.pipeline` brings its own authentication */
  constructor(credential: TokenCredential, options: ManagedServicesClientOptions = {}) {
    const { endpoint = 'https://management.azure.com', ...clientOptions } = options;
    const client = getClient(endpoint, credential, {
      credentials: { scopes: [`${endpoint}/.default`] },
      ...clientOptions,
    });
    this.pipeline = client.pipeline;
    this.registrationAssignments = registrationAssignmentsOperations(client);
    this.registrationDefinitions = registrationDefinitionsOperations(client);
  }
}
