import type { ArmError } from '../../arm/errors.ts';
import type { Authorization, EligibleAuthorization } from '../../arm/managedservices/models.ts';
import type { RemovalPermission } from '../removal/plan.ts';

/**
 * Whether the user may remove a delegation, by what Azure tells of permissions at the delegation's own scope, and what
 * there is to say about it. Locks, deny assignments and policies show in none of it.
 *
 * - `yes`: by what Microsoft documents ("Remove access to a delegation")
 * - `perhaps`: not by that, and yet an action matches the deletion
 * - `activateInPim`: not now, but the delegation has the delete role as an eligible authorization (`deleteRole.eligible`),
 *   which its principals can activate in Privileged Identity Management
 * - `no`: the user lacks `neededRoleId` at `scope`
 * - `unknown`: permissions could not be read
 */
export type RemovalJudgement = RemovalCircumstances &
  (
    | { readonly answer: Exclude<RemovalPermission, 'unknown'>; readonly error?: never }
    | { readonly answer: Extract<RemovalPermission, 'unknown'>; readonly error: ArmError }
  );

/** What counts for a removal beside the permissions. */
export interface RemovalCircumstances {
  /** Where the user works: in the tenant that manages, or in the customer's, that owns the subscription. */
  readonly side: 'managing' | 'customer';
  /** Where the permission is needed: the subscription or resource group that is delegated. */
  readonly scope: string;
  /**
   * GUID of the built-in role that allows it: the delete role on the managing side; Owner, or any other that may write
   * role assignments, on the customer's.
   */
  readonly neededRoleId: string;
  /** Who can remove it from the managing side by the delegation's own terms; undefined where Azure does not tell them. */
  readonly deleteRole: DeleteRoleHolders | undefined;
  /** Azure lists the subscription as `Disabled`, which makes it read-only for everybody. */
  readonly subscriptionDisabled: boolean;
}

/**
 * The authorizations of a delegation that grant the delete role. Where there are none, nobody of the managing tenant can
 * remove it, unless another delegation at the scope or above grants that role.
 */
export interface DeleteRoleHolders {
  readonly permanent: readonly Authorization[];
  readonly eligible: readonly EligibleAuthorization[];
}
