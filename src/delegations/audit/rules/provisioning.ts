import type { Delegation } from '../../delegation.ts';
import type { AuditRule, FindingDetails } from '../auditRule.ts';

/** Milliseconds after which something that Azure is still doing is not going to end. */
const longest = 3_600_000;

/** A delegation that could not be made, or that Azure has been making, changing or removing for longer than an hour. */
export const provisioning: AuditRule = {
  id: 'provisioning',
  severity: 'warning',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer',
  check: ({ delegations, now }) =>
    delegations.flatMap((placed): readonly FindingDetails[] => {
      const state = String(placed.delegation.assignment.properties?.provisioningState);
      if (/^(?:failed|canceled)$/i.test(state)) return [{ delegations: [placed], provisioning: 'failed' }];
      const isUnderWay = /^(?:accepted|running|creating|updating|deleting)$/i.test(state);
      return isUnderWay && now - changedAt(placed.delegation) > longest
        ? [{ delegations: [placed], provisioning: 'stuck' }]
        : [];
    }),
};

/** Milliseconds since 1970; NaN where Azure does not tell it. */
function changedAt({ assignment: { systemData } }: Delegation): number {
  return Date.parse(String(systemData?.lastModifiedAt ?? systemData?.createdAt));
}
