import { roleGuid } from './grants.ts';
import { canonical, scopeParts } from './scope.ts';
import type { Authorization, LostAuthorization, RegistrationAssignment, World } from './world.ts';
import { indexOf } from './worldIndex.ts';

/**
 * The world without a delegation.
 *
 * Documented by Microsoft ("Remove access to a delegation"): when a subscription has several delegations from
 * the same managing tenant, and the same principal has the same role in more than one of them, removing one can
 * take that access away altogether, until the others are onboarded again.
 */
export function withoutAssignment(world: World, assignmentId: string): World {
  const index = indexOf(world);
  const id = canonical(assignmentId);
  const removed = index.assignments.get(id);
  if (removed === undefined) return world;
  return {
    ...world,
    registrationAssignments: world.registrationAssignments.filter((entry) => entry !== removed),
    lostAuthorizations: [
      ...world.lostAuthorizations.filter((loss) => canonical(loss.registrationAssignmentId) !== id),
      ...(world.service.removalTakesOverlap ? overlapLosses(world, removed) : []),
    ],
  };
}

/** The world with a delegation put in place; what it had lost to an overlap is granted again. */
export function withAssignment(world: World, assignment: RegistrationAssignment): World {
  const id = canonical(assignment.id);
  const isNew = !indexOf(world).assignments.has(id);
  return {
    ...world,
    registrationAssignments: isNew
      ? [...world.registrationAssignments, assignment]
      : world.registrationAssignments.map((entry) => (canonical(entry.id) === id ? assignment : entry)),
    lostAuthorizations: world.lostAuthorizations.filter(
      (loss) => canonical(loss.registrationAssignmentId) !== id,
    ),
  };
}

function overlapLosses(world: World, removed: RegistrationAssignment): LostAuthorization[] {
  const index = indexOf(world);
  const offer = index.definitionOf(removed)?.properties;
  const subscriptionId = scopeParts(removed.id)?.subscriptionId ?? '';
  if (offer === undefined) return [];
  const pair = (entry: Authorization): string =>
    `${entry.principalId}/${roleGuid(entry.roleDefinitionId)}`.toLowerCase();
  const gone = new Set(offer.authorizations.map(pair));
  return index
    .assignmentsIn(subscriptionId)
    .filter((entry) => entry !== removed)
    .flatMap((entry) => {
      const other = index.definitionOf(entry)?.properties;
      if (other?.managedByTenantId.toLowerCase() !== offer.managedByTenantId.toLowerCase()) return [];
      return other.authorizations
        .filter((authorization) => gone.has(pair(authorization)))
        .map(({ principalId, roleDefinitionId }) => ({
          registrationAssignmentId: entry.id,
          principalId,
          roleDefinitionId,
        }));
    });
}
