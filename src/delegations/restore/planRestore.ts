import type { RegistrationAssignment, RegistrationDefinition } from '../../arm/managedservices/models.ts';
import { registrationAssignmentId, registrationDefinitionId, resourceKey } from '../../arm/resourceIds.ts';
import { compareDefinitions, type DefinitionChange } from './compareDefinitions.ts';
import type { Recreated } from './onboardingTemplate.ts';
import type { SavedDelegation } from './savedDelegation.ts';

/** What it takes to restore a delegation now, or what speaks against it. */
export type RestorePlan = {
  /** The assignment that has the id now: the delegation was restored already, or somebody onboarded anew. */
  readonly inItsPlace: RegistrationAssignment | undefined;
} & (
  | { readonly kind: 'recreate'; readonly recreate: Recreated }
  /** To deploy the saved definition would overwrite the one that is there now. */
  | {
      readonly kind: 'wouldOverwrite';
      readonly changes: readonly DefinitionChange[];
      /** Resource ids of the other assignments that would change with it. */
      readonly usedBy: readonly string[];
    }
);

/**
 * Plans a restore: where the definition is as it was, the assignment alone is recreated, so that nothing is overwritten
 * that changes until the files are deployed; where it is gone, both are.
 *
 * @param current the definition as Azure tells it now; undefined where Azure does not find it
 * @param assignments those of the subscription and its resource groups now
 */
export function planRestore(
  saved: SavedDelegation,
  current: RegistrationDefinition | undefined,
  assignments: readonly RegistrationAssignment[],
): RestorePlan {
  const key = resourceKey(registrationAssignmentId(saved.id.scope, saved.id.name));
  const isSaved = ({ id = '' }: RegistrationAssignment): boolean => resourceKey(id) === key;
  const inItsPlace = assignments.find(isSaved);
  const comparison = compareDefinitions(saved.definition, current);
  switch (comparison.kind) {
    case 'unchanged':
      return { kind: 'recreate', recreate: 'assignmentAlone', inItsPlace };
    case 'gone':
      return { kind: 'recreate', recreate: 'definitionAndAssignment', inItsPlace };
    case 'changed': {
      const definition = resourceKey(
        registrationDefinitionId(saved.definitionId.scope, saved.definitionId.name),
      );
      const usedBy = assignments.flatMap((assignment) =>
        assignment.id !== undefined &&
        !isSaved(assignment) &&
        resourceKey(assignment.properties?.registrationDefinitionId ?? '') === definition
          ? [assignment.id]
          : [],
      );
      return { kind: 'wouldOverwrite', changes: comparison.changes, usedBy, inItsPlace };
    }
  }
}
