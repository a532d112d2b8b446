import { may, refusal } from '../access.ts';
import { withEvent } from '../events.ts';
import { assignmentBody } from '../managedServicesBodies.ts';
import { page } from '../paging.ts';
import { withAssignment } from '../removal.ts';
import { armError, ok, type Reply } from '../reply.ts';
import { type ArmRequest, atEachScope, type Azure, parameter, type Route, scopeOfRequest } from '../route.ts';
import { canonical, isWithin, scopeOf, scopeParts } from '../scope.ts';
import type { RegistrationAssignment, World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import { changeGuard } from './changeGuards.ts';
import { deleteRegistrationAssignment } from './deleteRegistrationAssignment.ts';
import { managingTenantFilter } from './managingTenantFilter.ts';
import { putBodyOf, stamp } from './putBody.ts';
import { missingResourceGroup } from './resourceGroups.ts';
import { managedServicesVersions } from './versions.ts';

const resourceType = 'Microsoft.ManagedServices/registrationAssignments';
const read = `${resourceType}/read`;
const collection = `/providers/${resourceType}`;

/** List, get, put and delete of `{scope}/providers/Microsoft.ManagedServices/registrationAssignments`. */
export const registrationAssignmentRoutes: readonly Route[] = [
  { method: 'GET' as const, path: collection, handle: list },
  { method: 'GET' as const, path: `${collection}/{name}`, handle: get },
  { method: 'PUT' as const, path: `${collection}/{name}`, handle: put },
  { method: 'DELETE' as const, path: `${collection}/{name}`, handle: deleteRegistrationAssignment },
].flatMap((route) => atEachScope({ ...route, resourceType, apiVersions: managedServicesVersions }));

/** At a subscription the list includes the assignments of its resource groups. */
function list(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const refused = refusal(world, request.caller, read, scope);
  if (refused !== undefined && !seesSomeGroups(world, request, scope)) return refused;
  const missing = missingResourceGroup(world, scope);
  if (missing !== undefined) return missing;
  const passes = managingTenantFilter(request.url);
  if (typeof passes !== 'function') return passes;

  const index = indexOf(world);
  const bodies = index
    .assignmentsIn(scopeParts(scope)?.subscriptionId ?? '')
    .filter((assignment) => isWithin(assignment.id, scope))
    .filter((assignment) => passes(index.definitionOf(assignment)?.properties.managedByTenantId))
    .filter((assignment) => refused === undefined || may(world, request.caller, read, scopeOf(assignment.id)))
    .map((assignment) => bodyOf(world, request, assignment, false));
  return page(bodies, request.url, world.service);
}

function get(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const refused = refusal(world, request.caller, read, scope) ?? missingResourceGroup(world, scope);
  if (refused !== undefined) return refused;
  const name = parameter(request, 'name');
  const assignment = indexOf(world).assignments.get(canonical(`${scope}${collection}/${name}`));
  if (assignment !== undefined) return ok(bodyOf(world, request, assignment, true));
  return armError(
    404,
    'RegistrationAssignmentNotFound',
    `The registration assignment '${name}' could not be found at scope '${scope}'.`,
  );
}

function put(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const id = `${scope}${collection}/${parameter(request, 'name')}`;
  const refused =
    refusal(world, request.caller, `${resourceType}/write`, scope) ??
    missingResourceGroup(world, scope) ??
    changeGuard(world, request.caller, 'write', id);
  if (refused !== undefined) return refused;
  const body = putBodyOf(request);
  if ('status' in body) return body;
  const { registrationDefinitionId } = body.properties;
  if (typeof registrationDefinitionId !== 'string')
    return invalid('The registration definition id is missing.');
  const definition = indexOf(world).definitions.get(canonical(registrationDefinitionId));
  if (definition === undefined)
    return invalid(`The registration definition '${registrationDefinitionId}' could not be found.`);

  const before = indexOf(world).assignments.get(canonical(id));
  const assignment: RegistrationAssignment = {
    id: before?.id ?? id,
    properties: { registrationDefinitionId, provisioningState: 'Succeeded' },
    systemData: stamp(request.caller, before?.systemData),
  };
  const changed = withAssignment(world, assignment);
  azure.world.become(withEvent(changed, changed, request.caller, 'write', assignment.id));
  return {
    status: before === undefined ? 201 : 200,
    body: bodyOf(azure.world.current, request, assignment, true),
  };
}

function invalid(message: string): Reply {
  return armError(400, 'InvalidRegistrationAssignmentCreateRequest', message);
}

function seesSomeGroups(world: World, request: ArmRequest, scope: string): boolean {
  const parts = scopeParts(scope);
  if (world.service.listForResourceGroupReaders === 'forbidden' || parts?.resourceGroup !== undefined)
    return false;
  const groups = indexOf(world).subscriptions.get(parts?.subscriptionId ?? '')?.resourceGroups ?? [];
  return groups.some(({ name }) => may(world, request.caller, read, `${scope}/resourceGroups/${name}`));
}

function bodyOf(
  world: World,
  request: ArmRequest,
  assignment: RegistrationAssignment,
  single: boolean,
): unknown {
  const expand = request.url.searchParams.get('$expandRegistrationDefinition')?.toLowerCase() === 'true';
  return assignmentBody(assignment, expand ? indexOf(world).definitionOf(assignment) : undefined, {
    apiVersion: request.apiVersion,
    upperCaseIds: single && world.service.idCase === 'byCall',
  });
}
