import { resourceKey } from '../../arm/resourceIds.ts';
import { type Delegation, grantsOf, termsOf } from '../delegation.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import type { Impact, MarketplaceOffer, Overlap, PrincipalLoss, SightEnding } from './impact.ts';
import { overlapsWith } from './overlapsWith.ts';

/**
 * What the removal of delegations takes away. Asks nobody: what was not read is not in it.
 *
 * @param removed those to be removed, as just read; the same one may be there several times, by different doors
 * @param known every delegation of their subscriptions that was read; those to be removed may be among them
 */
export function impactOf(removed: readonly PlacedDelegation[], known: readonly PlacedDelegation[]): Impact {
  const places = placesOf(removed, known);
  const going = places.flatMap((place) => place.going);
  return {
    losses: lossesOf(going),
    untold: going.filter(isUntold),
    overlaps: places.flatMap(({ staying, overlapOf }) => staying.flatMap((stays) => overlapOf(stays) ?? [])),
    overlapsWithin: places.flatMap((place) => place.going.flatMap((goes) => place.overlapOf(goes) ?? [])),
    uncompared: places.flatMap(uncompared),
    sightEndings: places.flatMap(sightEndings),
    unusedDefinitionIds: places.flatMap(unusedDefinitionIds),
    marketplaceOffers: going.flatMap(marketplaceOffer),
  };
}

/** What one managing tenant has on one subscription, its resource groups included: each delegation once. */
interface Place {
  readonly going: readonly Delegation[];
  readonly staying: readonly Delegation[];
  /** What a delegation has in common with those that go. */
  readonly overlapOf: (delegation: Delegation) => Overlap | undefined;
  /** The ways in which it is seen. */
  readonly rows: readonly PlacedDelegation['row'][];
}

function placesOf(
  removed: readonly PlacedDelegation[],
  known: readonly PlacedDelegation[],
): readonly Place[] {
  const knownByPlace = Map.groupBy(known, placeOf);
  return [...Map.groupBy(removed, placeOf)].map(([key, removedHere]) => {
    const knownHere = knownByPlace.get(key) ?? [];
    const going = eachOnce(removedHere);
    return {
      going: [...going.values()],
      overlapOf: overlapsWith([...going.values()]),
      staying: [...eachOnce(knownHere)].filter(([id]) => !going.has(id)).map(([, delegation]) => delegation),
      rows: [...removedHere, ...knownHere].map(({ row }) => row),
    };
  });
}

function placeOf({ row }: PlacedDelegation): string {
  return `${row.subscription.id}/${row.managingTenantId}`;
}

/** By resource id; where several doors show the same delegation, as one does that tells its terms. */
function eachOnce(placed: readonly PlacedDelegation[]): ReadonlyMap<string, Delegation> {
  const delegations = new Map<string, Delegation>();
  for (const { delegation } of placed) {
    const key = resourceKey(delegation.id);
    const known = delegations.get(key);
    if (!known || isUntold(known)) delegations.set(key, delegation);
  }
  return delegations;
}

function isUntold(delegation: Delegation): boolean {
  return termsOf(delegation).authorizations === undefined;
}

function lossesOf(going: readonly Delegation[]): readonly PrincipalLoss[] {
  const grants = going.flatMap((delegation) => grantsOf(delegation).map((grant) => ({ grant, delegation })));
  const byPrincipal = Map.groupBy(grants, ({ grant }) => lowerCase(grant.authorization.principalId));
  return [...byPrincipal].map(([principalId, lost]) => ({ principalId, grants: lost }));
}

/** An answer may leave the principal out. */
function lowerCase(principalId = ''): string {
  return principalId.toLowerCase();
}

function uncompared({ going, staying }: Place): readonly Delegation[] {
  return going.some(isUntold) ? staying : staying.filter(isUntold);
}

/** States of a delegation that gives no access, or soon will not. */
const withoutAccess = /^(failed|canceled|deleting|deleted)$/i;

function sightEndings({ staying, overlapOf, rows }: Place): readonly SightEnding[] {
  if (staying.some((delegation) => keepsAccess(delegation, overlapOf(delegation)))) return [];
  const outgoing = rows.filter(({ direction }) => direction === 'outgoing');
  return [...new Map(outgoing.map((row) => [row.key, row])).values()].map((row) => ({
    row,
    isLastDelegation: staying.length === 0,
  }));
}

/** Whether a delegation still gives somebody permanent access, as far as that is told. */
function keepsAccess(delegation: Delegation, overlap: Overlap | undefined): boolean {
  if (withoutAccess.test(delegation.assignment.properties?.provisioningState ?? '')) return false;
  const { authorizations } = termsOf(delegation);
  return authorizations === undefined || authorizations.length > (overlap?.authorizations.length ?? 0);
}

function unusedDefinitionIds({ going, staying }: Place): readonly string[] {
  const used = new Set(staying.flatMap(definitionIdOf).map(resourceKey));
  const left = going.flatMap(definitionIdOf).filter((id) => !used.has(resourceKey(id)));
  return [...new Map(left.map((id) => [resourceKey(id), id])).values()];
}

function definitionIdOf({ assignment }: Delegation): readonly string[] {
  const id = assignment.properties?.registrationDefinitionId;
  return id === undefined ? [] : [id];
}

function marketplaceOffer(delegation: Delegation): readonly MarketplaceOffer[] {
  const plan = delegation.assignment.properties?.registrationDefinition?.plan;
  return plan ? [{ delegation, plan }] : [];
}
