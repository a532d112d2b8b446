import type {
  Plan,
  RegistrationAssignment,
  RegistrationDefinition,
} from '../../arm/managedservices/models.ts';
import {
  isGuid,
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
} from '../../arm/resourceIds.ts';

/** What a row of the graph tells. Ids of subscriptions and tenants are in lower case. */
export type GraphRow =
  | {
      readonly kind: 'assignment';
      readonly subscriptionId: string;
      /** The tenant that the subscription belongs to, where the row tells it. */
      readonly homeTenantId: string | undefined;
      readonly assignment: RegistrationAssignment & { readonly id: string };
    }
  | {
      readonly kind: 'definition';
      readonly subscriptionId: string;
      readonly definition: RegistrationDefinition & { readonly id: string };
    }
  | { readonly kind: 'unknown'; readonly subscriptionId: string | undefined };

/** Reads a row; one that is not what it should be is told as `unknown`, with the subscription that it may be about. */
export function readGraphRow(row: unknown): GraphRow {
  if (!isObject(row)) return { kind: 'unknown', subscriptionId: undefined };
  const { id, properties, tenantId } = row;
  if (typeof id !== 'string' || !isObject(properties) || !hasKnownTerms(properties)) return unknown(row);
  const assignment = parseRegistrationAssignmentId(id);
  const definition = parseRegistrationDefinitionId(id);
  if (assignment)
    return {
      kind: 'assignment',
      subscriptionId: assignment.subscriptionId.toLowerCase(),
      homeTenantId: typeof tenantId === 'string' && isGuid(tenantId) ? tenantId.toLowerCase() : undefined,
      assignment: { id, ...partsOf(row, assignment.name) },
    };
  if (definition)
    return {
      kind: 'definition',
      subscriptionId: definition.subscriptionId.toLowerCase(),
      definition: { id, ...partsOf(row, definition.name), ...(isPlan(row.plan) && { plan: row.plan }) },
    };
  return unknown(row);
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlan(value: unknown): value is Plan {
  return (
    isObject(value) &&
    [value.name, value.publisher, value.product, value.version].every((part) => typeof part === 'string')
  );
}

function unknown({ id, subscriptionId }: JsonObject): GraphRow {
  const [, ofId] = /^\/subscriptions\/([^/]+)/i.exec(typeof id === 'string' ? id : '') ?? [];
  const told = [subscriptionId, ofId].find((one) => typeof one === 'string' && isGuid(one));
  return { kind: 'unknown', subscriptionId: typeof told === 'string' ? told.toLowerCase() : undefined };
}

/** Lists of what is granted are lists of objects, or not there: one that cannot be read is no empty one. */
function hasKnownTerms({ authorizations, eligibleAuthorizations }: JsonObject): boolean {
  return [authorizations, eligibleAuthorizations].every(
    (list) => list === undefined || list === null || (Array.isArray(list) && list.every(isObject)),
  );
}

/** The parts that both kinds have; the graph says null where the resource manager says nothing. */
function partsOf({ properties, systemData }: JsonObject, name: string): Omit<RegistrationAssignment, 'id'> {
  const told = isObject(properties) ? properties : {};
  return {
    name,
    properties: Object.values(told).includes(null) ? withoutNull(told) : told,
    ...(isObject(systemData) && { systemData }),
  };
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
