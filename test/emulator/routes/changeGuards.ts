import type { Caller } from '../caller.ts';
import { armError, type Reply } from '../reply.ts';
import { isWithin, scopeParts } from '../scope.ts';
import type { World } from '../world.ts';
import { indexOf } from '../worldIndex.ts';

/** The claims that the challenge of Azure's mandatory multifactor authentication asks for. */
const claims = Buffer.from('{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}').toString('base64');
const challenge = `Bearer realm="", authorization_uri="https://login.emulator.example/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`;

/**
 * What stands in the way of a change that the caller's roles allow: a disabled subscription, locks, and the
 * demand for multifactor authentication. None of it shows in permissions.
 */
export function changeGuard(
  world: World,
  caller: Caller,
  kind: 'write' | 'delete',
  resourceId: string,
): Reply | undefined {
  return (
    disabledSubscription(world, resourceId) ??
    lockedScope(world, kind, resourceId) ??
    missingMultifactor(world, caller, kind, resourceId)
  );
}

function disabledSubscription(world: World, resourceId: string): Reply | undefined {
  const subscription = indexOf(world).subscriptions.get(scopeParts(resourceId)?.subscriptionId ?? '');
  if (subscription?.state !== 'Disabled') return undefined;
  return armError(
    409,
    'ReadOnlyDisabledSubscription',
    `The subscription '${subscription.id}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
  );
}

function lockedScope(world: World, kind: 'write' | 'delete', resourceId: string): Reply | undefined {
  const locked = world.locks
    .filter((lock) => isWithin(resourceId, lock.scope) && (kind === 'delete' || lock.level === 'ReadOnly'))
    .map((lock) => `'${lock.scope}'`);
  if (locked.length === 0) return undefined;
  return armError(
    409,
    'ScopeLocked',
    `The scope '${resourceId}' cannot perform ${kind} operation because following scope(s) are locked: ${locked.join(',')}. Please remove the lock and try again.`,
  );
}

function missingMultifactor(
  world: World,
  caller: Caller,
  kind: 'write' | 'delete',
  resourceId: string,
): Reply | undefined {
  if (caller.multifactor) return undefined;
  const policy = world.mfaPolicies.find(
    (entry) => entry.operations.includes(kind) && isWithin(resourceId, entry.scope),
  );
  switch (policy?.answer) {
    case undefined:
      return undefined;
    case 'unauthorized':
      return armError(
        401,
        'InvalidAuthenticationToken',
        'The access token does not meet the requirements of the operation: multifactor authentication is required.',
        { 'WWW-Authenticate': challenge },
      );
    case 'forbidden':
      return disallowed(resourceId, {});
    case 'forbiddenWithChallenge':
      return disallowed(resourceId, { 'WWW-Authenticate': challenge });
  }
}

function disallowed(resourceId: string, headers: Readonly<Record<string, string>>): Reply {
  return armError(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${resourceId.split('/').at(-1) ?? ''}' was disallowed by policy. Reasons: 'MFA is required. See error details for policy resource IDs.'.`,
    headers,
  );
}
