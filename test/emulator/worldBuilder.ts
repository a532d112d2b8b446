import { createHash } from 'node:crypto';
import { builtInRoles } from './builtInRoles.ts';
import type {
  Authorization,
  EligibleAuthorization,
  Group,
  MfaPolicy,
  RegistrationDefinition,
  ServiceChoices,
  ServicePrincipal,
  Subscription,
  Tenant,
  User,
  World,
  WorldDocument,
} from './world.ts';

/** Who receives a role: something with an object id and a name, and the name of a built-in role. */
export type RoleFor = readonly [principal: Principal, roleName: string];

/** A user, group or service principal; a guest is one by the id that it has in the other tenant. */
export interface Principal {
  readonly id: string;
  readonly displayName?: string;
}

/** The terms of a delegation; what is left out is as in most delegations. */
export interface DelegationTerms {
  /** The managing tenant. */
  readonly to: Tenant;
  /** Name of the offer. */
  readonly name: string;
  readonly description?: string;
  /** Name of the resource group that is delegated; the whole subscription without it. */
  readonly resourceGroup?: string;
  readonly roles: readonly RoleFor[];
  /** Roles that can be activated for a while, and whether somebody has. */
  readonly eligible?: readonly {
    readonly role: RoleFor;
    readonly policy?: EligibleAuthorization['justInTimeAccessPolicy'];
    readonly active?: boolean;
  }[];
  readonly plan?: RegistrationDefinition['plan'];
  /** `Succeeded` by default. */
  readonly provisioningState?: string;
  /** ISO 8601 date-time. */
  readonly createdAt?: string;
  /** GUID of the assignment; follows from customer, scope and offer without it. */
  readonly assignmentName?: string;
  /** GUID of the definition; another delegation with the same one and the same terms shares it. */
  readonly definitionName?: string;
  /** Leaves out every field that real answers leave out too. */
  readonly sparse?: boolean;
}

/** A delegation that was made. */
export interface Delegation {
  /** Full resource id of the registration assignment. */
  readonly id: string;
  readonly definitionId: string;
  readonly scope: string;
}

/** The role that lets users of a managing tenant remove a delegation. */
export const deleteRole = 'Managed Services Registration assignment Delete Role';

/** Makes a world, one readable line for each thing in it; all GUIDs follow from names and stay the same. */
export class WorldBuilder {
  private readonly tenants: Tenant[] = [];
  private readonly users: User[] = [];
  private readonly groups: Group[] = [];
  private readonly servicePrincipals: ServicePrincipal[] = [];
  private readonly subscriptions: Subscription[] = [];
  private readonly roleAssignments: World['roleAssignments'][number][] = [];
  private readonly definitions = new Map<string, RegistrationDefinition>();
  private readonly assignments: World['registrationAssignments'][number][] = [];
  private readonly locks: World['locks'][number][] = [];
  private readonly denyAssignments: World['denyAssignments'][number][] = [];
  private readonly mfaPolicies: MfaPolicy[] = [];
  private readonly policyAssignments: World['policyAssignments'][number][] = [];
  private readonly events: World['events'][number][] = [];

  /** A tenant with a domain made from its name. */
  tenant(displayName: string, options: Partial<Tenant> = {}): Tenant {
    const domain = displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
    return this.add(this.tenants, {
      id: guid('tenant', displayName),
      displayName,
      defaultDomain: `${domain}.example`,
      ...options,
    });
  }

  /** A person with the given name before the `@`; the first one is the demo account. */
  user(name: string, home: Tenant): User {
    return this.add(this.users, {
      id: guid('user', name, home.id),
      tenantId: home.id,
      userPrincipalName: `${name}@${home.defaultDomain ?? home.id}`,
      displayName: name,
    });
  }

  /** Invites a user into another tenant; what comes back is the guest's object there. */
  guest(user: User, tenant: Tenant): Principal {
    const id = guid('guest', user.id, tenant.id);
    const position = this.users.findIndex((entry) => entry.id === user.id);
    const known = this.users[position] ?? user;
    this.users[position] = { ...known, guestIn: [...(known.guestIn ?? []), { tenantId: tenant.id, id }] };
    return { id, displayName: user.displayName ?? user.userPrincipalName };
  }

  /** A group with its members. */
  group(displayName: string, tenant: Tenant, members: readonly Principal[]): Group {
    return this.add(this.groups, {
      id: guid('group', displayName, tenant.id),
      tenantId: tenant.id,
      displayName,
      members: members.map((member) => member.id),
    });
  }

  /** An application's identity. */
  servicePrincipal(displayName: string, tenant: Tenant): ServicePrincipal {
    const id = guid('servicePrincipal', displayName, tenant.id);
    return this.add(this.servicePrincipals, { id, tenantId: tenant.id, displayName });
  }

  /** A subscription of a customer, with the names of its resource groups. */
  subscription(
    displayName: string,
    home: Tenant,
    options: { readonly resourceGroups?: readonly string[]; readonly state?: Subscription['state'] } = {},
  ): Subscription {
    return this.add(this.subscriptions, {
      id: guid('subscription', displayName, home.id),
      displayName,
      tenantId: home.id,
      ...(options.state === undefined ? {} : { state: options.state }),
      resourceGroups: (options.resourceGroups ?? []).map((name) => ({ name })),
    });
  }

  /** A role in the tenant of the scope itself; not `active` means eligible and not activated. */
  role([principal, roleName]: RoleFor, at: Subscription | string, active = true): this {
    const scope = typeof at === 'string' ? at : scopeFor(at);
    this.roleAssignments.push({
      id: guid('roleAssignment', principal.id, roleName, scope),
      principalId: principal.id,
      roleDefinitionId: roleIdOf(roleName),
      scope,
      active,
    });
    return this;
  }

  /** A registration assignment, and its definition unless one with the same GUID is there already. */
  delegation(subscription: Subscription, terms: DelegationTerms): Delegation {
    const scope = scopeFor(subscription, terms.resourceGroup);
    const definitionName = terms.definitionName ?? guid('definition', terms.name, subscription.id);
    const assignmentName = terms.assignmentName ?? guid('assignment', terms.name, scope);
    const provider = 'providers/Microsoft.ManagedServices';
    const definitionId = `${scopeFor(subscription)}/${provider}/registrationDefinitions/${definitionName}`;
    const id = `${scope}/${provider}/registrationAssignments/${assignmentName}`;
    const createdAt = terms.createdAt ?? '2024-03-01T09:30:00.1234567Z';
    const systemData = {
      createdBy: 'deployment@customer.example',
      createdByType: 'User',
      createdAt,
      lastModifiedBy: 'deployment@customer.example',
      lastModifiedByType: 'User',
      lastModifiedAt: createdAt,
    };
    const stamped = terms.sparse === true ? {} : { systemData };

    if (!this.definitions.has(definitionId))
      this.definitions.set(definitionId, {
        id: definitionId,
        properties: this.offer(subscription, terms),
        ...(terms.plan === undefined ? {} : { plan: terms.plan }),
        ...stamped,
      });
    this.assignments.push({
      id,
      properties: {
        registrationDefinitionId: definitionId,
        provisioningState: terms.provisioningState ?? 'Succeeded',
      },
      ...stamped,
    });
    return { id, definitionId, scope };
  }

  /** A lock on a scope or resource. */
  lock(scope: string, level: 'CanNotDelete' | 'ReadOnly' = 'CanNotDelete'): this {
    this.locks.push({ id: guid('lock', scope), scope, level });
    return this;
  }

  /** Denies everybody an action at a scope. */
  deny(scope: string, action: string): this {
    const id = guid('deny', scope, action);
    this.denyAssignments.push({ id, name: 'Denied by the customer', scope, actions: [action] });
    return this;
  }

  /** Demands multifactor authentication for deletions at a scope. */
  demandMfa(scope = '/', answer: MfaPolicy['answer'] = 'unauthorized'): this {
    this.mfaPolicies.push({ id: guid('mfa', scope), scope, operations: ['write', 'delete'], answer });
    return this;
  }

  /** Assigns a policy or an initiative in a tenant, at a scope or above all of its subscriptions. */
  policy(
    policyDefinitionId: string,
    tenant: Tenant,
    scope = '/',
    more: Partial<Pick<World['policyAssignments'][number], 'enforcementMode' | 'notScopes'>> = {},
  ): this {
    const id = guid('policy', policyDefinitionId, tenant.id, scope);
    this.policyAssignments.push({ id, tenantId: tenant.id, scope, policyDefinitionId, ...more });
    return this;
  }

  /** Something that became of a delegation; `at` is an ISO 8601 date-time. */
  event(
    registrationAssignmentId: string,
    managingTenant: Tenant,
    event: Pick<World['events'][number], 'at' | 'operation' | 'caller'> & { readonly status?: 'Failed' },
  ): this {
    this.events.push({
      status: 'Succeeded',
      ...event,
      id: guid('event', registrationAssignmentId, event.at, event.operation),
      registrationAssignmentId,
      managedByTenantId: managingTenant.id,
    });
    return this;
  }

  /** @throws Error when there is no user. */
  build(service: ServiceChoices = {}): WorldDocument {
    const [demo] = this.users;
    if (demo === undefined) throw new Error('A world needs a user.');
    return {
      demoAccount: demo.userPrincipalName,
      tenants: this.tenants,
      users: this.users,
      groups: this.groups,
      servicePrincipals: this.servicePrincipals,
      subscriptions: this.subscriptions,
      roleAssignments: this.roleAssignments,
      registrationDefinitions: [...this.definitions.values()],
      registrationAssignments: this.assignments,
      locks: this.locks,
      denyAssignments: this.denyAssignments,
      mfaPolicies: this.mfaPolicies,
      policyAssignments: this.policyAssignments,
      events: this.events,
      service,
    };
  }

  private offer(
    subscription: Subscription,
    { to, name, description, roles, eligible, sparse }: DelegationTerms,
  ): RegistrationDefinition['properties'] {
    const customer = this.tenants.find((tenant) => tenant.id === subscription.tenantId);
    const authorization = ([principal, roleName]: RoleFor): Authorization => ({
      principalId: principal.id,
      ...(principal.displayName === undefined || sparse === true
        ? {}
        : { principalIdDisplayName: principal.displayName }),
      roleDefinitionId: roleIdOf(roleName),
      ...(roleName === 'User Access Administrator'
        ? { delegatedRoleDefinitionIds: [roleIdOf('Contributor')] }
        : {}),
    });
    const names =
      sparse === true
        ? {}
        : {
            ...(description === undefined ? {} : { description }),
            ...(to.displayName === undefined ? {} : { managedByTenantName: to.displayName }),
            manageeTenantId: subscription.tenantId,
            ...(customer?.displayName === undefined ? {} : { manageeTenantName: customer.displayName }),
          };
    return {
      managedByTenantId: to.id,
      registrationDefinitionName: name,
      authorizations: roles.map(authorization),
      ...(eligible === undefined
        ? {}
        : {
            eligibleAuthorizations: eligible.map(({ role, policy, active = false }) => ({
              ...authorization(role),
              justInTimeAccessPolicy: policy ?? {
                multiFactorAuthProvider: 'Azure',
                maximumActivationDuration: 'PT8H',
              },
              active,
            })),
          }),
      provisioningState: 'Succeeded',
      ...names,
    };
  }

  private add<T>(things: T[], thing: T): T {
    things.push(thing);
    return thing;
  }
}

/** The scope of a subscription, or of a resource group in it. */
export function scopeFor(subscription: Subscription, resourceGroup?: string): string {
  const scope = `/subscriptions/${subscription.id}`;
  return resourceGroup === undefined ? scope : `${scope}/resourceGroups/${resourceGroup}`;
}

/**
 * The GUID of a built-in role.
 *
 * @throws Error when there is none of that name in the emulator's table.
 */
export function roleIdOf(roleName: string): string {
  const role = builtInRoles.find((entry) => entry.roleName === roleName);
  if (role === undefined) throw new Error(`There is no built-in role '${roleName}'.`);
  return role.id;
}

/** A GUID that follows from words, as `guid()` of Azure's templates does: the same words, the same GUID. */
export function guid(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
