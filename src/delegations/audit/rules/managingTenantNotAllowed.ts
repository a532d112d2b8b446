import type { AuditRule } from '../auditRule.ts';

/** A managing tenant that is not among those of the setting, where that names any. */
export const managingTenantNotAllowed: AuditRule = {
  id: 'managing-tenant-not-allowed',
  severity: 'error',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/view-manage-service-providers',
  check: ({ delegations, allowedManagingTenants }) =>
    allowedManagingTenants.size === 0
      ? []
      : [...Map.groupBy(delegations, ({ row }) => row.managingTenantId)]
          .filter(([id]) => !allowedManagingTenants.has(id))
          .map(([, ofTenant]) => ({ delegations: ofTenant })),
};
