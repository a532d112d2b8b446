import { may, visibleSubscriptions } from '../access.ts';
import type { Caller } from '../caller.ts';
import { definitionBody } from '../managedServicesBodies.ts';
import { memo } from '../memo.ts';
import { scopeOf, scopeParts } from '../scope.ts';
import type { RegistrationAssignment, RegistrationDefinition, Subscription, World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import type { GraphRow } from './graphQuery.ts';

type Kind = 'registrationAssignments' | 'registrationDefinitions';

const rowsOfWorld = memo<World, Map<string, readonly GraphRow[]>>(() => new Map());

/** The rows of `managedservicesresources` in a subscription that a caller may read. */
export function graphRows(world: World, caller: Caller, subscription: Subscription): readonly GraphRow[] {
  const known = rowsOfWorld(world);
  const key = [caller.tenantId, caller.objectId, subscription.id].join(' ').toLowerCase();
  const rows = known.get(key) ?? readableRows(world, caller, subscription);
  known.set(key, rows);
  return rows;
}

/** The subscriptions that a query is about: those that it names, or all that the caller sees, up to the limit. */
export function graphScope(
  world: World,
  caller: Caller,
  named: readonly string[] | undefined,
): { readonly subscriptions: readonly Subscription[]; readonly limitHit: boolean } {
  const visible = visibleSubscriptions(world, caller);
  if (named !== undefined) {
    const wanted = new Set(named.map((id) => id.toLowerCase()));
    return { subscriptions: visible.filter(({ id }) => wanted.has(id.toLowerCase())), limitHit: false };
  }
  const { tenantLimit } = world.service.graph;
  return { subscriptions: visible.slice(0, tenantLimit), limitHit: visible.length > tenantLimit };
}

function readableRows(world: World, caller: Caller, subscription: Subscription): readonly GraphRow[] {
  const index = indexOf(world);
  const id = subscription.id.toLowerCase();
  const row = (kind: Kind, resource: RegistrationAssignment | RegistrationDefinition): readonly GraphRow[] =>
    may(world, caller, `Microsoft.ManagedServices/${kind}/read`, scopeOf(resource.id))
      ? [rowOf(world, subscription, kind, resource)]
      : [];
  return [
    ...index.assignmentsIn(id).flatMap((assignment) => row('registrationAssignments', assignment)),
    ...index.definitionsIn(id).flatMap((definition) => row('registrationDefinitions', definition)),
  ];
}

/** A row has every column, with nothing in most. */
function rowOf(
  { service }: World,
  subscription: Subscription,
  kind: Kind,
  resource: RegistrationAssignment | RegistrationDefinition,
): GraphRow {
  const id = service.idCase === 'byCall' ? resource.id.toLowerCase() : resource.id;
  return {
    id,
    name: id.split('/').at(-1) ?? '',
    type: `microsoft.managedservices/${kind.toLowerCase()}`,
    tenantId: subscription.tenantId,
    kind: '',
    location: '',
    resourceGroup: scopeParts(id)?.resourceGroup ?? '',
    subscriptionId: subscription.id,
    managedBy: '',
    sku: null,
    plan: 'plan' in resource ? resource.plan : null,
    properties: propertiesOf(resource),
    tags: null,
    identity: null,
    zones: null,
    extendedLocation: null,
    systemData: resource.systemData ?? null,
  };
}

function propertiesOf(resource: RegistrationAssignment | RegistrationDefinition): unknown {
  if (!('authorizations' in resource.properties)) return resource.properties;
  const body = definitionBody(resource as RegistrationDefinition, {
    apiVersion: '2022-10-01',
    upperCaseIds: false,
  });
  return (body as { readonly properties: unknown }).properties;
}
