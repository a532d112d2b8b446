import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { DeletionOutcome, Heard, RemovalProof, StoppedWaiting } from './outcome.ts';
import type { RemovalChange } from './ports.ts';
import type { Sighting, Watched } from './sighting.ts';

/** A removal from the moment on that a DELETE may have been sent. */
export interface Removal extends Watched {
  /** As last read before the DELETE. */
  readonly assignment: RegistrationAssignment;
  /** Remembers what Azure said, before anything else is done. Never rejects. */
  note(change: RemovalChange): Promise<void>;
}

/** What is known of a removal, from what Azure said and what a look showed. The one place that says "removed". */
export function conclude(removal: Removal, heard: Heard, sighting: Sighting): DeletionOutcome {
  const { target, assignment, signal } = removal;
  const said = heard.deletion;
  switch (sighting.kind) {
    case 'gone':
      return { kind: 'removed', target, assignment, proof: proofOf(heard, 'notFound'), sightLost: false };
    case 'successor': {
      const proof = proofOf(heard, 'successor');
      return { kind: 'removed', target, assignment, proof, sightLost: false, successor: sighting.assignment };
    }
    case 'outOfSight': {
      const { error, subscriptionLost: sightLost } = sighting;
      if (said === 'succeeded') return { kind: 'removed', target, assignment, proof: heard.proof, sightLost };
      if (said === 'accepted')
        return { kind: 'acceptedAndNoLongerVisible', target, assignment, heard, error };
      return { kind: 'unknown', target, assignment, heard, error };
    }
    case 'unclear':
      if (said === 'succeeded')
        return { kind: 'removed', target, assignment, proof: heard.proof, sightLost: false };
      if (signal.aborted && mayGoOn(heard)) return stopWaiting(removal, heard, 'cancelled');
      return { kind: 'unknown', target, assignment, heard, error: sighting.error };
    case 'present':
      if (signal.aborted && (said === 'succeeded' || mayGoOn(heard)))
        return stopWaiting(removal, heard, 'cancelled');
      return { kind: 'stillThere', target, assignment, heard, current: sighting.assignment };
  }
}

/** The outcome of a removal that nobody follows any more. */
export function stopWaiting(
  { target, assignment }: Removal,
  heard: Heard,
  because: StoppedWaiting['because'],
): StoppedWaiting {
  return { kind: 'stoppedWaiting', target, assignment, because, heard };
}

function proofOf(heard: Heard, seen: RemovalProof): RemovalProof {
  if (heard.deletion === 'succeeded') return heard.proof;
  const foundNothing = heard.deletion === 'refused' && heard.error.reason === 'notFound' && !heard.answerLost;
  return foundNothing && seen === 'notFound' ? 'didNotExist' : seen;
}

function mayGoOn(heard: Heard): boolean {
  return (
    heard.deletion === 'unanswered' ||
    heard.deletion === 'accepted' ||
    (heard.deletion === 'refused' && heard.answerLost)
  );
}
