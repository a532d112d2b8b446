import type { Authorization } from '../../../arm/managedservices/models.ts';
import type { AuditRule } from '../auditRule.ts';
import { ofGrants } from './ofGrants.ts';

/**
 * Access of one person instead of a group, as far as that can be told: the principal is somebody who is signed in here, or
 * is called by a sign-in name.
 */
export const singleUserAccess: AuditRule = {
  id: 'single-user-access',
  severity: 'warning',
  source:
    'https://learn.microsoft.com/azure/lighthouse/concepts/recommended-security-practices#assign-permissions-to-groups-using-the-principle-of-least-privilege',
  check: ofGrants(({ authorization }, people) => {
    // An answer may leave either out.
    const principal: Partial<Authorization> = authorization;
    return (
      people.has(principal.principalId?.toLowerCase() ?? '') ||
      signInName.test(principal.principalIdDisplayName ?? '')
    );
  }),
};

/** Of one word, as groups with an address are seldom displayed. */
const signInName = /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/;
