import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import { canonical } from './scope.ts';
import type { DelegationEvent, World } from './world.ts';
import { indexOf } from './worldIndex.ts';

/**
 * A world with an event for its activity log.
 *
 * @param told the world in which the delegation is, and so tells who manages it
 */
export function withEvent(
  world: World,
  told: World,
  { userPrincipalName: caller }: Caller,
  operation: DelegationEvent['operation'],
  registrationAssignmentId: string,
): World {
  const index = indexOf(told);
  const assignment = index.assignments.get(canonical(registrationAssignmentId));
  const managedByTenantId = assignment && index.definitionOf(assignment)?.properties.managedByTenantId;
  if (managedByTenantId === undefined) return world;
  const event: DelegationEvent = {
    id: randomUUID(),
    at: new Date().toISOString(),
    operation,
    registrationAssignmentId,
    managedByTenantId,
    caller,
    status: 'Succeeded',
  };
  return { ...world, events: [...world.events, event] };
}
