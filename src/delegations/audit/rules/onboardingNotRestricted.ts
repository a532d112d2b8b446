import type { AuditRule } from '../auditRule.ts';

/** One of the user's own subscriptions that anybody who may can delegate to any tenant. */
export const onboardingNotRestricted: AuditRule = {
  id: 'onboarding-not-restricted',
  severity: 'warning',
  source: 'https://learn.microsoft.com/azure/lighthouse/samples/policy-reference',
  check: ({ restrictions, delegations }) =>
    restrictions
      .filter(({ answer }) => answer === 'notRestricted')
      .map(({ door, subscription }) => ({
        subscription: { door, subscription },
        delegations: delegations.filter(({ row }) => row.subscription.id === subscription.id),
      })),
};
