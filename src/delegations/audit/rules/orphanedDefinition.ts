import { resourceKey } from '../../../arm/resourceIds.ts';
import { doorPath } from '../../door.ts';
import type { AuditRule, FindingDetails } from '../auditRule.ts';

/**
 * A definition that no delegation uses, as far as the user sees them: it gives no access, and is an offer that nobody
 * needs. Only where every definition is known, and every delegation of its subscription.
 */
export const orphanedDefinition: AuditRule = {
  id: 'orphaned-definition',
  severity: 'note',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation',
  check: ({ delegations, definitions, allDefinitionsBehind, problems }) => {
    const used = new Set(
      delegations.flatMap(({ delegation }) => {
        const id = delegation.assignment.properties?.registrationDefinitionId;
        return typeof id === 'string' ? [resourceKey(id)] : [];
      }),
    );
    const doors = new Set(allDefinitionsBehind.map(doorPath));
    const unread = new Set(
      problems.flatMap((problem) => (problem.kind === 'subscription' ? [problem.subscription.id] : [])),
    );
    const found = new Map<string, FindingDetails>();
    for (const definition of definitions) {
      const { id } = definition.definition;
      const isKnown = doors.has(doorPath(definition.door)) && !unread.has(definition.subscription?.id ?? '');
      if (id !== undefined && isKnown && !used.has(resourceKey(id)))
        found.set(resourceKey(id), { delegations: [], definition });
    }
    return [...found.values()];
  },
};
