import { attempt } from './attempt.ts';
import { conclude, type Removal, stopWaiting } from './conclude.ts';
import { followDeletion } from './followDeletion.ts';
import { isRefusal } from './isRefusal.ts';
import type { DeletionOutcome, Heard } from './outcome.ts';
import type { DeletionAnswer, RemovalAzure } from './ports.ts';
import { hasLeft, isCancelled, type Sighting, watch } from './sighting.ts';
import { verifyDeletion } from './verifyDeletion.ts';

/** A DELETE without an answer is repeated once, and only after the same delegation was read again. */
const mostDeletes = 2;

/** Sends the DELETE and finds out how it ends. */
export async function sendDelete(removal: Removal, azure: RemovalAzure): Promise<DeletionOutcome> {
  const { target, ports, signal } = removal;
  for (let sent = 1; ; sent++) {
    const answerLost = sent > 1;
    ports.onStep('deleting');
    const sending = await attempt(() => azure.beginDelete(target.scope, target.name, signal));
    const answer: DeletionAnswer = sending.value ?? { kind: 'failed', error: sending.error };
    if (answer.kind !== 'failed') {
      const outcome = await hearAnswer(removal, answer, answerLost);
      return { ...outcome, requestIds: answer.requestIds };
    }

    const { error, retryAfterMs = 0 } = answer;
    const heard: Heard = isRefusal(error)
      ? { deletion: 'refused', error, answerLost }
      : { deletion: 'unanswered', error };
    const mayRepeat = (seen: Sighting): boolean =>
      heard.deletion === 'unanswered' &&
      sent < mostDeletes &&
      seen.kind === 'present' &&
      seen.creation === 'same';
    ports.onStep('verifying');
    if (heard.deletion === 'unanswered') {
      // Before the reading and not after it, so that nothing comes between what is read and a DELETE that repeats.
      const { pollIntervalMs, followAtMostMs } = ports.pace;
      await ports.clock.wait(Math.min(Math.max(pollIntervalMs, retryAfterMs), followAtMostMs), signal);
      if (isCancelled(removal)) return stopWaiting(removal, heard, 'cancelled');
    }
    const seen = await watch(
      removal,
      (sighting) =>
        hasLeft(sighting) ||
        (sighting.kind === 'present' &&
          (sighting.deleting || heard.deletion === 'refused' || mayRepeat(sighting))),
    );
    if (seen.kind !== 'present') return conclude(removal, heard, seen);
    if (seen.deleting) return followDeletion(removal, heard, undefined);
    if (isCancelled(removal) || !mayRepeat(seen)) return conclude(removal, heard, seen);
  }
}

async function hearAnswer(
  removal: Removal,
  answer: Exclude<DeletionAnswer, { readonly kind: 'failed' }>,
  answerLost: boolean,
): Promise<DeletionOutcome> {
  const { requestIds } = answer;
  switch (answer.kind) {
    case 'deleted':
      return verifyDeletion(removal, { deletion: 'succeeded', proof: 'deletedAtOnce' }, requestIds);
    case 'didNotExist': {
      const proof = answerLost ? 'notFound' : 'didNotExist';
      return verifyDeletion(removal, { deletion: 'succeeded', proof }, requestIds);
    }
    case 'accepted': {
      const operationUrl = answer.operation?.url;
      await removal.note({ kind: 'accepted', operationUrl, requestIds });
      return followDeletion(removal, { deletion: 'accepted', operationUrl }, answer.operation);
    }
  }
}
