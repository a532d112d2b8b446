import type {
  Authorization,
  EligibleApprover,
  EligibleAuthorization,
  JustInTimeAccessPolicy,
  Plan,
  RegistrationDefinition,
} from '../../arm/managedservices/models.ts';
import { activationMinutes } from './activationMinutes.ts';
import { readTerms } from './terms.ts';

/** What became of a definition since it was saved. */
export type DefinitionComparison =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly changes: readonly DefinitionChange[] }
  | { readonly kind: 'gone' };

/**
 * One thing that is not as it was: undefined is what was not there, or is not any more. An authorization that the same
 * principal and role have on both sides is one change, with both of them.
 */
export type DefinitionChange =
  | Change<'registrationDefinitionName' | 'description' | 'managedByTenantId', string>
  | Change<'authorizations', Authorization>
  | Change<'eligibleAuthorizations', EligibleAuthorization>
  | Change<'plan', Plan>;

interface Change<Field extends string, Value> {
  readonly field: Field;
  readonly saved: Value | undefined;
  readonly current: Value | undefined;
}

/**
 * Compares a definition that was saved with the one that has its id now. What Azure says of it by itself (names of
 * tenants, state, dates) does not count, nor do the letter case of ids and the order of authorizations; what is left out
 * is the same as nothing, and as what the specification names as its default.
 */
export function compareDefinitions(
  saved: RegistrationDefinition,
  current: RegistrationDefinition | undefined,
): DefinitionComparison {
  if (!current) return { kind: 'gone' };
  const before = readTerms(saved);
  const now = readTerms(current);
  const changes: readonly DefinitionChange[] = [
    ...compared(
      'registrationDefinitionName',
      before.registrationDefinitionName,
      now.registrationDefinitionName,
      text,
    ),
    ...compared('description', before.description, now.description, text),
    ...compared('managedByTenantId', before.managedByTenantId, now.managedByTenantId, anyCase),
    ...comparedEntries('authorizations', before.authorizations, now.authorizations, permanentTerms),
    ...comparedEntries(
      'eligibleAuthorizations',
      before.eligibleAuthorizations,
      now.eligibleAuthorizations,
      eligibleTerms,
    ),
    ...compared('plan', saved.plan, current.plan, planTerms),
  ];
  return changes.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', changes };
}

/** What two values have in common when nothing that counts tells them apart. */
type Essence<Value> = (value: Value | undefined) => string;

function compared<Field extends string, Value>(
  field: Field,
  saved: Value | undefined,
  current: Value | undefined,
  essence: Essence<Value>,
): readonly Change<Field, Value>[] {
  return essence(saved) === essence(current) ? [] : [{ field, saved, current }];
}

/** Pairs what is equal first, then what the same principal and role have; the rest came or went. */
function comparedEntries<Field extends string, Entry extends Grant>(
  field: Field,
  saved: readonly Entry[] = [],
  current: readonly Entry[] = [],
  essence: (entry: Entry) => string,
): readonly Change<Field, Entry>[] {
  const unpaired = [...current];
  const takeLike = (entry: Entry, key: (entry: Entry) => string): Entry | undefined => {
    const position = unpaired.findIndex((other) => key(other) === key(entry));
    return position < 0 ? undefined : unpaired.splice(position, 1)[0];
  };
  const different = saved.filter((entry) => takeLike(entry, essence) === undefined);
  const changedOrGone = different.map((entry) => ({
    field,
    saved: entry,
    current: takeLike(entry, principalAndRole),
  }));
  return [...changedOrGone, ...unpaired.map((entry) => ({ field, saved: undefined, current: entry }))];
}

type Grant = Pick<Authorization, 'principalId' | 'roleDefinitionId'>;

function principalAndRole({ principalId, roleDefinitionId }: Grant): string {
  return `${anyCase(principalId)} ${roleKey(roleDefinitionId)}`;
}

function permanentTerms(entry: Authorization): string {
  const roles = (entry.delegatedRoleDefinitionIds ?? []).map(roleKey);
  return JSON.stringify([principalAndRole(entry), text(entry.principalIdDisplayName), roles.toSorted()]);
}

function eligibleTerms(entry: EligibleAuthorization): string {
  return JSON.stringify([
    principalAndRole(entry),
    text(entry.principalIdDisplayName),
    policyTerms(entry.justInTimeAccessPolicy),
  ]);
}

/** By default as in the specification: no multifactor authentication, eight hours, no approvers. */
function policyTerms(policy: Partial<JustInTimeAccessPolicy> = {}): string {
  const { multiFactorAuthProvider = 'None', maximumActivationDuration = 'PT8H' } = policy;
  const approver = ({ principalId, principalIdDisplayName }: EligibleApprover): string =>
    JSON.stringify([anyCase(principalId), text(principalIdDisplayName)]);
  return JSON.stringify([
    anyCase(multiFactorAuthProvider),
    activationMinutes(maximumActivationDuration) ?? maximumActivationDuration,
    (policy.managedByTenantApprovers ?? []).map(approver).toSorted(),
  ]);
}

function planTerms(plan: Plan | undefined): string {
  return plan ? JSON.stringify([plan.publisher, plan.product, plan.name, plan.version]) : '';
}

/** A role is a GUID, or a resource id that ends in one. */
function roleKey(roleDefinitionId: string): string {
  return anyCase(roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1));
}

function anyCase(id: string | undefined): string {
  return text(id).toLowerCase();
}

function text(value: string | undefined): string {
  return value ?? '';
}
