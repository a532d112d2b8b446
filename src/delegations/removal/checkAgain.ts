import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { attempt } from './attempt.ts';
import { conclude, type Removal } from './conclude.ts';
import { followDeletion } from './followDeletion.ts';
import type { DeletionOutcome, Heard } from './outcome.ts';
import type { CheckPorts } from './ports.ts';
import { isClear, watch } from './sighting.ts';
import type { RemovalTarget } from './target.ts';
import { heardFrom, verifyDeletion } from './verifyDeletion.ts';

/**
 * A removal whose end was left open: most outcomes of a removal are one, and so is a record without an outcome (where no
 * acceptance was noted, `heard` is `unanswered`).
 */
export interface OpenRemoval {
  readonly target: RemovalTarget;
  /** As last read before the DELETE. */
  readonly assignment: RegistrationAssignment;
  readonly heard: Heard;
  /** Nothing was read since Azure said that, as in a record without an outcome. */
  readonly unverified?: boolean;
}

/** Finds out how a removal ended whose end was left open, and follows it if Azure is still at it. Only reads. */
export async function checkAgain(
  { target, assignment, heard, unverified = false }: OpenRemoval,
  ports: CheckPorts,
  signal: AbortSignal,
): Promise<DeletionOutcome> {
  const createdAt = assignment.systemData?.createdAt ?? target.createdAt;
  const removal: Removal = { target, assignment, createdAt, ports, signal, note: noNote };
  if (unverified && heard.deletion === 'succeeded') return verifyDeletion(removal, heard);
  ports.onStep('verifying');

  if (heard.deletion === 'accepted' && heard.operationUrl !== undefined) {
    const operation = ports.azure.operationAt(heard.operationUrl);
    const { value: status } = await attempt(() => operation.readStatus(signal));
    if (status?.kind === 'running') return followDeletion(removal, heard, operation);
    if (status) return verifyDeletion(removal, heardFrom(status, operation.url));
  }
  const sighting = await watch(removal, isClear);
  if (sighting.kind === 'present' && sighting.deleting) return followDeletion(removal, heard, undefined);
  return conclude(removal, withoutRefutedProof(heard), sighting);
}

/** Whoever checks again records the outcome. */
function noNote(): Promise<void> {
  return Promise.resolve();
}

/** A success is left open only where the delegation was seen after it, and is no proof any more. */
function withoutRefutedProof(heard: Heard): Heard {
  return heard.deletion === 'succeeded' ? { deletion: 'accepted', operationUrl: heard.operationUrl } : heard;
}
