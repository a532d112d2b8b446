import type { TokenCredential } from '@azure/core-auth';
import { type ArmConnectionOptions, connectToArm } from '../arm/connection.ts';
import type { ActivityEvent } from '../arm/activityLog/models.ts';
import type { Permission, PolicyAssignment, RoleDefinition } from '../arm/authorization/models.ts';
import type { RegistrationAssignment, RegistrationDefinition } from '../arm/managedservices/models.ts';
import type { GraphPage, GraphRequest } from '../arm/resourceGraph/models.ts';
import { registrationDefinitionId, scopeOf } from '../arm/resourceIds.ts';
import { toArmError } from '../arm/toArmError.ts';
import type { Subscription, Tenant } from './estate/snapshot.ts';
import { delegationsQuery } from './inventory/delegationsQuery.ts';
import { type OffersAzure, offersAzure } from './offers/offersAzure.ts';
import { readAll } from './readAll.ts';
import { armRemovalAzure } from './removal/armRemovalAzure.ts';
import type { RemovalAzure } from './removal/ports.ts';

/** Azure Resource Manager, as one credential sees it, in the words of the domain. Everything throws ArmError. */
export interface Azure {
  /** Base URL of the resource manager. */
  readonly resourceManager: string;
  tenants(signal: AbortSignal): Promise<readonly Tenant[]>;
  /** @param tenantId of the token, which counts as the home of a subscription that does not tell its own */
  subscriptions(tenantId: string, signal: AbortSignal): Promise<readonly Subscription[]>;
  /** The assignments of a subscription and its resource groups, expanded, of one managing tenant or of all. */
  assignments(
    subscriptionId: string,
    managingTenantId: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly RegistrationAssignment[]>;
  /** One definition; not found is an error like any other. */
  definition(scope: string, name: string, signal: AbortSignal): Promise<RegistrationDefinition>;
  /** The built-in roles, with what they allow. */
  roleDefinitions(subscriptionId: string, signal: AbortSignal): Promise<readonly RoleDefinition[]>;
  /** What the roles of the caller allow at a scope, inherited ones included. */
  permissions(scope: string, signal: AbortSignal): Promise<readonly Permission[]>;
  /** One page of what Azure Resource Graph knows of delegations: {@link delegationsQuery}. */
  delegationsInGraph(request: GraphRequest, signal: AbortSignal): Promise<GraphPage>;
  /** The assignments of policies that apply to a subscription as a whole, inherited ones included. */
  policyAssignments(subscriptionId: string, signal: AbortSignal): Promise<readonly PolicyAssignment[]>;
  /** The ids of the policies of an initiative. */
  policiesOfSet(policySetId: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * What the activity log tells of delegations since then, at most 90 days ago.
   *
   * @param subscriptionId without it, the log of the token's tenant
   */
  activity(
    subscriptionId: string | undefined,
    since: Date,
    signal: AbortSignal,
  ): Promise<readonly ActivityEvent[]>;
  readonly removal: RemovalAzure;
  readonly offers: OffersAzure;
}

/** Connects to a resource manager; nothing is sent yet. */
export function connectToAzure(credential: TokenCredential, options: ArmConnectionOptions): Azure {
  const connection = connectToArm(credential, options);
  const {
    managedServices,
    subscriptions,
    permissions,
    roleDefinitions,
    resourceGraph,
    policies,
    activityLog,
  } = connection;
  return {
    resourceManager: options.endpoint,

    async tenants(abortSignal) {
      const tenants = await readAll('/tenants', subscriptions.tenants.list({ abortSignal }));
      return tenants.map(({ tenantId, displayName, defaultDomain, tenantCategory }) => ({
        id: tenantId.toLowerCase(),
        displayName,
        defaultDomain,
        category: tenantCategory,
      }));
    },

    async subscriptions(tenantId, abortSignal) {
      const listed = await readAll('/subscriptions', subscriptions.subscriptions.list({ abortSignal }));
      return listed.map((subscription) => ({
        id: subscription.subscriptionId.toLowerCase(),
        displayName: subscription.displayName,
        state: subscription.state,
        tenantId: (subscription.tenantId ?? tenantId).toLowerCase(),
        managedByTenants: (subscription.managedByTenants ?? []).map((manager) =>
          manager.tenantId.toLowerCase(),
        ),
      }));
    },

    assignments(subscriptionId, managingTenantId, abortSignal) {
      const scope = scopeOf(subscriptionId);
      return readAll(
        scope,
        managedServices.registrationAssignments.list(scope, {
          expandRegistrationDefinition: true,
          abortSignal,
          ...(managingTenantId === undefined ? {} : { filter: `managedByTenantId eq '${managingTenantId}'` }),
        }),
      );
    },

    async definition(scope, name, abortSignal) {
      try {
        return await managedServices.registrationDefinitions.get(scope, name, { abortSignal });
      } catch (error) {
        throw toArmError(error, registrationDefinitionId(scope, name));
      }
    },

    roleDefinitions(subscriptionId, abortSignal) {
      const scope = scopeOf(subscriptionId);
      return readAll(scope, roleDefinitions.list(scope, { abortSignal }));
    },

    permissions: (scope, abortSignal) => readAll(scope, permissions.list(scope, { abortSignal })),

    async delegationsInGraph(request, abortSignal) {
      try {
        return await resourceGraph.query(delegationsQuery, request, { abortSignal });
      } catch (error) {
        throw toArmError(error, '/providers/Microsoft.ResourceGraph');
      }
    },

    policyAssignments(subscriptionId, abortSignal) {
      const scope = scopeOf(subscriptionId);
      return readAll(scope, policies.listAssignments(scope, { abortSignal }));
    },

    async policiesOfSet(policySetId, abortSignal) {
      try {
        return await policies.listPoliciesOfSet(policySetId, { abortSignal });
      } catch (error) {
        throw toArmError(error, policySetId);
      }
    },

    activity(subscriptionId, since, abortSignal) {
      return subscriptionId === undefined
        ? readAll('/', activityLog.listOfTenant(since, { abortSignal }))
        : readAll(scopeOf(subscriptionId), activityLog.list(subscriptionId, since, { abortSignal }));
    },

    removal: armRemovalAzure(connection),
    offers: offersAzure(connection),
  };
}
