import { actionMatches } from '../actions.ts';
import { builtInRoles } from '../builtInRoles.ts';
import { roleGuid } from '../grants.ts';
import type { PutProperties } from './putBody.ts';

const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const userAccessAdministrator = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const restricted: readonly string[] = [
  'roleAssignments',
  'roleDefinitions',
  'classicAdministrators',
  'locks',
  'denyAssignments',
].flatMap((type) => [`Microsoft.Authorization/${type}/write`, `Microsoft.Authorization/${type}/delete`]);

/**
 * Why the service does not take an offer, or nothing. Documented by Microsoft in "Tenants, users, and roles in
 * Azure Lighthouse scenarios": no Owner, no custom roles, no roles with data actions or power over
 * authorization, User Access Administrator only for delegated roles and never as eligible.
 */
export function offerProblem(
  properties: PutProperties,
  name: string,
  apiVersion: string,
): string | undefined {
  const { managedByTenantId, authorizations, eligibleAuthorizations } = properties;
  if (typeof managedByTenantId !== 'string' || !guid.test(managedByTenantId))
    return `The managed by tenant id of registration definition '${name}' is missing or not valid.`;
  if (!Array.isArray(authorizations))
    return `The authorizations of registration definition '${name}' are missing.`;
  if (eligibleAuthorizations !== undefined && !Array.isArray(eligibleAuthorizations))
    return `The eligible authorizations of registration definition '${name}' are not valid.`;
  if (eligibleAuthorizations !== undefined && apiVersion === '2019-06-01')
    return "Managed services operations with eligible authorizations are only allowed with api-version greater and equal to '2020-02-01-preview'.";
  const eligible: readonly unknown[] = Array.isArray(eligibleAuthorizations) ? eligibleAuthorizations : [];
  for (const entry of authorizations as readonly unknown[]) {
    const problem = entryProblem(entry, name, false);
    if (problem !== undefined) return problem;
  }
  return eligible.map((entry) => entryProblem(entry, name, true)).find((problem) => problem !== undefined);
}

function entryProblem(entry: unknown, name: string, eligible: boolean): string | undefined {
  const { principalId, roleDefinitionId, delegatedRoleDefinitionIds } = (entry ?? {}) as Partial<
    Record<string, unknown>
  >;
  if (typeof principalId !== 'string' || !guid.test(principalId))
    return `A principal id of registration definition '${name}' is missing or not valid.`;
  const role = builtInRoles.find(
    ({ id }) => typeof roleDefinitionId === 'string' && id === roleGuid(roleDefinitionId),
  );
  if (role === undefined)
    return `The role definition '${String(roleDefinitionId)}' is not valid for registration definition '${name}'. Only built in role definitions are allowed.`;
  if (role.id === owner) return `The role definition '${role.id}' is restricted for registration.`;
  if (
    role.permissions.some(({ dataActions, notDataActions }) => [...dataActions, ...notDataActions].length > 0)
  )
    return `The role definition '${role.id}' with data actions not allowed for registration definition '${name}'. Only built in role definitions without any data and notData actions are allowed.`;
  if (role.id === userAccessAdministrator) {
    const delegated: readonly unknown[] = Array.isArray(delegatedRoleDefinitionIds)
      ? delegatedRoleDefinitionIds
      : [];
    return eligible || delegated.length === 0
      ? `The role definition '${role.id}' is only allowed with delegated role definition ids for registration definition '${name}'.`
      : undefined;
  }
  return role.permissions.some(({ actions }) => actions.some(isRestricted))
    ? `The role definition '${role.id}' is not allowed for registration definition '${name}' because of restricted actions.`
    : undefined;
}

/** Contributor's lone `*` is allowed, since its notActions take the authorization out again. */
function isRestricted(action: string): boolean {
  return (
    action !== '*' &&
    (['*/write', '*/delete'].includes(action.toLowerCase()) ||
      restricted.some((operation) => actionMatches(action, operation)))
  );
}
