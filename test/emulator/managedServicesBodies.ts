import type { RegistrationAssignment, RegistrationDefinition } from './world.ts';

/** How bodies are wanted. */
export interface BodyOptions {
  readonly apiVersion: string;
  /** Whether ids are spelled differently from the world. */
  readonly upperCaseIds: boolean;
}

/** The REST body of a definition. Eligible authorizations came with a later api-version than 2019-06-01. */
export function definitionBody(definition: RegistrationDefinition, options: BodyOptions): unknown {
  const { eligibleAuthorizations, ...properties } = definition.properties;
  const eligible = eligibleAuthorizations?.map((entry) => ({ ...entry, active: undefined }));
  const isKnown = eligible !== undefined && options.apiVersion !== '2019-06-01';
  return {
    properties: isKnown ? { ...properties, eligibleAuthorizations: eligible } : properties,
    ...(definition.plan === undefined ? {} : { plan: definition.plan }),
    ...identity(definition.id, 'registrationDefinitions', options),
    ...(definition.systemData === undefined ? {} : { systemData: definition.systemData }),
  };
}

/** The REST body of an assignment, with its definition where that is given. */
export function assignmentBody(
  assignment: RegistrationAssignment,
  definition: RegistrationDefinition | undefined,
  options: BodyOptions,
): unknown {
  return {
    properties:
      definition === undefined
        ? assignment.properties
        : { ...assignment.properties, registrationDefinition: definitionBody(definition, options) },
    ...identity(assignment.id, 'registrationAssignments', options),
    ...(assignment.systemData === undefined ? {} : { systemData: assignment.systemData }),
  };
}

function identity(id: string, type: string, { upperCaseIds }: BodyOptions): object {
  const name = id.split('/').at(-1) ?? '';
  return {
    id: upperCaseIds ? id.toUpperCase() : id,
    type: `Microsoft.ManagedServices/${type}`,
    name: upperCaseIds ? name.toUpperCase() : name,
  };
}
