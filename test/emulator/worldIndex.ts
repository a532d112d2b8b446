import { builtInRoles } from './builtInRoles.ts';
import { type Grant, grantsByPrincipal, isProvisioned } from './grants.ts';
import { memo } from './memo.ts';
import { canonical, scopeParts } from './scope.ts';
import type {
  Group,
  Permission,
  RegistrationAssignment,
  RegistrationDefinition,
  Subscription,
  Tenant,
  World,
} from './world.ts';

/** What one object of a tenant holds, itself and through its groups. */
export interface Holdings {
  /** Grants at `/`, good for every subscription whose home is the tenant. */
  readonly everywhere: readonly Grant[];
  readonly bySubscription: ReadonlyMap<string, readonly Grant[]>;
}

/** The tenants that manage something, and whether they manage a whole subscription. */
export type ManagingTenants = ReadonlyMap<string, { readonly whole: boolean }>;

const tenantsById = memo((tenants: readonly Tenant[]) => byId(tenants));
const subscriptionsById = memo((subscriptions: readonly Subscription[]) => byId(subscriptions));
const definitionsById = memo((definitions: readonly RegistrationDefinition[]) => byId(definitions));
const assignmentsById = memo((assignments: readonly RegistrationAssignment[]) => byId(assignments));
const definitionsBySubscription = memo((definitions: readonly RegistrationDefinition[]) =>
  Map.groupBy(definitions, subscriptionOf),
);
const assignmentsBySubscription = memo((assignments: readonly RegistrationAssignment[]) =>
  Map.groupBy(assignments, subscriptionOf),
);
const rolesById = memo(
  (customRoles: World['customRoles']) =>
    new Map([...builtInRoles, ...customRoles].map((role) => [role.id.toLowerCase(), role.permissions])),
);
const groupsByMember = memo((groups: readonly Group[]) => {
  const memberships = groups.flatMap(({ id, members }) =>
    members.map((member) => ({ member: member.toLowerCase(), group: id.toLowerCase() })),
  );
  return Map.groupBy(memberships, ({ member }) => member);
});

/** The index of a world, each part of it made when it is first asked for. */
export const indexOf = memo((world: World) => new WorldIndex(world));

/** A world, ready to be asked; all keys are lower case. */
export class WorldIndex {
  private readonly world: World;
  private readonly holdings = new Map<string, Holdings>();
  private managing: ReadonlyMap<string, ManagingTenants> | undefined;

  constructor(world: World) {
    this.world = world;
  }

  get tenants(): ReadonlyMap<string, Tenant> {
    return tenantsById(this.world.tenants);
  }

  get subscriptions(): ReadonlyMap<string, Subscription> {
    return subscriptionsById(this.world.subscriptions);
  }

  get roles(): ReadonlyMap<string, readonly Permission[]> {
    return rolesById(this.world.customRoles);
  }

  get definitions(): ReadonlyMap<string, RegistrationDefinition> {
    return definitionsById(this.world.registrationDefinitions);
  }

  get assignments(): ReadonlyMap<string, RegistrationAssignment> {
    return assignmentsById(this.world.registrationAssignments);
  }

  /** The definitions of a subscription. */
  definitionsIn(subscriptionId: string): readonly RegistrationDefinition[] {
    return definitionsBySubscription(this.world.registrationDefinitions).get(subscriptionId) ?? [];
  }

  /** The assignments in a subscription, those of its resource groups included. */
  assignmentsIn(subscriptionId: string): readonly RegistrationAssignment[] {
    return assignmentsBySubscription(this.world.registrationAssignments).get(subscriptionId) ?? [];
  }

  /** The definition that an assignment binds; none when it was deleted. */
  definitionOf(assignment: RegistrationAssignment): RegistrationDefinition | undefined {
    return this.definitions.get(canonical(assignment.properties.registrationDefinitionId));
  }

  /** The tenants that manage something in a subscription. */
  managingTenants(subscriptionId: string): ManagingTenants {
    this.managing ??= this.indexManagingTenants();
    return this.managing.get(subscriptionId) ?? new Map();
  }

  /** What the object of a token holds in the token's tenant. */
  holdingsOf(tenantId: string, objectId: string): Holdings {
    const key = `${tenantId}/${objectId}`.toLowerCase();
    let held = this.holdings.get(key);
    if (held === undefined) {
      const byPrincipal = grantsByPrincipal(this.world);
      const grants = [...this.principalsOf(objectId)]
        .flatMap((principal) => byPrincipal.get(principal) ?? [])
        .filter((grant) => grant.tenantId === tenantId.toLowerCase());
      held = {
        everywhere: grants.filter((grant) => grant.scope === '/'),
        bySubscription: Map.groupBy(grants, (grant) => scopeParts(grant.scope)?.subscriptionId ?? ''),
      };
      this.holdings.set(key, held);
    }
    return held;
  }

  /** An object and all groups that it is in, however deep. */
  private principalsOf(objectId: string): ReadonlySet<string> {
    const found = new Set([objectId.toLowerCase()]);
    const memberships = groupsByMember(this.world.groups);
    for (const principal of found) for (const { group } of memberships.get(principal) ?? []) found.add(group);
    return found;
  }

  private indexManagingTenants(): ReadonlyMap<string, ManagingTenants> {
    const managing = new Map<string, Map<string, { readonly whole: boolean }>>();
    for (const assignment of this.world.registrationAssignments.filter(isProvisioned)) {
      const tenantId = this.definitionOf(assignment)?.properties.managedByTenantId.toLowerCase();
      const scope = scopeParts(assignment.id);
      if (tenantId === undefined || scope === undefined) continue;
      const tenants = managing.get(scope.subscriptionId) ?? new Map<string, { readonly whole: boolean }>();
      const whole = scope.resourceGroup === undefined || tenants.get(tenantId)?.whole === true;
      managing.set(scope.subscriptionId, tenants.set(tenantId, { whole }));
    }
    return managing;
  }
}

function subscriptionOf(resource: { readonly id: string }): string {
  return scopeParts(resource.id)?.subscriptionId ?? '';
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [canonical(item.id), item]));
}
