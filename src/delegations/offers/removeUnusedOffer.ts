import { ArmError } from '../../arm/errors.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { attempt } from '../removal/attempt.ts';
import { compareCreation } from '../removal/compareCreation.ts';
import { compareDefinitions } from '../restore/compareDefinitions.ts';
import type { OffersAzure } from './offersAzure.ts';
import type { UnusedOffer } from './unusedOffer.ts';

/**
 * How the removal of an unused offer ended:
 *
 * - `removed`: Azure does not find it after the DELETE, and its subscription can be read
 * - `alreadyGone`: the same before anything was sent
 * - `inUse`: a delegation uses it by now; nothing was sent
 * - `changed`: it is not what was agreed to any more; nothing was sent
 * - `unreadable`: it could not be read again; nothing was sent
 * - `stillThere`: it was read after the DELETE
 * - `unknown`: neither the answer nor a reading says how it ended
 * - `cancelled`: nothing was sent
 */
export type OfferOutcome =
  | { readonly kind: 'removed' | 'alreadyGone' | 'inUse' | 'changed' | 'cancelled' }
  | { readonly kind: 'unreadable' | 'unknown'; readonly error: ArmError }
  | { readonly kind: 'stillThere'; readonly error: ArmError | undefined };

/**
 * Removes an offer that no delegation uses: reads again that it is what was agreed to and that nothing uses it, sends
 * the DELETE, and looks whether it is gone. Never throws.
 *
 * @param onDeleting hears of it right before the DELETE
 * @param signal stops before the DELETE; after it, how it ended is still looked up
 */
export async function removeUnusedOffer(
  agreed: UnusedOffer,
  azure: OffersAzure,
  onDeleting: () => void,
  signal: AbortSignal,
): Promise<OfferOutcome> {
  const { at } = agreed;
  const before = await look(agreed, azure, signal);
  if (isCancelled(signal)) return { kind: 'cancelled' };
  if (before.kind === 'gone') return { kind: 'alreadyGone' };
  if (before.kind === 'unclear') return { kind: 'unreadable', error: before.error };
  if (!before.isAgreed) return { kind: 'changed' };

  const assignments = await attempt(() => azure.assignments(at.subscriptionId, signal));
  if (isCancelled(signal)) return { kind: 'cancelled' };
  if (assignments.error) return { kind: 'unreadable', error: assignments.error };
  const uses = assignments.value.some(
    ({ properties }) => resourceKey(properties?.registrationDefinitionId ?? '') === resourceKey(agreed.id),
  );
  if (uses) return { kind: 'inUse' };

  onDeleting();
  const deletion = await attempt(() => azure.deleteDefinition(at.scope, at.name, signal));
  const after = await look(agreed, azure, new AbortController().signal);
  switch (after.kind) {
    case 'gone':
      return { kind: 'removed' };
    case 'present':
      return { kind: 'stillThere', error: deletion.error };
    case 'unclear':
      return { kind: 'unknown', error: deletion.error ?? after.error };
  }
}

type Sight =
  | { readonly kind: 'present'; readonly isAgreed: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unclear'; readonly error: ArmError };

/** A 404 is proof only where it comes from the resource manager, which gives a code, and the list can still be read. */
async function look(
  { id, at, definition }: UnusedOffer,
  azure: OffersAzure,
  signal: AbortSignal,
): Promise<Sight> {
  const { value, error } = await attempt(() => azure.readDefinition(at.scope, at.name, signal));
  if (value) {
    const isSame = compareCreation(definition.systemData?.createdAt, value.systemData?.createdAt) === 'same';
    return {
      kind: 'present',
      isAgreed: isSame && compareDefinitions(definition, value).kind === 'unchanged',
    };
  }
  if (!ArmError.is(error, 'notFound') || error.code === undefined) return { kind: 'unclear', error };
  const listed = await attempt(() => azure.definitions(at.subscriptionId, signal));
  if (listed.error) return { kind: 'unclear', error: listed.error };
  const isListed = listed.value.some((each) => resourceKey(each.id ?? '') === resourceKey(id));
  return isListed ? { kind: 'unclear', error } : { kind: 'gone' };
}

function isCancelled(signal: AbortSignal): boolean {
  return signal.aborted;
}
