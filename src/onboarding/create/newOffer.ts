import type {
  Authorization,
  EligibleAuthorization,
  JustInTimeAccessPolicy,
} from '../../arm/managedservices/models.ts';
import { deleteRoleId } from '../../delegations/roles.ts';
import { userAccessAdministratorRoleId } from '../roles/lighthouseSupport.ts';

/** What somebody wants to offer to a customer. */
export interface NewOffer {
  readonly managingTenantId: string;
  readonly name: string;
  readonly scope: NewOfferScope;
  readonly principals: readonly NewPrincipal[];
}

/** What the customer delegates: the subscription that the template is deployed to, or one of its resource groups. */
export type NewOfferScope =
  { readonly kind: 'subscription' } | { readonly kind: 'resourceGroup'; readonly name: string };

/** A principal of the managing tenant and what it is to hold. Ids are GUIDs. */
export interface NewPrincipal {
  readonly id: string;
  readonly displayName: string;
  readonly roleIds: readonly string[];
  /** Roles that a User Access Administrator may assign to managed identities; ignored without that role. */
  readonly delegatedRoleIds: readonly string[];
  /** Whether roles are activated just in time, but for those that {@link isAlwaysPermanent} names. */
  readonly isEligible: boolean;
}

/** What the definition of an offer grants. */
export interface OfferGrants {
  readonly authorizations: readonly Authorization[];
  readonly eligibleAuthorizations: readonly EligibleAuthorization[];
}

export const readerRoleId = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

/** The terms that Microsoft recommends for privileged roles: multifactor authentication; eight hours are the default. */
export const recommendedPolicy: JustInTimeAccessPolicy = {
  multiFactorAuthProvider: 'Azure',
  maximumActivationDuration: 'PT8H',
};

/**
 * Whether a role is never eligible: Reader, without which nobody sees the delegation to activate anything; the delete
 * role, which is the way out; User Access Administrator, which Azure does not allow ("Create eligible authorizations").
 */
export function isAlwaysPermanent(roleId: string): boolean {
  return [readerRoleId, deleteRoleId, userAccessAdministratorRoleId].includes(roleId);
}

/** The grants of an offer. Whoever holds something eligible gets a permanent Reader beside it. */
export function grantsOfOffer({ principals }: NewOffer): OfferGrants {
  return {
    authorizations: principals.flatMap((principal) =>
      permanentRoles(principal).map((roleDefinitionId) => ({
        principalId: principal.id,
        principalIdDisplayName: principal.displayName,
        roleDefinitionId,
        ...(roleDefinitionId === userAccessAdministratorRoleId
          ? { delegatedRoleDefinitionIds: principal.delegatedRoleIds }
          : {}),
      })),
    ),
    eligibleAuthorizations: principals.flatMap((principal) =>
      eligibleRoles(principal).map((roleDefinitionId) => ({
        principalId: principal.id,
        principalIdDisplayName: principal.displayName,
        roleDefinitionId,
        justInTimeAccessPolicy: recommendedPolicy,
      })),
    ),
  };
}

function eligibleRoles({ isEligible, roleIds }: NewPrincipal): readonly string[] {
  return isEligible ? roleIds.filter((role) => !isAlwaysPermanent(role)) : [];
}

function permanentRoles(principal: NewPrincipal): readonly string[] {
  const eligible = eligibleRoles(principal);
  const permanent = principal.roleIds.filter((role) => !eligible.includes(role));
  return eligible.length > 0 && !permanent.includes(readerRoleId) ? [readerRoleId, ...permanent] : permanent;
}
