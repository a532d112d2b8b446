import { grantsOf } from '../../delegation.ts';
import { isDeleteRole } from '../../roles.ts';
import type { AuditRule } from '../auditRule.ts';
import { tellsTerms } from '../tellsTerms.ts';

/** A delegation that nobody of the managing tenant can remove. To its customer, who always can, that is no problem. */
export const noDeleteRole: AuditRule = {
  id: 'no-delete-role',
  severity: 'warning',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation',
  check: ({ delegations }) =>
    delegations
      .filter(({ row }) => row.direction === 'outgoing')
      .filter(tellsTerms)
      .filter(
        ({ delegation }) =>
          !grantsOf(delegation).some(({ authorization }) => isDeleteRole(authorization.roleDefinitionId)),
      )
      .map((placed) => ({ delegations: [placed] })),
};
