import { isDeleteRole, roleId } from '../../delegations/roles.ts';
import type { Authorization } from '../model/onboardingFile.ts';
import { textOf } from '../syntax/literal.ts';
import type { GrantArray } from './grantsIn.ts';

/** What an array of authorizations comes to. */
export interface GrantSummary {
  readonly kind: GrantArray['kind'];
  /** How many different ones there are, as far as that can be told. */
  readonly principals: number;
  readonly roles: number;
  /** Who can remove the delegation: names, or ids where there is none. */
  readonly deleteRoleHolders: readonly string[];
  /** Whether there is more than can be told. */
  readonly isPartial: boolean;
}

/** Counts what an array grants. */
export function grantSummary({ array, kind, isComplete }: GrantArray): GrantSummary {
  const { entries } = array;
  const principals = entries.map(({ principalId }) => textOf(principalId?.value)?.toLowerCase());
  const roles = entries.map(({ roleDefinitionId }) => textOf(roleDefinitionId?.value));
  const holders = entries.filter(({ roleDefinitionId }) => isDeleteRole(textOf(roleDefinitionId?.value)));
  return {
    kind,
    principals: countOf(principals),
    roles: countOf(roles.map((role) => role && roleId(role))),
    deleteRoleHolders: [...new Set(holders.map(holderName))],
    isPartial: !isComplete || principals.includes(undefined) || roles.includes(undefined),
  };
}

function countOf(values: readonly (string | undefined)[]): number {
  return new Set(values.filter((value) => value !== undefined)).size;
}

function holderName({ principalIdDisplayName, principalId }: Authorization): string {
  return textOf(principalIdDisplayName?.value) ?? textOf(principalId?.value) ?? '';
}
