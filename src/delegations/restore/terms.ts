import type {
  Authorization,
  EligibleApprover,
  EligibleAuthorization,
  JustInTimeAccessPolicy,
  RegistrationDefinition,
  RegistrationDefinitionProperties,
} from '../../arm/managedservices/models.ts';

/** What of a definition a deployment may say; the rest of its properties Azure says itself. */
export type Terms = Pick<
  RegistrationDefinitionProperties,
  | 'registrationDefinitionName'
  | 'description'
  | 'managedByTenantId'
  | 'authorizations'
  | 'eligibleAuthorizations'
>;

/**
 * The terms of a definition, with nothing beside what the specification lists. What is missing, or null, or of another
 * kind than specified, is missing here; a list is, where one of its entries lacks what it must have.
 */
export function readTerms(definition: RegistrationDefinition | undefined): Terms {
  const properties = fieldsOf(definition?.properties);
  return present<Terms>({
    registrationDefinitionName: text(properties.registrationDefinitionName),
    description: text(properties.description),
    managedByTenantId: text(properties.managedByTenantId),
    authorizations: list(properties.authorizations, authorization),
    eligibleAuthorizations: list(properties.eligibleAuthorizations, eligibleAuthorization),
  });
}

function authorization(value: unknown): Authorization | undefined {
  const { principalId, roleDefinitionId, ...fields } = fieldsOf(value);
  if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string') return undefined;
  return present<Authorization>({
    principalId,
    principalIdDisplayName: text(fields.principalIdDisplayName),
    roleDefinitionId,
    delegatedRoleDefinitionIds: list(fields.delegatedRoleDefinitionIds, text),
  });
}

function eligibleAuthorization(value: unknown): EligibleAuthorization | undefined {
  const { principalId, roleDefinitionId, ...fields } = fieldsOf(value);
  if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string') return undefined;
  return present<EligibleAuthorization>({
    principalId,
    principalIdDisplayName: text(fields.principalIdDisplayName),
    roleDefinitionId,
    justInTimeAccessPolicy: policy(fields.justInTimeAccessPolicy),
  });
}

function policy(value: unknown): JustInTimeAccessPolicy | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = fieldsOf(value);
  return present<JustInTimeAccessPolicy>({
    // The specification demands it, and names what it is by default.
    multiFactorAuthProvider: text(fields.multiFactorAuthProvider) ?? 'None',
    maximumActivationDuration: text(fields.maximumActivationDuration),
    managedByTenantApprovers: list(fields.managedByTenantApprovers, approver),
  });
}

function approver(value: unknown): EligibleApprover | undefined {
  const { principalId, principalIdDisplayName } = fieldsOf(value);
  if (typeof principalId !== 'string') return undefined;
  return present<EligibleApprover>({ principalId, principalIdDisplayName: text(principalIdDisplayName) });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function list<T>(value: unknown, read: (entry: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function present<T extends object>(fields: { readonly [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
