import { memo } from './memo.ts';
import { canonical, scopeOf, scopeParts } from './scope.ts';
import type { LostAuthorization, RegistrationAssignment, RegistrationDefinition, World } from './world.ts';

/** A role that a principal holds at a scope right now, and the tenant whose tokens it counts for. */
export interface Grant {
  readonly tenantId: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: string;
}

const provisioned: ReadonlySet<string | undefined> = new Set([
  undefined,
  'Succeeded',
  'Updating',
  'Deleting',
  'Ready',
  'Created',
]);

/** Whether a delegation is there to the degree that it gives access. */
export function isProvisioned(assignment: RegistrationAssignment): boolean {
  return provisioned.has(assignment.properties.provisioningState);
}

/** The GUID of a role, which may be given as a whole resource id. */
export function roleGuid(roleDefinitionId: string): string {
  return roleDefinitionId.toLowerCase().split('/').at(-1) ?? '';
}

/** Everything that is granted in a world, by role assignments and by delegations. */
export const grantsByPrincipal = memo((world: World): ReadonlyMap<string, readonly Grant[]> =>
  Map.groupBy([...ownGrants(world), ...delegatedGrants(world)], (grant) => grant.principalId),
);

function ownGrants(world: World): readonly Grant[] {
  const homes = homesOfSubscriptions(world.subscriptions);
  return world.roleAssignments
    .filter((assignment) => assignment.active !== false)
    .flatMap((assignment) => {
      const principalId = assignment.principalId.toLowerCase();
      const scope = canonical(assignment.scope);
      const tenantId =
        scope === '/'
          ? tenantOfObject(world, principalId)
          : homes.get(scopeParts(scope)?.subscriptionId ?? '');
      if (tenantId === undefined) return [];
      return [{ tenantId, principalId, roleDefinitionId: roleGuid(assignment.roleDefinitionId), scope }];
    });
}

const homesOfSubscriptions = memo(
  (subscriptions: World['subscriptions']) =>
    new Map(subscriptions.map(({ id, tenantId }) => [id.toLowerCase(), tenantId.toLowerCase()])),
);

function tenantOfObject(world: World, objectId: string): string | undefined {
  return [
    ...world.users.flatMap((user) => [user, ...(user.guestIn ?? [])]),
    ...world.groups,
    ...world.servicePrincipals,
  ]
    .find(({ id }) => id.toLowerCase() === objectId)
    ?.tenantId.toLowerCase();
}

function delegatedGrants(world: World): readonly Grant[] {
  const definitions = definitionsByPath(world.registrationDefinitions);
  const grants = world.registrationAssignments.filter(isProvisioned).flatMap((assignment) => {
    const definition = definitions.get(canonical(assignment.properties.registrationDefinitionId));
    return definition === undefined ? [] : grantsOfDelegation(assignment)(definition);
  });
  if (world.lostAuthorizations.length === 0) return grants;
  const lost = new Set(world.lostAuthorizations.map(lossKey));
  return grants.filter((grant) => !lost.has(lossKey(grant)));
}

const definitionsByPath = memo(
  (definitions: World['registrationDefinitions']) =>
    new Map(definitions.map((definition) => [canonical(definition.id), definition])),
);

/** Remembered for each pair, since a world may have thousands of them and one removal changes a single one. */
const grantsOfDelegation = memo((assignment: RegistrationAssignment) =>
  memo(({ properties }: RegistrationDefinition) => {
    const activated = (properties.eligibleAuthorizations ?? []).filter((entry) => entry.active === true);
    return [...properties.authorizations, ...activated].map((entry) => ({
      tenantId: properties.managedByTenantId.toLowerCase(),
      principalId: entry.principalId.toLowerCase(),
      roleDefinitionId: roleGuid(entry.roleDefinitionId),
      scope: scopeOf(assignment.id),
      registrationAssignmentId: canonical(assignment.id),
    }));
  }),
);

function lossKey(loss: LostAuthorization): string {
  return [
    canonical(loss.registrationAssignmentId),
    loss.principalId.toLowerCase(),
    roleGuid(loss.roleDefinitionId),
  ].join('|');
}
