import { builtInRoles } from './builtInRoles.ts';
import { canonical, scopeOf, scopeParts } from './scope.ts';
import type {
  Permission,
  RegistrationAssignment,
  RegistrationDefinition,
  Subscription,
  Tenant,
  World,
} from './world.ts';

/** A role that a principal holds at a scope right now, and the tenant whose tokens it counts for. */
export interface Grant {
  readonly tenantId: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: string;
}

/** What one object of a tenant holds, itself and through its groups. */
export interface Holdings {
  /** Grants at `/`, good for every subscription whose home is the tenant. */
  readonly everywhere: readonly Grant[];
  readonly bySubscription: ReadonlyMap<string, readonly Grant[]>;
}

const provisioned: ReadonlySet<string | undefined> = new Set([
  undefined,
  'Succeeded',
  'Updating',
  'Deleting',
  'Ready',
  'Created',
]);
const indexes = new WeakMap<World, WorldIndex>();

/** The index of a world, made once for each world: a world never changes, it is replaced. */
export function indexOf(world: World): WorldIndex {
  let index = indexes.get(world);
  if (index === undefined) {
    index = new WorldIndex(world);
    indexes.set(world, index);
  }
  return index;
}

/** A world, ready to be asked; all keys are lower case. */
export class WorldIndex {
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  readonly roles: ReadonlyMap<string, readonly Permission[]>;
  readonly definitions: ReadonlyMap<string, RegistrationDefinition>;
  readonly assignments: ReadonlyMap<string, RegistrationAssignment>;
  readonly definitionsIn: ReadonlyMap<string, readonly RegistrationDefinition[]>;
  readonly assignmentsIn: ReadonlyMap<string, readonly RegistrationAssignment[]>;
  /** The tenants that manage something in a subscription, and whether they manage all of it. */
  readonly managingTenants: ReadonlyMap<string, ReadonlyMap<string, { readonly whole: boolean }>>;
  private readonly groupsOf: ReadonlyMap<string, readonly string[]>;
  private readonly grantsByPrincipal: ReadonlyMap<string, readonly Grant[]>;
  private readonly holdings = new Map<string, Holdings>();

  constructor(world: World) {
    const subscriptionOf = (resource: { readonly id: string }): string =>
      scopeParts(resource.id)?.subscriptionId ?? '';
    this.tenants = byKey(world.tenants, (tenant) => tenant.id);
    this.subscriptions = byKey(world.subscriptions, (subscription) => subscription.id);
    this.roles = new Map(
      [...builtInRoles, ...world.customRoles].map((role) => [role.id.toLowerCase(), role.permissions]),
    );
    this.definitions = byKey(world.registrationDefinitions, (definition) => definition.id);
    this.assignments = byKey(world.registrationAssignments, (assignment) => assignment.id);
    this.definitionsIn = Map.groupBy(world.registrationDefinitions, subscriptionOf);
    this.assignmentsIn = Map.groupBy(world.registrationAssignments, subscriptionOf);
    this.managingTenants = this.indexManagingTenants();
    this.groupsOf = new Map(
      Object.entries(
        Object.groupBy(
          world.groups.flatMap((group) => group.members.map((member) => ({ member, group: group.id }))),
          ({ member }) => member.toLowerCase(),
        ),
      ).map(([member, entries]) => [member, (entries ?? []).map(({ group }) => group.toLowerCase())]),
    );
    this.grantsByPrincipal = Map.groupBy(
      [...this.ownGrants(world), ...this.delegatedGrants(world)],
      (grant) => grant.principalId,
    );
  }

  /** What the object of a token holds in the token's tenant. */
  holdingsOf(tenantId: string, objectId: string): Holdings {
    const key = `${tenantId}/${objectId}`.toLowerCase();
    let held = this.holdings.get(key);
    if (held === undefined) {
      const grants = [...this.principalsOf(objectId)]
        .flatMap((principal) => this.grantsByPrincipal.get(principal) ?? [])
        .filter((grant) => grant.tenantId === tenantId.toLowerCase());
      held = {
        everywhere: grants.filter((grant) => grant.scope === '/'),
        bySubscription: Map.groupBy(
          grants.filter((grant) => grant.scope !== '/'),
          (grant) => scopeParts(grant.scope)?.subscriptionId ?? '',
        ),
      };
      this.holdings.set(key, held);
    }
    return held;
  }

  /** The definition that an assignment binds; none when it was deleted. */
  definitionOf(assignment: RegistrationAssignment): RegistrationDefinition | undefined {
    return this.definitions.get(canonical(assignment.properties.registrationDefinitionId));
  }

  /** An object and all groups that it is in, however deep. */
  private principalsOf(objectId: string): ReadonlySet<string> {
    const found = new Set([objectId.toLowerCase()]);
    for (const principal of found) for (const group of this.groupsOf.get(principal) ?? []) found.add(group);
    return found;
  }

  private indexManagingTenants(): Map<string, Map<string, { readonly whole: boolean }>> {
    const managing = new Map<string, Map<string, { readonly whole: boolean }>>();
    for (const assignment of this.assignments.values()) {
      const tenantId = this.definitionOf(assignment)?.properties.managedByTenantId.toLowerCase();
      const scope = scopeParts(assignment.id);
      if (tenantId === undefined || scope === undefined || !isProvisioned(assignment)) continue;
      const tenants = managing.get(scope.subscriptionId) ?? new Map<string, { readonly whole: boolean }>();
      const whole = scope.resourceGroup === undefined || tenants.get(tenantId)?.whole === true;
      managing.set(scope.subscriptionId, tenants.set(tenantId, { whole }));
    }
    return managing;
  }

  private ownGrants(world: World): Grant[] {
    const tenantOfObject = new Map<string, string>();
    for (const user of world.users)
      for (const { id, tenantId } of [user, ...(user.guestIn ?? [])])
        tenantOfObject.set(id.toLowerCase(), tenantId.toLowerCase());
    for (const { id, tenantId } of [...world.groups, ...world.servicePrincipals])
      tenantOfObject.set(id.toLowerCase(), tenantId.toLowerCase());

    return world.roleAssignments
      .filter((assignment) => assignment.active !== false)
      .flatMap((assignment) => {
        const principalId = assignment.principalId.toLowerCase();
        const scope = canonical(assignment.scope);
        const home = this.subscriptions.get(scopeParts(scope)?.subscriptionId ?? '')?.tenantId;
        const tenantId = scope === '/' ? tenantOfObject.get(principalId) : home?.toLowerCase();
        if (tenantId === undefined) return [];
        return [{ tenantId, principalId, roleDefinitionId: roleGuid(assignment.roleDefinitionId), scope }];
      });
  }

  private delegatedGrants(world: World): Grant[] {
    const lost = new Set(world.lostAuthorizations.map(lossKey));
    return world.registrationAssignments.filter(isProvisioned).flatMap((assignment) => {
      const properties = this.definitionOf(assignment)?.properties;
      if (properties === undefined) return [];
      const activated = (properties.eligibleAuthorizations ?? []).filter((entry) => entry.active === true);
      return [...properties.authorizations, ...activated]
        .filter((entry) => !lost.has(lossKey({ registrationAssignmentId: assignment.id, ...entry })))
        .map((entry) => ({
          tenantId: properties.managedByTenantId.toLowerCase(),
          principalId: entry.principalId.toLowerCase(),
          roleDefinitionId: roleGuid(entry.roleDefinitionId),
          scope: scopeOf(assignment.id),
        }));
    });
  }
}

/** Whether a delegation is there to the degree that it gives access. */
export function isProvisioned(assignment: RegistrationAssignment): boolean {
  return provisioned.has(assignment.properties.provisioningState);
}

/** The GUID of a role, which may be given as a whole resource id. */
export function roleGuid(roleDefinitionId: string): string {
  return roleDefinitionId.toLowerCase().split('/').at(-1) ?? '';
}

function lossKey(loss: {
  readonly registrationAssignmentId: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
}): string {
  return [
    canonical(loss.registrationAssignmentId),
    loss.principalId.toLowerCase(),
    roleGuid(loss.roleDefinitionId),
  ].join('|');
}

function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [canonical(key(item)), item]));
}
