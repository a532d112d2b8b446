import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import type { RemovalTarget } from '../../../../src/delegations/removal/target.ts';

const subscriptionId = '0afefe50-734e-4610-8c82-a144aff49dea';
const name = '484a7d5f-9729-4b87-bc9b-26610985a013';
const scope = `/subscriptions/${subscriptionId}`;
const id = `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`;
const definitionId = `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions/26c128c2-fefa-4340-9bb1-8e081c90ada2`;

/** When the delegation that the tests remove was created, and one that has its id later or earlier. */
export const created = '2025-03-01T08:00:00.1234567Z';
export const later = '2025-06-15T10:30:00Z';
export const earlier = '2024-12-24T10:30:00Z';

/** What a body leaves out, or says instead. */
interface Variation {
  readonly createdAt?: string | undefined;
  readonly provisioningState?: string;
  readonly withoutDefinition?: boolean;
  /** GUID of a definition that says the same as the usual one. */
  readonly definitionName?: string;
  /** A principal that may read beside the usual ones. */
  readonly andTo?: string;
  /** With ids in capitals, which are the same to Azure. */
  readonly upperCase?: boolean;
}

/** The target, as a row of the tree with that creation date. */
export function target(createdAt: string | undefined = created): RemovalTarget {
  return { id, scope, name, subscriptionId, createdAt };
}

/** The target of a row that had no creation date. */
export const undatedTarget: RemovalTarget = { id, scope, name, subscriptionId };

/** The assignment, as Azure tells it. */
export function delegation(variation: Variation = {}): RegistrationAssignment {
  const { provisioningState = 'Succeeded', withoutDefinition = false } = variation;
  const createdAt = 'createdAt' in variation ? variation.createdAt : created;
  const ownDefinitionId = definitionId.replace(/[^/]+$/, (usual) => variation.definitionName ?? usual);
  return {
    id,
    name,
    properties: {
      registrationDefinitionId: variation.upperCase ? ownDefinitionId.toUpperCase() : ownDefinitionId,
      provisioningState,
      ...(withoutDefinition ? {} : { registrationDefinition: definitionWith(variation) }),
    },
    ...(createdAt === undefined ? {} : { systemData: { createdAt } }),
  };
}

export const deleting = (): RegistrationAssignment => delegation({ provisioningState: 'Deleting' });
export const undated = (): RegistrationAssignment => delegation({ createdAt: undefined });
export const successor = (): RegistrationAssignment => delegation({ createdAt: later });

const definition = {
  id: definitionId,
  properties: {
    registrationDefinitionName: 'Gold support',
    managedByTenantId: '83abe5cd-bcc3-441a-bd86-e6a75360cecc',
    manageeTenantId: '01c0bcd5-4f47-4e4b-b492-418b7e2a8854',
    authorizations: [
      {
        principalId: 'f98d86a2-4cc4-4e9d-ad47-b3e80a1bcdfc',
        principalIdDisplayName: 'Operators',
        roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
      },
    ],
    eligibleAuthorizations: [
      {
        principalId: '700bddf4-2c3b-4cd1-bb02-6a2c622524f4',
        roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
      },
    ],
  },
  plan: { name: 'gold', publisher: 'contoso', product: 'support', version: '1.0.0' },
};

function definitionWith({ andTo, upperCase = false }: Variation): typeof definition {
  const { authorizations, managedByTenantId } = definition.properties;
  const [usual] = authorizations;
  return {
    ...definition,
    properties: {
      ...definition.properties,
      managedByTenantId: upperCase ? managedByTenantId.toUpperCase() : managedByTenantId,
      authorizations: [
        ...authorizations,
        ...(andTo === undefined || !usual
          ? []
          : [{ ...usual, principalId: andTo, principalIdDisplayName: 'Others' }]),
      ],
    },
  };
}
