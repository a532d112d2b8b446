import { refusal } from '../access.ts';
import { page } from '../paging.ts';
import { armError, ok, type Reply } from '../reply.ts';
import { type ArmRequest, type Azure, parameter, type Route, scopeOfRequest } from '../route.ts';
import { canonical, isWithin } from '../scope.ts';
import type { PolicyAssignment } from '../world.ts';
import { indexOf } from '../worldIndex.ts';

/** The assignments of policies that apply to a subscription, and the initiatives that they may be of. */
export const policyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/policyAssignments',
    apiVersions: ['2021-06-01', '2022-06-01', '2023-04-01'],
    resourceType: 'Microsoft.Authorization/policyAssignments',
    handle: listAssignments,
  },
  ...['', '/subscriptions/{subscriptionId}', '/providers/Microsoft.Management/managementGroups/{group}'].map(
    (scope): Route => ({
      method: 'GET',
      path: `${scope}/providers/Microsoft.Authorization/policySetDefinitions/{name}`,
      apiVersions: ['2021-06-01', '2023-04-01'],
      resourceType: 'Microsoft.Authorization/policySetDefinitions',
      handle: getPolicySet,
    }),
  ),
];

function listAssignments(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const refused = refusal(world, request.caller, 'Microsoft.Authorization/policyAssignments/read', scope);
  if (refused !== undefined) return refused;
  const filter = request.url.searchParams.get('$filter');
  if (filter !== null && filter.toLowerCase() !== 'atscope()')
    return armError(400, 'InvalidFilterInQueryString', `The filter '${filter}' is not supported.`);
  const home = indexOf(world).subscriptions.get(parameter(request, 'subscriptionId').toLowerCase())?.tenantId;
  const applies = ({ tenantId, scope: at }: PolicyAssignment): boolean =>
    home !== undefined &&
    canonical(tenantId) === canonical(home) &&
    (isWithin(scope, at) || (filter === null && isWithin(at, scope)));
  const bodies = world.policyAssignments.filter(applies).map((assignment) => ({
    id: `${assignment.scope === '/' ? '/providers/Microsoft.Management/managementGroups/root' : assignment.scope}/providers/Microsoft.Authorization/policyAssignments/${assignment.id}`,
    type: 'Microsoft.Authorization/policyAssignments',
    name: assignment.id,
    properties: {
      policyDefinitionId: assignment.policyDefinitionId,
      scope: assignment.scope,
      enforcementMode: assignment.enforcementMode ?? 'Default',
      notScopes: assignment.notScopes ?? [],
      parameters: {},
    },
  }));
  return page(bodies, request.url, world.service);
}

function getPolicySet(request: ArmRequest, azure: Azure): Reply {
  const id = request.url.pathname;
  const set = azure.world.current.policySets.find((each) => canonical(each.id) === canonical(id));
  if (set === undefined)
    return armError(
      404,
      'PolicySetDefinitionNotFound',
      `The policy set definition '${parameter(request, 'name')}' could not be found.`,
    );
  return ok({
    id: set.id,
    type: 'Microsoft.Authorization/policySetDefinitions',
    name: parameter(request, 'name'),
    properties: {
      policyType: 'Custom',
      policyDefinitions: set.policyDefinitionIds.map((policyDefinitionId) => ({
        policyDefinitionId,
        parameters: {},
      })),
    },
  });
}
