import { resourceKey } from '../../arm/resourceIds.ts';
import type { Delegation } from '../delegation.ts';
import type { Impact, Overlap } from '../impact/impact.ts';
import { roleId } from '../roles.ts';

/** What a removal takes away, as plain data. Ids are in lower case. */
export interface ExportedImpact {
  readonly losses: readonly ExportedLoss[];
  /** Delegations to be removed of which Azure does not tell who holds what. */
  readonly untold: readonly string[];
  /** What delegations that stay may lose with it. */
  readonly overlaps: readonly ExportedOverlap[];
  /** What those to be removed may lose with each other. */
  readonly overlapsWithin: readonly ExportedOverlap[];
  /** Delegations that stay, of which is not known whether they lose something. */
  readonly uncompared: readonly string[];
  readonly sightEndings: readonly ExportedSightEnding[];
  /** Registration definitions that no delegation uses afterwards. */
  readonly unusedDefinitionIds: readonly string[];
  readonly marketplaceOffers: readonly string[];
}

/** A grant that a principal loses. */
export interface ExportedLoss {
  readonly principalId: string;
  readonly principalName: string;
  readonly kind: 'permanent' | 'eligible';
  readonly roleId: string;
  readonly roleName: string;
  readonly delegationId: string;
}

/** A delegation that may lose authorizations with the removal of others that grant the same. */
export interface ExportedOverlap {
  readonly delegationId: string;
  readonly sharedWith: readonly string[];
  readonly authorizations: number;
  readonly eligibleAuthorizations: number;
}

/** A subscription that the managing tenant may lose sight of. */
export interface ExportedSightEnding {
  readonly subscriptionId: string;
  readonly managingTenantId: string;
  readonly isLastDelegation: boolean;
}

/**
 * The impact as plain data.
 *
 * @param role finds the name of a role
 */
export function exportedImpact(impact: Impact, role: (roleDefinitionId: string) => string): ExportedImpact {
  return {
    losses: impact.losses.flatMap(({ principalId, grants }) =>
      grants.map(({ grant: { kind, authorization }, delegation }) => ({
        principalId,
        principalName: authorization.principalIdDisplayName ?? '',
        kind,
        roleId: roleId(authorization.roleDefinitionId),
        roleName: role(authorization.roleDefinitionId),
        delegationId: idOf(delegation),
      })),
    ),
    untold: impact.untold.map(idOf),
    overlaps: impact.overlaps.map(exportedOverlap),
    overlapsWithin: impact.overlapsWithin.map(exportedOverlap),
    uncompared: impact.uncompared.map(idOf),
    sightEndings: impact.sightEndings.map(({ row, isLastDelegation }) => ({
      subscriptionId: row.subscription.id,
      managingTenantId: row.managingTenantId,
      isLastDelegation,
    })),
    unusedDefinitionIds: impact.unusedDefinitionIds.map(resourceKey),
    marketplaceOffers: impact.marketplaceOffers.map(({ delegation }) => idOf(delegation)),
  };
}

function exportedOverlap(overlap: Overlap): ExportedOverlap {
  return {
    delegationId: idOf(overlap.delegation),
    sharedWith: overlap.sharedWith.map(idOf),
    authorizations: overlap.authorizations.length,
    eligibleAuthorizations: overlap.eligibleAuthorizations.length,
  };
}

function idOf({ id }: Delegation): string {
  return resourceKey(id);
}
