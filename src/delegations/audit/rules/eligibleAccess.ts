import type { JustInTimeAccessPolicy } from '../../../arm/managedservices/models.ts';
import { asksForMultifactor, type Grant } from '../../delegation.ts';
import type { AuditRule } from '../auditRule.ts';
import { ofGrants } from './ofGrants.ts';

const source = 'https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations';

/** A role that is activated without multifactor authentication. Without a policy that is Azure's default. */
export const eligibleWithoutMfa: AuditRule = {
  id: 'eligible-without-mfa',
  severity: 'warning',
  source,
  check: ofGrants((grant) => grant.kind === 'eligible' && !asksForMultifactor(grant)),
};

/** A role that is activated without anybody's approval. */
export const eligibleWithoutApproval: AuditRule = {
  id: 'eligible-without-approval',
  severity: 'note',
  source,
  check: ofGrants(
    (grant) => grant.kind === 'eligible' && (policyOf(grant).managedByTenantApprovers?.length ?? 0) === 0,
  ),
};

function policyOf(grant: Grant & { readonly kind: 'eligible' }): Partial<JustInTimeAccessPolicy> {
  return grant.authorization.justInTimeAccessPolicy ?? {};
}
