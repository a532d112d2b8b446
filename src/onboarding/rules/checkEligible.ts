import type { AccessPolicy, Field } from '../model/onboardingFile.ts';
import type { LiteralNode } from '../syntax/literal.ts';
import { isActivationDuration, longestActivation, minutesOf } from './activationDuration.ts';
import type { Finding } from './finding.ts';
import { type Grant, placeOf } from './grant.ts';

type Found = Omit<Finding, 'offer'>;

const mostApprovers = 10;

/** What an eligible authorization must have by itself ("Create eligible authorizations"). */
export function checkEligible({ entry }: Grant): readonly Found[] {
  const name = entry.principalIdDisplayName;
  const isNameless = !name || (name.value.kind === 'string' && name.value.value.trim() === '');
  const { justInTimeAccessPolicy: policy } = entry;
  return [
    ...(isNameless
      ? [{ code: 'eligibleWithoutName', range: placeOf(name ?? entry.principalId, entry), entry } as const]
      : []),
    ...(policy
      ? [...checkDuration(policy), ...checkApprovers(policy)].map((found) => ({ ...found, entry }))
      : []),
  ];
}

/** Eligible authorizations of one role that do not share one policy. */
export function checkPolicies(eligible: readonly Grant[]): readonly Found[] {
  const first = new Map<string, { readonly policy: string; readonly grant: Grant }>();
  return eligible.flatMap((grant): readonly Found[] => {
    const policy = policyText(grant.entry.justInTimeAccessPolicy);
    if (grant.role.kind !== 'guid' || policy === undefined) return [];
    const before = first.get(grant.role.id);
    if (!before) first.set(grant.role.id, { policy, grant });
    if (!before || before.policy === policy) return [];
    return [
      {
        code: 'differentPolicies',
        range: policyPlace(grant),
        entry: grant.entry,
        related: [policyPlace(before.grant)],
      },
    ];
  });
}

function checkDuration({ maximumActivationDuration: field }: AccessPolicy): readonly Found[] {
  if (!field || field.value.kind === 'expression') return [];
  const duration = field.value.kind === 'string' ? field.value.value : undefined;
  if (duration !== undefined && isActivationDuration(duration)) return [];
  return [
    {
      code: 'activationDuration',
      range: field.property.value,
      ...(duration === undefined ? {} : { subject: duration }),
    },
  ];
}

function checkApprovers({ managedByTenantApprovers: field }: AccessPolicy): readonly Found[] {
  const count = field?.value.kind === 'array' ? field.value.items.length : 0;
  return field && count > mostApprovers
    ? [{ code: 'tooManyApprovers', range: field.property.key, subject: String(count) }]
    : [];
}

/** A policy in one form, the same for all that mean the same; undefined where something of it cannot be told. */
function policyText(policy: AccessPolicy | undefined): string | undefined {
  if (policy && policy.field.value.kind !== 'object') return undefined;
  const factor = textOr(policy?.multiFactorAuthProvider, 'None');
  const duration = textOr(policy?.maximumActivationDuration, `PT${longestActivation / 60}H`);
  const approvers = approversText(policy);
  if (factor === undefined || duration === undefined || approvers === undefined) return undefined;
  return [factor.toLowerCase(), minutesOf(duration) ?? duration, ...approvers].join('\n');
}

function approversText(policy: AccessPolicy | undefined): readonly string[] | undefined {
  const field = policy?.managedByTenantApprovers;
  if (!field) return [];
  const ids = policy.approvers.map(({ principalId }) => textOr(principalId, ''));
  if (field.value.kind !== 'array' || ids.length !== field.value.items.length) return undefined;
  return ids.every((id) => id !== undefined) ? ids.map((id) => id.toLowerCase()).toSorted() : undefined;
}

/** The text of a field, or the default of one that is absent; undefined where nobody can tell. */
function textOr(field: Field | undefined, otherwise: string): string | undefined {
  const value: LiteralNode | undefined = field?.value;
  if (value === undefined) return otherwise;
  return value.kind === 'string' ? value.value : undefined;
}

function policyPlace({ entry }: Grant) {
  return entry.justInTimeAccessPolicy?.field.property.key ?? placeOf(entry.roleDefinitionId, entry);
}
