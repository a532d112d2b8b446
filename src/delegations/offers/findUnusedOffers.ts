import { ArmError } from '../../arm/errors.ts';
import type { Permission } from '../../arm/authorization/models.ts';
import type { RegistrationDefinition } from '../../arm/managedservices/models.ts';
import { parseRegistrationDefinitionId, resourceKey, scopeOf } from '../../arm/resourceIds.ts';
import type { OwnSubscription } from '../estate/estate.ts';
import { inParallel } from '../estate/inParallel.ts';
import type { Door } from '../door.ts';
import { isAllowed } from '../permission/isAllowed.ts';
import { attempt } from '../removal/attempt.ts';
import type { OffersAzure } from './offersAzure.ts';
import type { UnusedOffer } from './unusedOffer.ts';

/** A subscription that could not be looked at, and why. */
export interface UnreadSubscription extends OwnSubscription {
  readonly error: ArmError;
}

/** The unused offers of subscriptions. */
export interface UnusedOffers {
  /** Each once, whatever doors its subscription is reached through. */
  readonly offers: readonly UnusedOffer[];
  readonly unread: readonly UnreadSubscription[];
}

const readsAtATime = 4;

/** What the search for unused offers needs. */
export interface OfferSearchPorts {
  connect(door: Door): Promise<OffersAzure>;
  /** What the roles behind a door allow at a scope. Throws an ArmError, and must not prompt. */
  permissions(door: Door, scope: string, signal: AbortSignal): Promise<readonly Permission[]>;
  onProgress(done: number, of: number): void;
}

/**
 * Looks for offers that no delegation uses, in subscriptions of the user's own tenants. Only reads. Rejects with the
 * reason of the signal.
 *
 * @param managingTenantId of whom the offers are, lower case; everybody's without it
 */
export async function findUnusedOffers(
  subscriptions: readonly OwnSubscription[],
  managingTenantId: string | undefined,
  ports: OfferSearchPorts,
  signal: AbortSignal,
): Promise<UnusedOffers> {
  const offers = new Map<string, UnusedOffer>();
  const unread: UnreadSubscription[] = [];
  let done = 0;
  await inParallel(subscriptions, readsAtATime, async (own) => {
    signal.throwIfAborted();
    try {
      const unused = (await unusedIn(own, ports, signal)).filter(
        ({ definition }) =>
          managingTenantId === undefined ||
          definition.properties?.managedByTenantId?.toLowerCase() === managingTenantId,
      );
      const mayDelete = unused.length > 0 ? await mayDeleteIn(own, ports, signal) : undefined;
      for (const offer of unused) {
        const known = offers.get(resourceKey(offer.id));
        if (!known?.mayDelete) offers.set(resourceKey(offer.id), { ...offer, mayDelete });
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!ArmError.is(error)) throw error;
      unread.push({ ...own, error });
    }
    ports.onProgress(++done, subscriptions.length);
  });
  return { offers: [...offers.values()], unread };
}

async function unusedIn(
  { door, subscription }: OwnSubscription,
  ports: OfferSearchPorts,
  signal: AbortSignal,
): Promise<readonly Omit<UnusedOffer, 'mayDelete'>[]> {
  const azure = await ports.connect(door);
  const [definitions, assignments] = await Promise.all([
    azure.definitions(subscription.id, signal),
    azure.assignments(subscription.id, signal),
  ]);
  const used = new Set(
    assignments.map(({ properties }) => resourceKey(properties?.registrationDefinitionId ?? '')),
  );
  return definitions
    .map((definition) => ({ door, subscription, ...idOf(definition), definition }))
    .filter(({ id }) => !used.has(resourceKey(id)));
}

async function mayDeleteIn(
  { door, subscription }: OwnSubscription,
  ports: OfferSearchPorts,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const { value } = await attempt(() => ports.permissions(door, scopeOf(subscription.id), signal));
  return value && isAllowed('Microsoft.ManagedServices/registrationDefinitions/delete', value);
}

/** @throws ArmError where the id is none: leaving it out would deny it */
function idOf({ id }: RegistrationDefinition): Pick<UnusedOffer, 'id' | 'at'> {
  const at = id === undefined ? undefined : parseRegistrationDefinitionId(id);
  if (id !== undefined && at) return { id, at };
  throw new ArmError(`Azure listed an offer whose id is none: ${JSON.stringify(id)}.`, {
    reason: 'malformed',
  });
}
