import type { Delegation } from '../delegation.ts';

/** The delegation that is to be removed, as it was known when somebody pointed at it. */
export interface RemovalTarget {
  /** The full resource id. */
  readonly id: string;
  /** `/subscriptions/{id}` or `/subscriptions/{id}/resourceGroups/{name}`. */
  readonly scope: string;
  /** The GUID of the registration assignment. */
  readonly name: string;
  readonly subscriptionId: string;
  /** `systemData.createdAt`: tells a delegation from a later one with the same id. */
  readonly createdAt?: string | undefined;
}

/** The target that a delegation of the estate is. */
export function targetOf(delegation: Delegation): RemovalTarget {
  return {
    id: delegation.id,
    scope: delegation.scope,
    name: delegation.name,
    subscriptionId: delegation.subscriptionId,
    createdAt: delegation.assignment.systemData?.createdAt,
  };
}
