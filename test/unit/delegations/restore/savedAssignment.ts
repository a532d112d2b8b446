import type {
  Plan,
  RegistrationAssignment,
  RegistrationDefinitionProperties,
} from '../../../../src/arm/managedservices/models.ts';
import {
  type SavedDelegation,
  savedDelegation,
} from '../../../../src/delegations/restore/savedDelegation.ts';

export const subscriptionId = '0afefe50-734e-4610-8c82-a144aff49dea';
export const assignmentName = '484a7d5f-9729-4b87-bc9b-26610985a013';
export const definitionName = '26c128c2-fefa-4340-9bb1-8e081c90ada2';
export const managingTenantId = '83abe5cd-bcc3-441a-bd86-e6a75360cecc';
export const customerTenantId = '01c0bcd5-4f47-4e4b-b492-418b7e2a8854';
export const operatorsId = 'f98d86a2-4cc4-4e9d-ad47-b3e80a1bcdfc';
export const readerId = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
export const contributorId = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
export const definitionPath = `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/registrationDefinitions/${definitionName}`;

/** What is different about a delegation. */
interface Variation {
  readonly resourceGroup?: string;
  readonly terms?: RegistrationDefinitionProperties;
  readonly plan?: Plan;
}

/** A delegation as Azure tells it, with its definition inside. */
export function savedAssignment({ resourceGroup, terms, plan }: Variation = {}): RegistrationAssignment {
  const group = resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`;
  return {
    id: `/subscriptions/${subscriptionId}${group}/providers/Microsoft.ManagedServices/registrationAssignments/${assignmentName}`,
    name: assignmentName,
    type: 'Microsoft.ManagedServices/registrationAssignments',
    properties: {
      registrationDefinitionId: definitionPath,
      provisioningState: 'Succeeded',
      registrationDefinition: {
        id: definitionPath,
        name: definitionName,
        properties: {
          registrationDefinitionName: 'Gold support',
          managedByTenantId: managingTenantId,
          managedByTenantName: 'Fabrikam',
          manageeTenantId: customerTenantId,
          manageeTenantName: 'Contoso',
          authorizations: [
            { principalId: operatorsId, principalIdDisplayName: 'Operators', roleDefinitionId: readerId },
          ],
          provisioningState: 'Succeeded',
          ...terms,
        },
        ...(plan && { plan }),
      },
    },
    systemData: { createdAt: '2025-03-01T08:00:00.1234567Z' },
  };
}

/** The same, as it is restored from. */
export function saved(variation: Variation = {}): SavedDelegation {
  return complete(savedAssignment(variation));
}

/** @throws Error where something is missing */
export function complete(assignment: RegistrationAssignment): SavedDelegation {
  const read = savedDelegation(assignment);
  if (read.kind === 'incomplete') throw new Error(`${assignment.id ?? ''} lacks ${read.missing.join()}`);
  return read;
}
