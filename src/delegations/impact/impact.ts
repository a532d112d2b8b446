import type { Authorization, EligibleAuthorization, Plan } from '../../arm/managedservices/models.ts';
import type { Delegation, Grant } from '../delegation.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';

/** What the removal of one delegation or several takes away, as far as what is known tells. */
export interface Impact {
  /** Who loses what. */
  readonly losses: readonly PrincipalLoss[];
  /** Delegations to be removed of which Azure does not tell who holds what. */
  readonly untold: readonly Delegation[];
  /** What delegations that stay would lose with it. */
  readonly overlaps: readonly Overlap[];
  /**
   * The same between the delegations to be removed: what those that are still there would lose with the first ones.
   * Where that is the delete role, its users may then not remove them any more.
   */
  readonly overlapsWithin: readonly Overlap[];
  /** Delegations that stay, beside one that goes, of which Azure does not tell whether they overlap. */
  readonly uncompared: readonly Delegation[];
  /** The subscriptions that the user may lose sight of. */
  readonly sightEndings: readonly SightEnding[];
  /** The ids of registration definitions that no delegation uses afterwards, as Azure wrote them. */
  readonly unusedDefinitionIds: readonly string[];
  /** The delegations to be removed that were bought as a Marketplace offer. */
  readonly marketplaceOffers: readonly MarketplaceOffer[];
}

/** Everything that one principal of a managing tenant loses. */
export interface PrincipalLoss {
  /** Lower case; empty where Azure does not tell it. */
  readonly principalId: string;
  readonly grants: readonly LostGrant[];
}

/** A grant, and the delegation that it goes with, which tells the scope. */
export interface LostGrant {
  readonly grant: Grant;
  readonly delegation: Delegation;
}

/**
 * What a delegation has in common with others of the same managing tenant on the same subscription, its resource
 * groups included: with their removal it may lose that, until it is onboarded again (Microsoft's "Remove access to a
 * delegation").
 */
export interface Overlap {
  /** The one that loses something. */
  readonly delegation: Delegation;
  /** Those to be removed that it shares something with. */
  readonly sharedWith: readonly Delegation[];
  /** Principal and role are the same: documented to be lost. */
  readonly authorizations: readonly Authorization[];
  /** The same of eligible authorizations, of which the documentation says nothing. */
  readonly eligibleAuthorizations: readonly EligibleAuthorization[];
}

/** A subscription that the users of a managing tenant have no permanent access to afterwards. */
export interface SightEnding {
  readonly row: DelegatedSubscription;
  /** False where delegations are left, but none of them gives permanent access any more. */
  readonly isLastDelegation: boolean;
}

export interface MarketplaceOffer {
  readonly delegation: Delegation;
  readonly plan: Plan;
}
