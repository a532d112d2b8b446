import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { attempt } from './attempt.ts';
import type { AlreadyGone, NotRemoved, RemovalOutcome, Replaced } from './outcome.ts';
import { isAsAgreed } from './isAsAgreed.ts';
import { planRemoval, type RemovalPlan } from './plan.ts';
import type { RemovalChange, RemovalEntry, RemovalPorts } from './ports.ts';
import { sendDelete } from './sendDelete.ts';
import { isCancelled, look, type Watched } from './sighting.ts';
import type { RemovalTarget } from './target.ts';

/**
 * Removes a delegation, from the first reading to a verified end: read, check the permission, confirm, read again,
 * record, send the DELETE, follow it, verify. What is not any more what was confirmed is confirmed again. Nothing is
 * sent before the record is on disk.
 *
 * @param signal stops before the DELETE, or stops waiting after it; it never takes a DELETE back
 * @returns how it ended, whatever Azure and the journal do; throws only what `confirm` throws
 */
export async function removeDelegation(
  target: RemovalTarget,
  ports: RemovalPorts,
  signal: AbortSignal,
): Promise<RemovalOutcome> {
  const end = ports.inProgress.begin(target.id);
  if (!end) return { kind: 'notRemoved', target, because: 'alreadyRunning' };
  const safe = { ...ports, onStep: quietly(ports.onStep.bind(ports)) };
  try {
    // Before anything is asked of the user. Whether the journal works shows when the record is written.
    const elsewhere = await attempt(() => ports.journal.isRemovedElsewhere(target.id));
    if (elsewhere.value) return { kind: 'notRemoved', target, because: 'runningElsewhere' };
    const confirmed = await readAndConfirm(target, safe, signal);
    return 'kind' in confirmed ? confirmed : await recordAndDelete(confirmed, safe);
  } finally {
    end();
  }
}

/** A delegation as read, which nothing speaks against removing. */
interface Removable extends Watched {
  readonly assignment: RegistrationAssignment;
}

/** A delegation as read, and what the user agreed to. */
interface Confirmed extends Removable {
  readonly confirmed: RemovalPlan;
}

type NothingSent = AlreadyGone | Replaced | NotRemoved;

async function readAndConfirm(
  target: RemovalTarget,
  ports: RemovalPorts,
  signal: AbortSignal,
): Promise<Confirmed | NothingSent> {
  const first = await readRemovable({ target, createdAt: target.createdAt, ports, signal });
  if ('kind' in first) return first;

  ports.onStep('checkingPermission');
  const permission = await attempt(() => ports.permission(target, first.assignment, signal));
  if (isCancelled({ signal })) return { kind: 'notRemoved', target, because: 'cancelled' };

  let last = first;
  let agreed: RemovalPlan | undefined;
  for (;;) {
    ports.onStep('confirming');
    const plan = planRemoval(target, last.assignment, permission.value ?? 'unknown');
    const yes = await ports.confirm(plan, signal, agreed);
    if (isCancelled({ signal })) return { kind: 'notRemoved', target, because: 'cancelled' };
    if (!yes) return { kind: 'notRemoved', target, because: 'declined' };

    // The question may have been open for hours.
    const again = await readRemovable(last, last.assignment);
    if ('kind' in again) return again;
    if (isAsAgreed(plan.assignment, again.assignment)) return { ...again, confirmed: plan };
    agreed = plan;
    last = again;
  }
}

async function readRemovable(
  watched: Watched,
  before?: RegistrationAssignment,
): Promise<Removable | NothingSent> {
  const { target, ports, signal } = watched;
  ports.onStep('reading');
  const seen = await look(watched);
  if (isCancelled({ signal })) return { kind: 'notRemoved', target, because: 'cancelled' };
  switch (seen.kind) {
    case 'present': {
      const { assignment } = seen;
      if (seen.creation === 'older') return { kind: 'replaced', target, successor: assignment };
      return { ...watched, assignment, createdAt: assignment.systemData?.createdAt ?? watched.createdAt };
    }
    case 'successor':
      return { kind: 'replaced', target, successor: seen.assignment };
    case 'gone':
      return { kind: 'alreadyGone', target, assignment: before };
    case 'outOfSight':
    case 'unclear':
      return { kind: 'notRemoved', target, because: 'unreadable', error: seen.error };
  }
}

async function recordAndDelete(removable: Confirmed, ports: RemovalPorts): Promise<RemovalOutcome> {
  const { target, assignment, confirmed } = removable;
  ports.onStep('recording');
  let entry: RemovalEntry | undefined;
  try {
    entry = await ports.journal.open({ target, assignment, confirmed });
  } catch (error) {
    return { kind: 'notRemoved', target, because: 'journalFailed', error };
  }
  if (!entry) return { kind: 'notRemoved', target, because: 'runningElsewhere' };
  const { name: record } = entry;
  let journalError: unknown;
  const note = async (change: RemovalChange): Promise<void> => {
    try {
      await entry.update(change);
    } catch (error) {
      journalError ??= error;
    }
  };

  if (isCancelled(removable)) {
    const outcome: NotRemoved = { kind: 'notRemoved', target, because: 'cancelled' };
    await note({ kind: 'finished', outcome });
    return outcome;
  }
  const outcome = await sendDelete({ ...removable, note }, ports.azure);
  await note({ kind: 'finished', outcome });
  return { ...outcome, record, ...(journalError !== undefined && { journalError }) };
}

/** A step that cannot be shown must not cost the outcome. */
function quietly(onStep: RemovalPorts['onStep']): RemovalPorts['onStep'] {
  return (step) => {
    try {
      onStep(step);
    } catch {
      // The next step or the outcome is shown instead.
    }
  };
}
