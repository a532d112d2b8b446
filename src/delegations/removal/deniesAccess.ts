import type { ArmError } from '../../arm/errors.ts';

/** What Azure answers, beside 403, to somebody without access to a subscription; a token of a stranger is a 401. */
const strangersCodes: ReadonlySet<string> = new Set([
  'SubscriptionNotFound',
  'InvalidAuthenticationTokenTenant',
]);

/**
 * Whether an error says that the caller may not see the resource, which says nothing of whether it is there. A 403
 * without a code is not the resource manager's: proxies have 403s of their own.
 */
export function deniesAccess(error: ArmError): boolean {
  if (error.code === undefined) return false;
  return error.reason === 'forbidden' || strangersCodes.has(error.code);
}
