import type { ActivityEvent } from '../../arm/activityLog/models.ts';
import {
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
  resourceKey,
} from '../../arm/resourceIds.ts';

/** Something that somebody did to a delegation or an offer. */
export interface Activity {
  /** Milliseconds since 1970; NaN where Azure does not tell it. */
  readonly at: number;
  /**
   * - `delegated`: a delegation was made, or changed
   * - `removed`: a delegation was removed
   * - `offered`, `withdrawn`: the same of a definition
   * - `other`: an operation that this does not know
   */
  readonly kind: 'delegated' | 'removed' | 'offered' | 'withdrawn' | 'other';
  /** Azure's name of the operation. */
  readonly operation: string;
  /** Such as `Succeeded`, `Failed` or, where nothing tells of an end, `Started`. */
  readonly status: string;
  readonly caller: string | undefined;
  /** Of the delegation or definition; lower case. */
  readonly resourceId: string | undefined;
  /** Lower case. */
  readonly subscriptionId: string | undefined;
  /** The tenant that owns the subscription, where the log tells it; lower case. */
  readonly customerTenantId: string | undefined;
  readonly correlationId: string | undefined;
}

/**
 * What the activity log tells of delegations, the latest first. An operation that is told when it begins and again when it
 * ends is one, as it ended. Other things that a tenant logs of itself are left out.
 */
export function activityOf(events: readonly ActivityEvent[]): readonly Activity[] {
  const operations = new Map<string, Activity>();
  for (const [index, event] of events.entries()) {
    const activity = read(event);
    if (!activity) continue;
    const { correlationId, operation, resourceId } = activity;
    const key =
      correlationId === undefined
        ? `#${index}`
        : [correlationId, operation, resourceId].join('|').toLowerCase();
    const known = operations.get(key);
    if (!known || isLater(activity, known)) operations.set(key, activity);
  }
  return [...operations.values()].toSorted((a, b) => (b.at || 0) - (a.at || 0));
}

/** The part of it that concerns one delegation, or the definition behind it. */
export function activityAbout(
  activity: readonly Activity[],
  ids: readonly (string | undefined)[],
): readonly Activity[] {
  const wanted = new Set(ids.flatMap((id) => (id === undefined ? [] : [resourceKey(id)])));
  return activity.filter(({ resourceId }) => resourceId !== undefined && wanted.has(resourceId));
}

const kinds: Readonly<Record<string, Activity['kind']>> = {
  'microsoft.managedservices/registrationassignments/write': 'delegated',
  'microsoft.managedservices/registrationassignments/delete': 'removed',
  'microsoft.managedservices/registrationdefinitions/write': 'offered',
  'microsoft.managedservices/registrationdefinitions/delete': 'withdrawn',
  'microsoft.resources/tenants/register/action': 'delegated',
  'microsoft.resources/tenants/unregister/action': 'removed',
};

function read(event: ActivityEvent): Activity | undefined {
  const { operation = '', status = '', caller, correlationId, eventTimestamp = '' } = event;
  const kind = kinds[operation.toLowerCase()];
  if (kind === undefined && !/^microsoft\.managedservices\//i.test(operation)) return undefined;
  const described = describedDelegation(event);
  const resourceId = (described.resourceId ?? event.resourceId)?.toLowerCase();
  const subscriptionId = described.subscriptionId ?? subscriptionOf(resourceId) ?? event.subscriptionId;
  return {
    at: Date.parse(eventTimestamp),
    kind: kind ?? 'other',
    operation,
    status,
    caller,
    resourceId,
    subscriptionId: subscriptionId?.toLowerCase(),
    customerTenantId: described.customerTenantId?.toLowerCase(),
    correlationId,
  };
}

/** A managing tenant's event names the delegation in its description, which is JSON ("Monitor delegation changes"). */
function describedDelegation({ operation = '', description = '' }: ActivityEvent): {
  readonly resourceId?: string | undefined;
  readonly subscriptionId?: string | undefined;
  readonly customerTenantId?: string | undefined;
} {
  if (!/^microsoft\.resources\/tenants\//i.test(operation)) return {};
  try {
    const told: unknown = JSON.parse(description);
    if (typeof told !== 'object' || told === null) return {};
    const text = (name: string): string | undefined => {
      const value: unknown = (told as Readonly<Record<string, unknown>>)[name];
      return typeof value === 'string' ? value : undefined;
    };
    return {
      resourceId: text('delegationResourceId'),
      subscriptionId: text('subscriptionId'),
      customerTenantId: text('subscriptionTenantId'),
    };
  } catch {
    return {};
  }
}

function subscriptionOf(resourceId = ''): string | undefined {
  return (parseRegistrationAssignmentId(resourceId) ?? parseRegistrationDefinitionId(resourceId))
    ?.subscriptionId;
}

/** An end counts more than a beginning, whatever their times. */
function isLater(activity: Activity, known: Activity): boolean {
  const hasEnded = ({ status }: Activity): boolean => /^(?:succeeded|failed|canceled)$/i.test(status);
  if (hasEnded(activity) !== hasEnded(known)) return hasEnded(activity);
  return activity.at > known.at;
}
