import { ownerRoleId } from '../../delegations/roles.ts';
import type { BuiltInRole } from './builtInRoles.ts';

/** The role that may assign others; in a delegation to managed identities alone, and only roles that it names. */
export const userAccessAdministratorRoleId = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';

/** Whether a delegation may grant a role, and else why not. */
export type LighthouseSupport =
  | { readonly kind: 'supported' }
  /** With `delegatedRoleDefinitionIds`, and not as an eligible authorization. */
  | { readonly kind: 'withDelegatedRoles' }
  | { readonly kind: 'owner' }
  | { readonly kind: 'dataActions'; readonly actions: readonly string[] }
  | { readonly kind: 'bannedActions'; readonly actions: readonly string[] };

/**
 * Whether a delegation may grant a built-in role ("Tenants, users, and roles in Azure Lighthouse scenarios", Role support
 * for Azure Lighthouse).
 */
export function lighthouseSupport({
  id,
  actions,
  dataActions,
}: Pick<BuiltInRole, 'id' | 'actions' | 'dataActions'>): LighthouseSupport {
  if (id === ownerRoleId) return { kind: 'owner' };
  if (id === userAccessAdministratorRoleId) return { kind: 'withDelegatedRoles' };
  if (dataActions.length > 0) return { kind: 'dataActions', actions: dataActions };
  const banned = actions.filter((action) => bannedActions.has(action.toLowerCase()));
  return banned.length > 0 ? { kind: 'bannedActions', actions: banned } : { kind: 'supported' };
}

/** Lower case. */
const bannedActions: ReadonlySet<string> = new Set([
  '*/write',
  '*/delete',
  'microsoft.authorization/*',
  'microsoft.authorization/*/write',
  'microsoft.authorization/*/delete',
  ...['roleassignments', 'roledefinitions', 'classicadministrators', 'locks', 'denyassignments'].flatMap(
    (type) => [`microsoft.authorization/${type}/write`, `microsoft.authorization/${type}/delete`],
  ),
]);
