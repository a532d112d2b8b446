import { actionMatches, permits, permitsByName } from './actions.ts';
import type { Caller } from './caller.ts';
import type { Grant } from './grants.ts';
import { armError, type Reply, unauthorized } from './reply.ts';
import { isWithin, scopeParts } from './scope.ts';
import type { Permission, Subscription, World } from './world.ts';
import { indexOf } from './worldIndex.ts';

const deleteAssignment = 'Microsoft.ManagedServices/registrationAssignments/delete';
const customerOnly: ReadonlySet<string> = new Set([
  'Microsoft.ManagedServices/registrationAssignments/write',
  'Microsoft.ManagedServices/registrationDefinitions/write',
  'Microsoft.ManagedServices/registrationDefinitions/delete',
]);

/** The subscriptions in which a caller holds any role at any scope. */
export function visibleSubscriptions(world: World, caller: Caller): readonly Subscription[] {
  const index = indexOf(world);
  const { everywhere, bySubscription } = index.holdingsOf(caller.tenantId, caller.objectId);
  if (everywhere.length > 0)
    return world.subscriptions.filter(
      (subscription) =>
        bySubscription.has(subscription.id.toLowerCase()) || isHome(subscription, caller.tenantId),
    );
  return world.subscriptions.filter((subscription) => bySubscription.has(subscription.id.toLowerCase()));
}

/** The entries of the roles that a caller holds at a scope, or above it. */
export function permissionsAt(world: World, caller: Caller, scope: string): readonly Permission[] {
  const index = indexOf(world);
  const roles = new Set(
    grantsIn(world, caller, scope)
      .filter((grant) => isWithin(scope, grant.scope))
      .map((grant) => grant.roleDefinitionId),
  );
  return [...roles].flatMap((role) => index.roles.get(role) ?? []);
}

/** Whether a caller may do something at a scope; see {@link refusal}. */
export function may(world: World, caller: Caller, operation: string, scope: string): boolean {
  return refusal(world, caller, operation, scope) === undefined;
}

/**
 * Nothing when a caller may do something at a scope, otherwise Azure's refusal.
 *
 * A delegation is made by users of the customer who may write role assignments. It is removed by them, and by
 * users of the managing tenant whose role names that operation (by a broad wildcard, if the world says so).
 */
export function refusal(world: World, caller: Caller, operation: string, scope: string): Reply | undefined {
  const parts = scopeParts(scope);
  if (parts === undefined) return undefined;
  const subscription = indexOf(world).subscriptions.get(parts.subscriptionId);
  if (subscription === undefined) return subscriptionNotFound(parts.subscriptionId);
  if (grantsIn(world, caller, scope).length === 0) return noAccess(world, caller, operation, scope);
  const permissions = permissionsAt(world, caller, scope);
  if (!allowed(world, permissions, operation, isHome(subscription, caller.tenantId)))
    return authorizationFailed(caller, operation, scope);
  return denied(world, caller, operation, scope);
}

/** 404 for a subscription that does not exist, or that Azure does not admit to. */
export function subscriptionNotFound(subscriptionId: string): Reply {
  return armError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
}

function allowed(
  world: World,
  permissions: readonly Permission[],
  operation: string,
  customerSide: boolean,
): boolean {
  if (operation !== deleteAssignment && !customerOnly.has(operation))
    return permissions.some((entry) => permits(entry, operation));
  if (customerSide)
    return permissions.some((entry) => permits(entry, 'Microsoft.Authorization/roleAssignments/write'));
  if (customerOnly.has(operation)) return false;
  const rule = world.service.broadWildcardMayDelete ? permits : permitsByName;
  return permissions.some((entry) => rule(entry, operation));
}

/** The grants of a caller in the subscription of a scope, at any scope. */
function grantsIn(world: World, caller: Caller, scope: string): readonly Grant[] {
  const index = indexOf(world);
  const subscriptionId = scopeParts(scope)?.subscriptionId ?? '';
  const subscription = index.subscriptions.get(subscriptionId);
  const { everywhere, bySubscription } = index.holdingsOf(caller.tenantId, caller.objectId);
  const here = bySubscription.get(subscriptionId) ?? [];
  return subscription !== undefined && isHome(subscription, caller.tenantId)
    ? [...everywhere, ...here]
    : here;
}

function noAccess(world: World, caller: Caller, operation: string, scope: string): Reply {
  const subscriptionId = scopeParts(scope)?.subscriptionId ?? '';
  const subscription = indexOf(world).subscriptions.get(subscriptionId);
  switch (world.service.noAccess) {
    case 'AuthorizationFailed':
      return authorizationFailed(caller, operation, scope);
    case 'SubscriptionNotFound':
      return subscriptionNotFound(subscriptionId);
    case 'InvalidAuthenticationTokenTenant': {
      const home = subscription?.tenantId ?? '';
      const manages = indexOf(world).managingTenants(subscriptionId).has(caller.tenantId.toLowerCase());
      if (home.toLowerCase() === caller.tenantId.toLowerCase() || manages)
        return authorizationFailed(caller, operation, scope);
      return unauthorized(
        'InvalidAuthenticationTokenTenant',
        `The access token is from the wrong issuer 'https://sts.emulator.example/${caller.tenantId}/'. It must match the tenant 'https://sts.emulator.example/${home}/' associated with this subscription. Please use the authority (URL) 'https://login.emulator.example/${home}' to get the token.`,
      );
    }
  }
}

function authorizationFailed(caller: Caller, operation: string, scope: string): Reply {
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${caller.userPrincipalName}' with object id '${caller.objectId}' does not have authorization to perform action '${operation}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

function denied(world: World, caller: Caller, operation: string, scope: string): Reply | undefined {
  const deny = world.denyAssignments.find(
    (entry) =>
      isWithin(scope, entry.scope) &&
      entry.actions.some((action) => actionMatches(action, operation)) &&
      (entry.principalIds === undefined ||
        entry.principalIds.some((id) => id.toLowerCase() === caller.objectId.toLowerCase())),
  );
  if (deny === undefined) return undefined;
  return armError(
    403,
    'DenyAssignmentAuthorizationFailed',
    `The client '${caller.userPrincipalName}' with object id '${caller.objectId}' has permission to perform action '${operation}' on scope '${scope}'; however, the access is denied because of the deny assignment with name '${deny.name}' and Id '${deny.id}' at scope '${deny.scope}'.`,
  );
}

function isHome(subscription: Subscription, tenantId: string): boolean {
  return subscription.tenantId.toLowerCase() === tenantId.toLowerCase();
}
