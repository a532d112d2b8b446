import type { Grant } from '../../delegation.ts';
import { overlapsWith } from '../../impact/overlapsWith.ts';
import { roleId } from '../../roles.ts';
import type { AuditRule, FindingDetails } from '../auditRule.ts';

/**
 * The same role for the same principal by several delegations of one subscription to one managing tenant: removing one
 * may take it from the others.
 */
export const overlappingGrants: AuditRule = {
  id: 'overlapping-grants',
  severity: 'warning',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation',
  check: ({ delegations }) =>
    [
      ...Map.groupBy(delegations, ({ row }) => `${row.subscription.id}/${row.managingTenantId}`).values(),
    ].flatMap((here): readonly FindingDetails[] => {
      const overlapOf = overlapsWith(here.map(({ delegation }) => delegation));
      const found = here.flatMap((placed) => {
        const overlap = overlapOf(placed.delegation);
        return overlap ? [{ placed, overlap }] : [];
      });
      if (found.length === 0) return [];
      const shared = found.flatMap(({ overlap }): readonly Grant[] => [
        ...overlap.authorizations.map((authorization) => ({ kind: 'permanent', authorization }) as const),
        ...overlap.eligibleAuthorizations.map(
          (authorization) => ({ kind: 'eligible', authorization }) as const,
        ),
      ]);
      const byPair = new Map(shared.map((grant) => [pairOf(grant), grant]));
      return [{ delegations: found.map(({ placed }) => placed), grants: [...byPair.values()] }];
    }),
};

function pairOf({ kind, authorization }: Grant): string {
  return `${kind} ${authorization.principalId} ${roleId(authorization.roleDefinitionId)}`.toLowerCase();
}
