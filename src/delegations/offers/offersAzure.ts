import type { ArmConnection } from '../../arm/connection.ts';
import { registrationDefinitionId, scopeOf } from '../../arm/resourceIds.ts';
import type { RegistrationAssignment, RegistrationDefinition } from '../../arm/managedservices/models.ts';
import { toArmError } from '../../arm/toArmError.ts';
import { readAll } from '../readAll.ts';

/** What the removal of unused offers needs of Azure Resource Manager. Everything throws ArmError. */
export interface OffersAzure {
  /** The definitions of a subscription, used or not, of every managing tenant. */
  definitions(subscriptionId: string, signal: AbortSignal): Promise<readonly RegistrationDefinition[]>;
  /** Its assignments and those of its resource groups, of every managing tenant. */
  assignments(subscriptionId: string, signal: AbortSignal): Promise<readonly RegistrationAssignment[]>;
  readDefinition(scope: string, name: string, signal: AbortSignal): Promise<RegistrationDefinition>;
  /** Resolves when Azure says that it is deleted, or never was. */
  deleteDefinition(scope: string, name: string, signal: AbortSignal): Promise<void>;
}

/** The same over one connection. */
export function offersAzure({ managedServices }: ArmConnection): OffersAzure {
  const { registrationAssignments, registrationDefinitions } = managedServices;
  return {
    definitions: (subscriptionId, abortSignal) => {
      const scope = scopeOf(subscriptionId);
      return readAll(scope, registrationDefinitions.list(scope, { abortSignal }));
    },
    assignments: (subscriptionId, abortSignal) => {
      const scope = scopeOf(subscriptionId);
      return readAll(scope, registrationAssignments.list(scope, { abortSignal }));
    },
    readDefinition: (scope, name, abortSignal) =>
      orArmError(registrationDefinitionId(scope, name), () =>
        registrationDefinitions.get(scope, name, { abortSignal }),
      ),
    deleteDefinition: (scope, name, abortSignal) =>
      orArmError(registrationDefinitionId(scope, name), () =>
        registrationDefinitions.delete(scope, name, { abortSignal }),
      ),
  };
}

async function orArmError<T>(scope: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toArmError(error, scope);
  }
}
