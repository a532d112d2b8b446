import {
  operationOptionsToRequestParameters,
  type Client,
  type OperationOptions,
} from '@azure-rest/core-client';
import { listPaged } from '../managedservices/paging.ts';
import { isJsonObject, type JsonObject, malformed, objectOf } from '../managedservices/responses.ts';
import { scopePath } from '../managedservices/scopePath.ts';
import type { PolicyAssignment } from './models.ts';

const assignmentsVersion = '2022-06-01';
const definitionsVersion = '2021-06-01';

/** Policies and where they are assigned. */
export interface PoliciesClient {
  /**
   * The assignments that apply to a scope as a whole, inherited ones included.
   *
   * @throws RestError when Azure refuses
   */
  listAssignments(scope: string, options?: OperationOptions): AsyncIterable<PolicyAssignment>;
  /**
   * The ids of the policies of an initiative.
   *
   * @param policySetId full resource id
   * @throws RestError when Azure refuses
   * @throws RangeError for the id of something else
   */
  listPoliciesOfSet(policySetId: string, options?: OperationOptions): Promise<readonly string[]>;
}

/** Policies (Microsoft.Authorization), over a client of the resource manager. */
export function createPoliciesClient(client: Client): PoliciesClient {
  return {
    async *listAssignments(scope, options = {}) {
      const path = `${scopePath(scope)}/providers/Microsoft.Authorization/policyAssignments`;
      const parameters = {
        ...operationOptionsToRequestParameters(options),
        queryParameters: { 'api-version': assignmentsVersion, $filter: 'atScope()' },
      };
      for await (const { properties } of listPaged<AssignmentBody>(client, path, parameters, isAssignment)) {
        const { policyDefinitionId, enforcementMode, notScopes } = properties;
        yield {
          policyDefinitionId,
          ...(enforcementMode !== undefined && { enforcementMode }),
          ...(notScopes && { notScopes }),
        };
      }
    },

    async listPoliciesOfSet(policySetId, options = {}) {
      const response = await client.pathUnchecked(policySetPath(policySetId)).get({
        ...operationOptionsToRequestParameters(options),
        queryParameters: { 'api-version': definitionsVersion },
      });
      const { properties } = objectOf(response);
      const policies = isJsonObject(properties) ? properties.policyDefinitions : undefined;
      if (!Array.isArray(policies) || !policies.every(isPolicyReference))
        throw malformed(response, 'it is no initiative');
      return policies.map(({ policyDefinitionId }) => policyDefinitionId);
    },
  };
}

interface AssignmentBody {
  readonly properties: PolicyAssignment;
}

function isAssignment({ properties }: JsonObject): boolean {
  if (!isJsonObject(properties)) return false;
  const { policyDefinitionId, enforcementMode, notScopes } = properties;
  return (
    typeof policyDefinitionId === 'string' &&
    (enforcementMode === undefined || typeof enforcementMode === 'string') &&
    (notScopes === undefined ||
      (Array.isArray(notScopes) && notScopes.every((scope) => typeof scope === 'string')))
  );
}

function isPolicyReference(value: unknown): value is { readonly policyDefinitionId: string } {
  return isJsonObject(value) && typeof value.policyDefinitionId === 'string';
}

/** Built in, or of a subscription or management group; the id comes from the network. */
const policySetId =
  /^(?:\/subscriptions\/[^/?#]+|\/providers\/Microsoft\.Management\/managementGroups\/[^/?#]+)?\/providers\/Microsoft\.Authorization\/policySetDefinitions\/[^/?#]+$/i;

function policySetPath(id: string): string {
  if (!policySetId.test(id)) throw new RangeError(`Not the id of an initiative: ${id}`);
  return id
    .split('/')
    .map((segment) => {
      if (/^\.{1,2}$/.test(segment)) throw new RangeError(`Not the id of an initiative: ${id}`);
      return encodeURIComponent(segment);
    })
    .join('/');
}
