import { userAccessAdministratorRoleId, lighthouseSupport } from '../roles/lighthouseSupport.ts';
import type { Finding } from './finding.ts';
import { type Grant, placeOf } from './grant.ts';
import { identifierOf } from './identifier.ts';
import { ownerRoleId } from '../../delegations/roles.ts';
import type { RoleTable } from './roleTable.ts';

type Found = Omit<Finding, 'offer'>;

/** Whether a delegation may grant the role of an authorization, and in this way ("Role support for Azure Lighthouse"). */
export function checkRole({ entry, isEligible, role, knownRole }: Grant, table: RoleTable): readonly Found[] {
  if (role.kind !== 'guid') return [];
  const range = placeOf(entry.roleDefinitionId, entry);
  if (role.id === ownerRoleId)
    return [{ code: 'ownerRole', range, entry }, ...misplacedDelegatedRoles(entry)];
  if (role.id === userAccessAdministratorRoleId) {
    if (isEligible) return [{ code: 'eligibleUserAccessAdministrator', range, entry }];
    return delegatesNothing(entry) ? [{ code: 'missingDelegatedRoles', range, entry }] : [];
  }
  const support = knownRole && lighthouseSupport(knownRole);
  return [
    ...(support?.kind === 'dataActions' || support?.kind === 'bannedActions'
      ? [{ code: 'unsupportedRole', range, entry, subject: support.actions.slice(0, 3).join(', ') } as const]
      : []),
    ...(!knownRole && table.isComplete ? [{ code: 'customRole', range, entry } as const] : []),
    ...misplacedDelegatedRoles(entry),
  ];
}

/** Roles that a User Access Administrator may assign: every built-in one but Owner and itself. */
export function checkDelegatedRoles({ entry }: Grant): readonly Found[] {
  return entry.delegatedRoles.flatMap(({ node, value }): readonly Found[] => {
    const role = identifierOf(value);
    if (role.kind !== 'guid') return [];
    if (role.id === ownerRoleId) return [{ code: 'ownerRole', range: node, entry }];
    return role.id === userAccessAdministratorRoleId ? [{ code: 'unsupportedRole', range: node, entry }] : [];
  });
}

function delegatesNothing({ delegatedRoleDefinitionIds }: Grant['entry']): boolean {
  const value = delegatedRoleDefinitionIds?.value;
  return value === undefined || (value.kind === 'array' && value.items.length === 0);
}

/** An empty list delegates nothing, and is what Azure itself writes. */
function misplacedDelegatedRoles(entry: Grant['entry']): readonly Found[] {
  const field = entry.delegatedRoleDefinitionIds;
  if (!field || entry.delegatedRoles.length === 0) return [];
  return [{ code: 'misplacedDelegatedRoles', range: field.property.key, entry }];
}
