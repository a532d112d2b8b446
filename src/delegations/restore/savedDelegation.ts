import type { RegistrationAssignment, RegistrationDefinition } from '../../arm/managedservices/models.ts';
import {
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
  type RegistrationId,
} from '../../arm/resourceIds.ts';
import { readTerms, type Terms } from './terms.ts';

const allParts = [
  'id',
  'definition',
  'definitionId',
  'managedByTenantId',
  'authorizations',
  'eligibleAuthorizations',
] as const;

/** A delegation of which everything is known that it takes to recreate it. */
export interface SavedDelegation {
  readonly kind: 'complete';
  /** Of the assignment: the place that is delegated, and the GUID. */
  readonly id: RegistrationId;
  /** In the same subscription, and never in a resource group. */
  readonly definitionId: RegistrationId;
  /** As Azure told it. */
  readonly definition: RegistrationDefinition;
  readonly terms: Terms & Required<Pick<Terms, 'managedByTenantId' | 'authorizations'>>;
}

/** What is missing, or not readable. `definitionId`: or it is not at the subscription of the assignment. */
export type MissingPart = (typeof allParts)[number];

/** A delegation that cannot be recreated from what is known of it. */
export interface IncompleteDelegation {
  readonly kind: 'incomplete';
  readonly missing: readonly MissingPart[];
}

/** Takes of a delegation what it takes to recreate it. Its definition has to be inside, as with the expand flag. */
export function savedDelegation(assignment: RegistrationAssignment): SavedDelegation | IncompleteDelegation {
  const { registrationDefinition: definition, registrationDefinitionId } = assignment.properties ?? {};
  const id = parseRegistrationAssignmentId(assignment.id ?? '');
  const definitionId = definitionOf(id, registrationDefinitionId ?? definition?.id);
  const terms = readTerms(definition);
  const { managedByTenantId, authorizations, eligibleAuthorizations } = terms;
  const parts: Readonly<Record<MissingPart, unknown>> = {
    id,
    definition,
    definitionId,
    managedByTenantId,
    authorizations,
    eligibleAuthorizations: eligibleAuthorizations ?? !definition?.properties?.eligibleAuthorizations,
  };
  const missing = allParts.filter((part) => !parts[part]);
  if (!id || !definition || !definitionId || !managedByTenantId || !authorizations || missing.length > 0)
    return { kind: 'incomplete', missing };
  return {
    kind: 'complete',
    id,
    definitionId,
    definition,
    terms: { ...terms, managedByTenantId, authorizations },
  };
}

/** A deployment to a subscription makes definitions there, and nowhere else. */
function definitionOf(
  assignment: RegistrationId | undefined,
  id: string | undefined,
): RegistrationId | undefined {
  const definition = parseRegistrationDefinitionId(id ?? '');
  return definition?.resourceGroupName === undefined &&
    definition?.subscriptionId.toLowerCase() === assignment?.subscriptionId.toLowerCase()
    ? definition
    : undefined;
}
