import { conclude, type Removal } from './conclude.ts';
import type { DeletionOutcome, Heard, RequestIds } from './outcome.ts';
import type { OperationStatus } from './ports.ts';
import { hasLeft, isClear, watch } from './sighting.ts';

/**
 * Holds what Azure said against what can be read. Where it said that all is done, the assignment gets time to go, and
 * that is noted first: who is locked out by then has no other proof.
 *
 * @param requestIds of the answer that said so, where it was that to the DELETE
 */
export async function verifyDeletion(
  removal: Removal,
  heard: Heard,
  requestIds?: RequestIds,
): Promise<DeletionOutcome> {
  if (heard.deletion === 'succeeded')
    await removal.note({ kind: 'succeeded', proof: heard.proof, requestIds });
  removal.ports.onStep('verifying');
  return conclude(removal, heard, await watch(removal, heard.deletion === 'succeeded' ? hasLeft : isClear));
}

/** What the last word of an operation means for the deletion. */
export function heardFrom(
  status: Exclude<OperationStatus, { readonly kind: 'running' }>,
  operationUrl: string | undefined,
): Heard {
  return status.kind === 'succeeded'
    ? { deletion: 'succeeded', proof: 'operationSucceeded', operationUrl }
    : { deletion: 'failed', error: status.error, operationUrl };
}
