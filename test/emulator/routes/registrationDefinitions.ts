import { refusal } from '../access.ts';
import { definitionBody } from '../managedServicesBodies.ts';
import { page } from '../paging.ts';
import { armError, ok, type Reply } from '../reply.ts';
import { type ArmRequest, atEachScope, type Azure, parameter, type Route, scopeOfRequest } from '../route.ts';
import { canonical, scopeOf, scopeParts } from '../scope.ts';
import type { RegistrationDefinition, World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import { changeGuard } from './changeGuards.ts';
import { managingTenantFilter } from './managingTenantFilter.ts';
import { InvalidContent, type OfferContent, offerContent } from './offerContent.ts';
import { offerProblem } from './offerProblem.ts';
import { invalidContent, type PutBody, putBodyOf, stamp } from './putBody.ts';
import { missingResourceGroup } from './resourceGroups.ts';
import { managedServicesVersions } from './versions.ts';

const resourceType = 'Microsoft.ManagedServices/registrationDefinitions';
const collection = `/providers/${resourceType}`;

/** List, get, put and delete of `{scope}/providers/Microsoft.ManagedServices/registrationDefinitions`. */
export const registrationDefinitionRoutes: readonly Route[] = [
  { method: 'GET' as const, path: collection, handle: list },
  { method: 'GET' as const, path: `${collection}/{name}`, handle: get },
  { method: 'PUT' as const, path: `${collection}/{name}`, handle: put },
  { method: 'DELETE' as const, path: `${collection}/{name}`, handle: remove },
].flatMap((route) => atEachScope({ ...route, resourceType, apiVersions: managedServicesVersions }));

function list(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const refused =
    refusal(world, request.caller, `${resourceType}/read`, scope) ?? missingResourceGroup(world, scope);
  if (refused !== undefined) return refused;
  const passes = managingTenantFilter(request.url);
  if (typeof passes !== 'function') return passes;
  const bodies = indexOf(world)
    .definitionsIn(scopeParts(scope)?.subscriptionId ?? '')
    .filter((definition) => scopeOf(definition.id) === canonical(scope))
    .filter((definition) => passes(definition.properties.managedByTenantId))
    .map((definition) => bodyOf(world, request, definition, false));
  return page(bodies, request.url, world.service);
}

function get(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const refused =
    refusal(world, request.caller, `${resourceType}/read`, scope) ?? missingResourceGroup(world, scope);
  if (refused !== undefined) return refused;
  const definition = find(world, request);
  if (definition !== undefined) return ok(bodyOf(world, request, definition, true));
  return armError(
    404,
    'RegistrationDefinitionNotFound',
    `The registration definition '${parameter(request, 'name')}' could not be found at scope '${scope}'.`,
  );
}

function put(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const refused = changeRefusal(request, world, 'write');
  if (refused !== undefined) return refused;
  const offer = offerOf(request);
  if ('status' in offer) return offer;

  const before = find(world, request);
  const definition = completed(world, request, offer, before);
  azure.world.become({
    ...world,
    registrationDefinitions: [
      ...world.registrationDefinitions.filter((entry) => entry !== before),
      definition,
    ],
  });
  return {
    status: before === undefined ? 201 : 200,
    body: bodyOf(azure.world.current, request, definition, true),
  };
}

function remove(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const refused = changeRefusal(request, world, 'delete');
  if (refused !== undefined) return refused;
  const definition = find(world, request);
  if (definition === undefined) return { status: 204 };
  const used = world.registrationAssignments.some(
    (assignment) => indexOf(world).definitionOf(assignment) === definition,
  );
  if (used)
    return armError(
      409,
      'Conflict',
      `The registration definition '${parameter(request, 'name')}' is used by a registration assignment.`,
    );
  azure.world.become({
    ...world,
    registrationDefinitions: world.registrationDefinitions.filter((entry) => entry !== definition),
  });
  return { status: 200 };
}

function changeRefusal(request: ArmRequest, world: World, kind: 'write' | 'delete'): Reply | undefined {
  const scope = scopeOfRequest(request);
  return (
    refusal(world, request.caller, `${resourceType}/${kind}`, scope) ??
    missingResourceGroup(world, scope) ??
    changeGuard(world, request.caller, kind, idOf(request))
  );
}

/** The offer that is put, or why the service does not take it. */
function offerOf(request: ArmRequest): OfferContent | Reply {
  const body = putBodyOf(request);
  if ('status' in body) return body;
  const problem = offerProblem(body.properties, parameter(request, 'name'), request.apiVersion);
  if (problem !== undefined) return armError(400, 'InvalidRegistrationDefinitionCreateRequest', problem);
  return readContent(body);
}

function readContent(body: PutBody): OfferContent | Reply {
  try {
    return offerContent(body);
  } catch (error) {
    if (error instanceof InvalidContent) return invalidContent(error.message);
    throw error;
  }
}

/** What the service adds to what was sent. */
function completed(
  world: World,
  request: ArmRequest,
  { properties, plan }: OfferContent,
  before: RegistrationDefinition | undefined,
): RegistrationDefinition {
  const index = indexOf(world);
  const customer = index.subscriptions.get(parameter(request, 'subscriptionId').toLowerCase())?.tenantId;
  const names = {
    managedByTenantName: index.tenants.get(properties.managedByTenantId.toLowerCase())?.displayName,
    manageeTenantId: customer,
    manageeTenantName: index.tenants.get(customer?.toLowerCase() ?? '')?.displayName,
  };
  const known = Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined));
  return {
    id: before?.id ?? idOf(request),
    properties: { ...properties, ...known, provisioningState: 'Succeeded' },
    ...(plan === undefined ? {} : { plan }),
    systemData: stamp(request.caller, before?.systemData),
  };
}

function idOf(request: ArmRequest): string {
  return `${scopeOfRequest(request)}${collection}/${parameter(request, 'name')}`;
}

function find(world: World, request: ArmRequest): RegistrationDefinition | undefined {
  return indexOf(world).definitions.get(canonical(idOf(request)));
}

function bodyOf(
  world: World,
  request: ArmRequest,
  definition: RegistrationDefinition,
  single: boolean,
): unknown {
  return definitionBody(definition, {
    apiVersion: request.apiVersion,
    upperCaseIds: single && world.service.idCase === 'byCall',
  });
}
