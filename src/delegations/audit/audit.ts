import { resourceKey } from '../../arm/resourceIds.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import type { AuditedEstate, Finding, RuleId } from './auditRule.ts';
import { auditRules } from './auditRules.ts';
import { tellsTerms } from './tellsTerms.ts';

/** What an audit came to. */
export interface AuditResult {
  /** What matters most first. */
  readonly findings: readonly Finding[];
  /** The rules that were asked. */
  readonly checked: readonly RuleId[];
  readonly delegations: number;
  /** Delegations of which Azure does not tell who holds what: nothing found in them does not mean that nothing is wrong. */
  readonly untold: readonly PlacedDelegation[];
}

/** Looks through an estate by every rule that is not switched off. */
export function audit(estate: AuditedEstate, off: ReadonlySet<string>): AuditResult {
  const rules = auditRules.filter(({ id }) => !off.has(id));
  return {
    findings: rules.flatMap(({ id: ruleId, severity, check }) =>
      check(estate).map((details) => ({ ruleId, severity, ...details })),
    ),
    checked: rules.map(({ id }) => id),
    delegations: estate.delegations.length,
    untold: estate.delegations.filter((placed) => !tellsTerms(placed)),
  };
}

/** The part of an audit's estate that an inventory tells; a delegation that several doors show is in it once. */
export function auditedInventory({
  delegations,
  definitions,
  allDefinitionsBehind,
  problems,
}: Inventory): Pick<AuditedEstate, 'delegations' | 'definitions' | 'allDefinitionsBehind' | 'problems'> {
  const byId = new Map<string, PlacedDelegation>();
  for (const placed of delegations) {
    const key = resourceKey(placed.delegation.id);
    const known = byId.get(key);
    if (!known || worth(placed) > worth(known)) byId.set(key, placed);
  }
  return { delegations: [...byId.values()], definitions, allDefinitionsBehind, problems };
}

/** Terms count more than the side. */
function worth(placed: PlacedDelegation): number {
  return (tellsTerms(placed) ? 2 : 0) + (placed.row.direction === 'outgoing' ? 1 : 0);
}
