import { permits } from '../actions.ts';
import { refusal } from '../access.ts';
import { page } from '../paging.ts';
import { armError, type Reply } from '../reply.ts';
import { type ArmRequest, type Azure, parameter, type Route, scopeOfRequest } from '../route.ts';
import { canonical, scopeParts } from '../scope.ts';
import type { DelegationEvent, World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';

const operation = 'Microsoft.Insights/eventtypes/values/read';
const path = '/providers/Microsoft.Insights/eventtypes/management/values';
const apiVersions = ['2015-04-01'];
const resourceType = 'Microsoft.Insights/eventtypes';
const longestInDays = 90;

/** The activity log of a subscription, and the one of a tenant, which tells of delegations to it. */
export const activityLogRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `/subscriptions/{subscriptionId}${path}`,
    apiVersions,
    resourceType,
    handle: (request, azure) =>
      refusal(azure.world.current, request.caller, operation, scopeOfRequest(request)) ??
      listed(request, azure, (event, world) =>
        scopeParts(event.registrationAssignmentId)?.subscriptionId ===
        parameter(request, 'subscriptionId').toLowerCase()
          ? eventsOfSubscription(event, world)
          : [],
      ),
  },
  {
    method: 'GET',
    path,
    apiVersions,
    resourceType,
    handle: (request, azure) =>
      refusedAtRoot(request, azure) ??
      listed(request, azure, (event, world) =>
        canonical(event.managedByTenantId) === canonical(request.caller.tenantId)
          ? eventsOfTenant(event, world)
          : [],
      ),
  },
];

/** Roles at `/` alone count for the log of a tenant. */
function refusedAtRoot({ caller }: ArmRequest, azure: Azure): Reply | undefined {
  const index = indexOf(azure.world.current);
  const { everywhere } = index.holdingsOf(caller.tenantId, caller.objectId);
  const isAllowed = everywhere.some(({ roleDefinitionId }) =>
    (index.roles.get(roleDefinitionId) ?? []).some((entry) => permits(entry, operation)),
  );
  if (isAllowed) return undefined;
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${caller.userPrincipalName}' with object id '${caller.objectId}' does not have authorization to perform action '${operation}' over scope '/' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

interface Body {
  readonly [more: string]: unknown;
  readonly eventTimestamp: string;
  readonly resourceId: string;
  readonly resourceProviderName: { readonly value: string };
}

function listed(
  request: ArmRequest,
  azure: Azure,
  bodiesOf: (event: DelegationEvent, world: World) => readonly Body[],
): Reply {
  const world = azure.world.current;
  const passes = filterOf(request.url.searchParams.get('$filter'));
  if ('status' in passes) return passes;
  const bodies = world.events
    .flatMap((event) => bodiesOf(event, world))
    .filter(passes.filter)
    .toSorted((a, b) => (a.eventTimestamp < b.eventTimestamp ? 1 : -1));
  return page(bodies, request.url, world.service);
}

const fields: Readonly<Record<string, (body: Body, value: string) => boolean>> = {
  'eventtimestamp ge': (body, value) => Date.parse(body.eventTimestamp) >= Date.parse(value),
  'eventtimestamp le': (body, value) => Date.parse(body.eventTimestamp) <= Date.parse(value),
  'resourceprovider eq': (body, value) => canonical(body.resourceProviderName.value) === canonical(value),
  'resourceuri eq': (body, value) => canonical(body.resourceId) === canonical(value),
};

/** The service takes few filters, and demands a beginning in the last 90 days. */
function filterOf(text: string | null): Reply | { readonly filter: (body: Body) => boolean } {
  const conditions = (text ?? '')
    .split(/ and /i)
    .map((part) => /^(\w+) (ge|le|eq) '([^']*)'$/i.exec(part.trim()));
  const tests = conditions.map((condition) => {
    const [, field = '', operator = '', value = ''] = condition ?? [];
    const test = fields[`${field} ${operator}`.toLowerCase()];
    return test && { test, value, isBeginning: test === fields['eventtimestamp ge'] };
  });
  const beginning = tests.find((each) => each?.isBeginning);
  const known = tests.filter((each) => each !== undefined);
  if (known.length < tests.length || beginning === undefined || Number.isNaN(Date.parse(beginning.value)))
    return armError(400, 'BadRequest', 'The $filter is not supported, or has no start time.');
  if (Date.now() - Date.parse(beginning.value) > (longestInDays + 1) * 86_400_000)
    return armError(
      400,
      'BadRequest',
      `The start time cannot be more than ${longestInDays} days in the past.`,
    );
  return { filter: (body) => known.every(({ test, value }) => test(body, value)) };
}

/** A change is told when it begins and when it ends. */
function eventsOfSubscription(event: DelegationEvent, world: World): readonly Body[] {
  const provider = 'Microsoft.ManagedServices';
  return [['BeginRequest', 'Started'] as const, ['EndRequest', event.status] as const].map(
    ([name, status], index) => ({
      ...common(event, name, status, index),
      operationName: valued(`${provider}/registrationAssignments/${event.operation}`),
      resourceProviderName: valued(provider),
      resourceType: valued(`${provider}/registrationAssignments`),
      resourceId: event.registrationAssignmentId,
      subscriptionId: scopeParts(event.registrationAssignmentId)?.subscriptionId ?? '',
      tenantId: customerOf(event, world),
      caller: event.caller,
      description: '',
    }),
  );
}

/** The managing tenant learns of what was delegated to it, by a description that is JSON. */
function eventsOfTenant(event: DelegationEvent, world: World): readonly Body[] {
  const verb = event.operation === 'write' ? 'register' : 'unregister';
  return [
    {
      ...common(event, 'EndRequest', event.status, 1),
      operationName: valued(`Microsoft.Resources/tenants/${verb}/action`),
      resourceProviderName: valued('Microsoft.Resources'),
      resourceType: valued('Microsoft.Resources/tenants'),
      resourceId: `/tenants/${event.managedByTenantId}`,
      tenantId: event.managedByTenantId,
      caller: event.caller,
      description: JSON.stringify({
        delegationResourceId: event.registrationAssignmentId,
        subscriptionTenantId: customerOf(event, world),
        subscriptionId: scopeParts(event.registrationAssignmentId)?.subscriptionId,
      }),
    },
  ];
}

function common({ id, at }: DelegationEvent, name: string, status: string, index: number) {
  return {
    eventDataId: `${id}-${index}`,
    correlationId: id,
    eventName: valued(name),
    status: valued(status),
    subStatus: valued(''),
    category: valued('Administrative'),
    level: status === 'Failed' ? 'Error' : 'Informational',
    eventTimestamp: new Date(Date.parse(at) + index).toISOString(),
    submissionTimestamp: new Date(Date.parse(at) + 60_000).toISOString(),
  };
}

function valued(value: string): { readonly value: string; readonly localizedValue: string } {
  return { value, localizedValue: value };
}

function customerOf({ registrationAssignmentId }: DelegationEvent, world: World): string {
  const { subscriptionId } = scopeParts(registrationAssignmentId) ?? {};
  return indexOf(world).subscriptions.get(subscriptionId ?? '')?.tenantId ?? '';
}
