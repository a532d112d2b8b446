import { ownerRoleId, roleId } from '../../roles.ts';
import type { AuditRule } from '../auditRule.ts';
import { ofGrants } from './ofGrants.ts';

const userAccessAdministratorId = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';

/** What Microsoft calls privileged administrator roles, but for User Access Administrator. */
const broadRoles: ReadonlySet<string> = new Set([
  ownerRoleId,
  'b24988ac-6180-42a0-ab88-20f7382dd24c', // Contributor
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168', // Role Based Access Control Administrator
  'a8889054-8d42-49c9-bc1c-52486c10e7cd', // Reservations Administrator
]);

/** A broad role that is held all the time, where it could be activated when it is needed. */
export const standingBroadAccess: AuditRule = {
  id: 'standing-broad-access',
  severity: 'warning',
  source:
    'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps#privileged-administrator-roles',
  check: ofGrants(
    ({ kind, authorization }) =>
      kind === 'permanent' && broadRoles.has(roleId(authorization.roleDefinitionId)),
  ),
};

/** User Access Administrator, which cannot be eligible: what it may assign is what there is to know. */
export const userAccessAdministrator: AuditRule = {
  id: 'user-access-administrator',
  severity: 'note',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/deploy-policy-remediation',
  check: ofGrants(
    ({ authorization }) => roleId(authorization.roleDefinitionId) === userAccessAdministratorId,
  ),
};
