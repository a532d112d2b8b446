import { type Grant, grantsOf } from '../../delegation.ts';
import type { AuditRule } from '../auditRule.ts';

/** A check that finds, for each delegation, the grants for which something holds. */
export function ofGrants(holds: (grant: Grant, people: ReadonlySet<string>) => boolean): AuditRule['check'] {
  return ({ delegations, people }) =>
    delegations.flatMap((placed) => {
      const grants = grantsOf(placed.delegation).filter((grant) => holds(grant, people));
      return grants.length === 0 ? [] : [{ delegations: [placed], grants }];
    });
}
