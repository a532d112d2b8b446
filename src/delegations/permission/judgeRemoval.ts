import type { Permission } from '../../arm/authorization/models.ts';
import type { ArmError } from '../../arm/errors.ts';
import { type Delegation, termsOf } from '../delegation.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';
import { deleteRoleId, isDeleteRole, ownerRoleId } from '../roles.ts';
import { isAllowed } from './isAllowed.ts';
import type { DeleteRoleHolders, RemovalCircumstances, RemovalJudgement } from './removalJudgement.ts';

const namespace = 'microsoft.managedservices/';
const deletion = 'Microsoft.ManagedServices/registrationAssignments/delete';
const writingRoleAssignments = 'Microsoft.Authorization/roleAssignments/write';

/** The permissions at a delegation's own scope, or why they could not be read. */
export type PermissionsRead =
  | { readonly permissions: readonly Permission[]; readonly error?: never }
  | { readonly error: ArmError; readonly permissions?: never };

/**
 * Judges whether the user may remove a delegation.
 *
 * Microsoft names what allows it: on the managing side the *Managed Services Registration Assignment Delete Role*, on
 * the customer's a role with `Microsoft.Authorization/roleAssignments/write` ("Remove access to a delegation"). What
 * the rule of wildcards allows beyond that, such as Contributor's `*`, is only a perhaps.
 *
 * @param row what the delegation hangs below: the side of the user, and the state of the subscription
 */
export function judgeRemoval(
  row: Pick<DelegatedSubscription, 'direction' | 'subscription'>,
  delegation: Pick<Delegation, 'scope' | 'assignment'>,
  { permissions, error }: PermissionsRead,
): RemovalJudgement {
  const circumstances = circumstancesOf(row, delegation);
  if (error) return { ...circumstances, answer: 'unknown', error };
  const { side, deleteRole } = circumstances;
  const isDocumented =
    side === 'managing'
      ? isAllowed(deletion, permissions.map(namedOutright))
      : isAllowed(writingRoleAssignments, permissions);
  if (isDocumented) return { ...circumstances, answer: 'yes' };
  if (isAllowed(deletion, permissions)) return { ...circumstances, answer: 'perhaps' };
  const canActivate = side === 'managing' && deleteRole !== undefined && deleteRole.eligible.length > 0;
  return { ...circumstances, answer: canActivate ? 'activateInPim' : 'no' };
}

function circumstancesOf(
  { direction, subscription }: Pick<DelegatedSubscription, 'direction' | 'subscription'>,
  delegation: Pick<Delegation, 'scope' | 'assignment'>,
): RemovalCircumstances {
  const managing = direction === 'outgoing';
  return {
    side: managing ? 'managing' : 'customer',
    scope: delegation.scope,
    neededRoleId: managing ? deleteRoleId : ownerRoleId,
    deleteRole: deleteRoleHolders(delegation),
    subscriptionDisabled: /^disabled$/i.test(subscription.state ?? ''),
  };
}

function deleteRoleHolders(delegation: Pick<Delegation, 'assignment'>): DeleteRoleHolders | undefined {
  const { authorizations, eligibleAuthorizations = [] } = termsOf(delegation);
  const grantsIt = ({ roleDefinitionId }: { readonly roleDefinitionId: string }): boolean =>
    isDeleteRole(roleDefinitionId);
  return (
    authorizations && {
      permanent: authorizations.filter(grantsIt),
      eligible: eligibleAuthorizations.filter(grantsIt),
    }
  );
}

/** An entry with those of its actions only that name the provider of the deletion. */
function namedOutright(entry: Permission): Permission {
  return {
    ...entry,
    actions: (entry.actions ?? []).filter((action) => action.toLowerCase().startsWith(namespace)),
  };
}
