import { ArmError } from '../../arm/errors.ts';
import type { PolicyAssignment } from '../../arm/authorization/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { type Door, doorPath } from '../door.ts';
import type { OwnSubscription } from '../estate/estate.ts';
import { inParallel } from '../estate/inParallel.ts';
import type { OnboardingRestriction } from './auditRule.ts';

/** The built-in policy *Allow managing tenant ids to onboard through Azure Lighthouse*, which denies all others. */
export const onboardingPolicyId =
  '/providers/microsoft.authorization/policydefinitions/7a8a51a3-ad87-4def-96f3-65a1839242b6';

/** Where policies are read from. It throws an ArmError and nothing else, and must not prompt. */
export interface PolicySource {
  /** The assignments that apply to a subscription as a whole, those of its management groups included. */
  policyAssignments(
    door: Door,
    subscriptionId: string,
    signal: AbortSignal,
  ): Promise<readonly PolicyAssignment[]>;
  /** The ids of the policies of an initiative. */
  policiesOfSet(door: Door, policySetId: string, signal: AbortSignal): Promise<readonly string[]>;
}

const readsAtATime = 8;

/**
 * Whether a policy restricts who may onboard each subscription. Assignments that are not enforced, or except the
 * subscription, do not count; initiatives are looked into, each once. Rejects with the reason of the signal only.
 */
export async function readOnboardingRestrictions(
  own: readonly OwnSubscription[],
  source: PolicySource,
  signal: AbortSignal,
): Promise<readonly OnboardingRestriction[]> {
  const sets = new Map<string, Promise<boolean>>();
  const isRestrictedBySet = (door: Door, id: string): Promise<boolean> => {
    const key = `${doorPath(door)}${resourceKey(id)}`;
    const known =
      sets.get(key) ??
      source
        .policiesOfSet(door, id, signal)
        .then((policies) => policies.some((policy) => resourceKey(policy) === onboardingPolicyId));
    sets.set(key, known);
    return known;
  };
  const found: OnboardingRestriction[] = [];
  await inParallel(own, readsAtATime, async ({ door, subscription }) => {
    signal.throwIfAborted();
    try {
      const assigned = (await source.policyAssignments(door, subscription.id, signal)).filter((assignment) =>
        isInForce(assignment, subscription.id),
      );
      const ids = assigned.map(({ policyDefinitionId }) => policyDefinitionId);
      const isRestricted =
        ids.some((id) => resourceKey(id) === onboardingPolicyId) ||
        (await Promise.all(ids.filter(isSet).map((id) => isRestrictedBySet(door, id)))).some(Boolean);
      found.push({ door, subscription, answer: isRestricted ? 'restricted' : 'notRestricted' });
    } catch (error) {
      signal.throwIfAborted();
      if (!ArmError.is(error)) throw error;
      found.push({ door, subscription, answer: 'unknown', error });
    }
  });
  return found;
}

function isInForce({ enforcementMode, notScopes = [] }: PolicyAssignment, subscriptionId: string): boolean {
  const scope = `/subscriptions/${subscriptionId}`;
  return (
    !/^donotenforce$/i.test(enforcementMode ?? '') &&
    !notScopes.some((except) => resourceKey(except) === scope)
  );
}

function isSet(policyDefinitionId: string): boolean {
  return /\/policysetdefinitions\//i.test(policyDefinitionId);
}
