import type {
  Authorization as LiveAuthorization,
  EligibleAuthorization as LiveEligible,
  RegistrationDefinition,
} from '../../arm/managedservices/models.ts';
import type { Grant } from '../../delegations/delegation.ts';
import { compareDefinitions, type DefinitionChange } from '../../delegations/restore/compareDefinitions.ts';
import { readTerms } from '../../delegations/restore/terms.ts';
import { roleId } from '../../delegations/roles.ts';
import type {
  AccessPolicy,
  Authorization,
  AuthorizationList,
  Field,
  Offer,
} from '../model/onboardingFile.ts';
import { textOf } from '../syntax/literal.ts';

/** An authorization that is not the same in a file and in Azure; undefined is where it is missing. */
export interface GrantDifference {
  readonly inFile: Grant | undefined;
  readonly inAzure: Grant | undefined;
}

/** How an offer of a file differs from a live definition. */
export interface OfferComparison {
  readonly differences: readonly GrantDifference[];
  /** Managing tenants, where the file tells its own and it is another one. */
  readonly otherTenant: { readonly inFile: string; readonly inAzure: string | undefined } | undefined;
  /** How many authorizations of the file have a principal or a role that cannot be told. */
  readonly unreadable: number;
  /** Whether the file may grant more than can be told, so that nothing is said about what it lacks. */
  readonly isPartial: boolean;
}

/**
 * Compares what an offer grants with a live definition. Of the file only what it says counts: what cannot be told is
 * taken for equal, and nothing is said about name and description.
 */
export function compareOffer(offer: Offer, live: RegistrationDefinition): OfferComparison {
  const terms = readTerms(live);
  const permanent = readList(offer.authorizations, (entry) => toPermanent(entry, terms.authorizations ?? []));
  const eligible = readList(offer.eligibleAuthorizations, (entry) =>
    toEligible(entry, terms.eligibleAuthorizations ?? []),
  );
  const managedByTenantId = textOf(offer.managedByTenantId?.value);
  const comparison = compareDefinitions(
    {
      ...live,
      properties: {
        ...terms,
        ...(managedByTenantId === undefined ? {} : { managedByTenantId }),
        authorizations: permanent.entries,
        eligibleAuthorizations: eligible.entries,
      },
    },
    live,
  );
  const changes = comparison.kind === 'changed' ? comparison.changes : [];
  const isPartial = permanent.isPartial || eligible.isPartial;
  return {
    differences: changes
      .flatMap(toDifference)
      .filter(
        ({ inFile, inAzure }) => inFile ?? !(inAzure?.kind === 'eligible' ? eligible : permanent).isPartial,
      ),
    otherTenant: changes.flatMap((change) =>
      change.field === 'managedByTenantId' ? [{ inFile: change.saved ?? '', inAzure: change.current }] : [],
    )[0],
    unreadable: permanent.unreadable + eligible.unreadable,
    isPartial,
  };
}

interface ReadList<T> {
  readonly entries: readonly T[];
  readonly unreadable: number;
  readonly isPartial: boolean;
}

function readList<T>(
  { arrays, complete }: AuthorizationList,
  read: (entry: Authorization) => T | undefined,
): ReadList<T> {
  const all = arrays.flatMap(({ entries }) => entries).map(read);
  const entries = all.filter((entry) => entry !== undefined);
  const unreadable = all.length - entries.length;
  return { entries, unreadable, isPartial: !complete || unreadable > 0 };
}

function toPermanent(
  entry: Authorization,
  live: readonly LiveAuthorization[],
): LiveAuthorization | undefined {
  const grant = principalAndRole(entry);
  if (!grant) return undefined;
  const like = live.find((other) => isLike(other, grant));
  const delegated = entry.delegatedRoles.map(({ value }) => textOf(value));
  const isToldInFull =
    entry.delegatedRoleDefinitionIds?.value.kind !== 'expression' && !delegated.includes(undefined);
  return {
    ...grant,
    ...displayName(entry.principalIdDisplayName, like),
    ...optional(
      'delegatedRoleDefinitionIds',
      isToldInFull
        ? entry.delegatedRoleDefinitionIds && delegated.filter((id) => id !== undefined)
        : like?.delegatedRoleDefinitionIds,
    ),
  };
}

function toEligible(entry: Authorization, live: readonly LiveEligible[]): LiveEligible | undefined {
  const grant = principalAndRole(entry);
  if (!grant) return undefined;
  const like = live.find((other) => isLike(other, grant));
  const policy = entry.justInTimeAccessPolicy;
  return {
    ...grant,
    ...displayName(entry.principalIdDisplayName, like),
    ...optional('justInTimeAccessPolicy', policy && toPolicy(policy, like?.justInTimeAccessPolicy)),
  };
}

type LivePolicy = NonNullable<LiveEligible['justInTimeAccessPolicy']>;

function toPolicy(policy: AccessPolicy, like: LivePolicy | undefined): LivePolicy {
  if (policy.field.value.kind === 'expression') return like ?? { multiFactorAuthProvider: 'None' };
  const approvers = policy.approvers.map(({ principalId, principalIdDisplayName }) => {
    const id = textOf(principalId?.value);
    return id === undefined
      ? undefined
      : { principalId: id, ...displayName(principalIdDisplayName, undefined) };
  });
  const isTold =
    policy.managedByTenantApprovers?.value.kind !== 'expression' && !approvers.includes(undefined);
  return {
    multiFactorAuthProvider:
      toldText(policy.multiFactorAuthProvider, like?.multiFactorAuthProvider) ?? 'None',
    ...optional(
      'maximumActivationDuration',
      toldText(policy.maximumActivationDuration, like?.maximumActivationDuration),
    ),
    ...optional(
      'managedByTenantApprovers',
      isTold
        ? policy.managedByTenantApprovers && approvers.filter((approver) => approver !== undefined)
        : like?.managedByTenantApprovers,
    ),
  };
}

/** The text of a field; what Azure has where the file's cannot be told. */
function toldText(field: Field | undefined, inAzure: string | undefined): string | undefined {
  return field?.value.kind === 'expression' ? inAzure : textOf(field?.value);
}

function displayName(
  field: Field | undefined,
  like: Pick<LiveAuthorization, 'principalIdDisplayName'> | undefined,
): Pick<LiveAuthorization, 'principalIdDisplayName'> {
  return optional('principalIdDisplayName', toldText(field, like?.principalIdDisplayName));
}

/** A property, or none where it has no value. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Readonly<Partial<Record<Name, Value>>> {
  return Object.fromEntries(value === undefined ? [] : [[name, value]]) as Readonly<
    Partial<Record<Name, Value>>
  >;
}

type PrincipalAndRole = Pick<LiveAuthorization, 'principalId' | 'roleDefinitionId'>;

function principalAndRole(entry: Authorization): PrincipalAndRole | undefined {
  const principalId = textOf(entry.principalId?.value);
  const roleDefinitionId = textOf(entry.roleDefinitionId?.value);
  return principalId === undefined || roleDefinitionId === undefined
    ? undefined
    : { principalId, roleDefinitionId };
}

function isLike(a: PrincipalAndRole, b: PrincipalAndRole): boolean {
  return (
    a.principalId.toLowerCase() === b.principalId.toLowerCase() &&
    roleId(a.roleDefinitionId) === roleId(b.roleDefinitionId)
  );
}

function toDifference(change: DefinitionChange): readonly GrantDifference[] {
  switch (change.field) {
    case 'authorizations':
      return [
        {
          inFile: change.saved && { kind: 'permanent', authorization: change.saved },
          inAzure: change.current && { kind: 'permanent', authorization: change.current },
        },
      ];
    case 'eligibleAuthorizations':
      return [
        {
          inFile: change.saved && { kind: 'eligible', authorization: change.saved },
          inAzure: change.current && { kind: 'eligible', authorization: change.current },
        },
      ];
    default:
      return [];
  }
}
