import { describe, expect, test } from 'vitest';
import type { PolicyAssignment } from '../../../../src/arm/authorization/models.ts';
import { ArmError } from '../../../../src/arm/errors.ts';
import {
  onboardingPolicyId,
  type PolicySource,
  readOnboardingRestrictions,
} from '../../../../src/delegations/audit/onboardingPolicy.ts';
import { bank, customerDoor, fabrikam, shop } from '../permission/delegations.ts';

const own = [shop, bank].map((id) => ({
  door: customerDoor,
  subscription: { id, tenantId: fabrikam, managedByTenants: [] },
}));
const refused = new ArmError('No.', { reason: 'forbidden' });
const baseline =
  '/providers/Microsoft.Management/managementGroups/root/providers/Microsoft.Authorization/policySetDefinitions/baseline';

/** What is assigned to each subscription, and what is in the initiative. */
function source(
  assigned: Readonly<Record<string, readonly PolicyAssignment[] | ArmError>>,
  inSet: readonly string[] | ArmError = [],
) {
  const sets: string[] = [];
  const policies: PolicySource = {
    policyAssignments: (_, id) => {
      const answer = assigned[id] ?? [];
      return answer instanceof ArmError ? Promise.reject(answer) : Promise.resolve(answer);
    },
    policiesOfSet: (_, id) => {
      sets.push(id);
      return inSet instanceof ArmError ? Promise.reject(inSet) : Promise.resolve(inSet);
    },
  };
  return { policies, sets };
}

async function answers(policies: PolicySource): Promise<Readonly<Record<string, string>>> {
  const found = await readOnboardingRestrictions(own, policies, new AbortController().signal);
  return Object.fromEntries(found.map(({ subscription, answer }) => [subscription.id, answer]));
}

const direct: PolicyAssignment = { policyDefinitionId: onboardingPolicyId.toUpperCase() };

describe('A subscription', () => {
  test('is restricted where the policy is assigned, whatever the letter case', async () => {
    expect(await answers(source({ [shop]: [direct] }).policies)).toEqual({
      [shop]: 'restricted',
      [bank]: 'notRestricted',
    });
  });

  test.each<[string, Partial<PolicyAssignment>]>([
    ['is not enforced', { enforcementMode: 'DoNotEnforce' }],
    ['excepts it', { notScopes: [`/subscriptions/${shop.toUpperCase()}`] }],
  ])('is not restricted where the assignment %s', async (_, more) => {
    expect(await answers(source({ [shop]: [{ ...direct, ...more }] }).policies)).toMatchObject({
      [shop]: 'notRestricted',
    });
  });

  test('is restricted where an assignment excepts a resource group only', async () => {
    const notScopes = [`/subscriptions/${shop}/resourceGroups/rg-web`];
    expect(await answers(source({ [shop]: [{ ...direct, notScopes }] }).policies)).toMatchObject({
      [shop]: 'restricted',
    });
  });

  test('is restricted by an initiative, which is read once for all', async () => {
    const set = { policyDefinitionId: baseline };
    const { policies, sets } = source({ [shop]: [set], [bank]: [set] }, ['/other', onboardingPolicyId]);
    expect(await answers(policies)).toEqual({ [shop]: 'restricted', [bank]: 'restricted' });
    expect(sets).toEqual([baseline]);
  });

  test('is not known where assignments or an initiative cannot be read, which costs no other', async () => {
    const set = { policyDefinitionId: baseline };
    expect(await answers(source({ [shop]: refused, [bank]: [direct] }).policies)).toEqual({
      [shop]: 'unknown',
      [bank]: 'restricted',
    });
    expect(await answers(source({ [shop]: [set] }, refused).policies)).toEqual({
      [shop]: 'unknown',
      [bank]: 'notRestricted',
    });
  });
});

test('Somebody who cancels gets the reason of the signal', async () => {
  const stop = AbortSignal.abort(new Error('enough'));
  await expect(readOnboardingRestrictions(own, source({}).policies, stop)).rejects.toThrow('enough');
});
