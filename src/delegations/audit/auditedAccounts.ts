import type { OwnSubscription } from '../estate/estate.ts';
import { type EstateSnapshot, isOwn, tenantStates } from '../estate/snapshot.ts';
import type { RuleId } from './auditRule.ts';

/** The rule that wants policies read, which no inventory holds. */
export const onboardingPolicyRule: RuleId = 'onboarding-not-restricted';

/** The user's own subscriptions, whose policies can be read. */
export function ownSubscriptions(snapshot: EstateSnapshot): readonly OwnSubscription[] {
  return tenantStates(snapshot).flatMap(({ door, subscriptions }) =>
    subscriptions
      .filter((subscription) => isOwn(door, subscription))
      .map((subscription) => ({ door, subscription })),
  );
}

/** Object ids of those who are signed in, in lower case. An account of the editor has `object.tenant` as its id. */
export function signedInPeople({ accounts }: EstateSnapshot): ReadonlySet<string> {
  return new Set(accounts.map(({ accountId }) => accountId.split('.', 1).join('').toLowerCase()));
}
