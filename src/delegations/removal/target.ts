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
  /** What the subscription was called: who is locked out cannot read that later. */
  readonly subscriptionName?: string | undefined;
}

/** The target that a delegation of the estate is. */
export function targetOf(delegation: Delegation, subscriptionName?: string): RemovalTarget {
  return {
    id: delegation.id,
    scope: delegation.scope,
    name: delegation.name,
    subscriptionId: delegation.subscriptionId,
    createdAt: delegation.assignment.systemData?.createdAt,
    ...(subscriptionName !== undefined && { subscriptionName }),
  };
}
