import { ArmError } from '../../arm/errors.ts';
import { attempt } from './attempt.ts';
import { conclude, type Removal, stopWaiting } from './conclude.ts';
import { deniesAccess } from './deniesAccess.ts';
import type { DeletionOutcome, Heard } from './outcome.ts';
import type { DeletionOperation } from './ports.ts';
import { hasLeft, isCancelled, look } from './sighting.ts';
import { heardFrom, verifyDeletion } from './verifyDeletion.ts';

/** So many readings may fail in a row until it counts. */
const mostFailures = 5;

/**
 * Follows a deletion that Azure works on to its end: by its operation, or by looking at the assignment where there is no
 * operation or its status cannot be read. Only reads.
 *
 * A failed reading of a status says nothing of the operation itself (ARM RPC, asynchronous operations), so following
 * goes on. Only where Azure keeps answering that the request is wrong or in conflict, as it may behind a `Location` for
 * a deletion that failed, the assignment has the last word.
 *
 * @param operation only of a deletion that was accepted
 */
export async function followDeletion(
  removal: Removal,
  before: Heard,
  operation: DeletionOperation | undefined,
): Promise<DeletionOutcome> {
  const { ports, signal } = removal;
  const { clock, pace } = ports;
  ports.onStep('following');
  const end = clock.now() + pace.followAtMostMs;
  let heard = before;
  let failures = 0;
  for (;;) {
    const pause = Math.max(pace.pollIntervalMs, operation?.retryAfterMs ?? 0);
    await clock.wait(Math.min(pause, Math.max(0, end - clock.now())), signal);
    if (isCancelled(removal)) return stopWaiting(removal, heard, 'cancelled');
    const timeIsUp = clock.now() >= end;

    const { value: status, error } = operation ? await attempt(() => operation.readStatus(signal)) : {};
    if (status && status.kind !== 'running')
      return verifyDeletion(removal, heardFrom(status, operation?.url));
    if (operation) heard = { deletion: 'accepted', operationUrl: operation.url, error };
    failures = status ? 0 : failures + 1;
    const mayBeLockedOut = error && (deniesAccess(error) || ArmError.is(error, 'notFound'));
    const passing = error && failures < mostFailures && !mayBeLockedOut;
    if ((status ?? passing) && !timeIsUp) continue;

    const sighting = await look(removal);
    if (hasLeft(sighting)) return conclude(removal, heard, sighting);
    if (isCancelled(removal)) return stopWaiting(removal, heard, 'cancelled');
    if (sighting.kind === 'present') {
      const refused = failures >= mostFailures && ArmError.is(error, 'conflict', 'rejected');
      if (refused) return conclude(removal, heard, sighting);
      failures = 0;
    }
    if (failures >= mostFailures) return conclude(removal, heard, sighting);
    if (timeIsUp) return stopWaiting(removal, heard, 'tookTooLong');
  }
}
