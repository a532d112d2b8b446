import { definitionOf, grantsOf, termsOf } from '../../delegation.ts';
import type { PlacedDelegation } from '../../placedDelegation.ts';
import { roleId } from '../../roles.ts';
import type { AuditRule } from '../auditRule.ts';
import { tellsTerms } from '../tellsTerms.ts';

/** An offer that gives some customers something else than others, or in another version of its Marketplace plan. */
export const severalOfferVersions: AuditRule = {
  id: 'several-offer-versions',
  severity: 'note',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/update-delegation',
  check: ({ delegations }) =>
    [...Map.groupBy(delegations.filter(tellsTerms), offerOf)].flatMap(([offer, ofOffer]) => {
      const versions = [...Map.groupBy(ofOffer, versionOf).values()];
      return offer === '' || versions.length < 2 ? [] : [{ delegations: ofOffer, versions }];
    }),
};

/** What tells an offer from others: who makes it, and its name. */
function offerOf({ row, delegation }: PlacedDelegation): string {
  const name: unknown = termsOf(delegation).registrationDefinitionName;
  return typeof name === 'string' && name.trim() !== ''
    ? `${row.managingTenantId} ${name.trim().toLowerCase()}`
    : '';
}

/** What an offer gives. */
function versionOf({ delegation }: PlacedDelegation): string {
  const grants = grantsOf(delegation).map((grant) => {
    const { principalId, roleDefinitionId } = grant.authorization;
    const terms =
      grant.kind === 'eligible'
        ? JSON.stringify(grant.authorization.justInTimeAccessPolicy ?? {})
        : (grant.authorization.delegatedRoleDefinitionIds ?? []).map(roleId).toSorted().join();
    return `${grant.kind} ${principalId} ${roleId(roleDefinitionId)} ${terms}`.toLowerCase();
  });
  return JSON.stringify([grants.toSorted(), definitionOf(delegation)?.plan?.version]);
}
