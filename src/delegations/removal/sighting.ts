import { ArmError } from '../../arm/errors.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { attempt } from './attempt.ts';
import { compareCreation, type Creation } from './compareCreation.ts';
import { deniesAccess } from './deniesAccess.ts';
import type { CheckPorts } from './ports.ts';
import type { RemovalTarget } from './target.ts';

/** What one look at a delegation shows. */
export type Sighting =
  /** An assignment with its id is there, and it is not a later one. */
  | {
      readonly kind: 'present';
      readonly assignment: RegistrationAssignment;
      readonly creation: Exclude<Creation, 'newer'>;
      readonly deleting: boolean;
    }
  /** A later delegation has its id, so the one that is looked for is gone. */
  | { readonly kind: 'successor'; readonly assignment: RegistrationAssignment }
  /** Azure does not find it, and its subscription can be read: proof that it is gone. */
  | { readonly kind: 'gone' }
  /** The caller may not see it; whether it is there does not show. */
  | { readonly kind: 'outOfSight'; readonly error: ArmError; readonly subscriptionLost: boolean }
  /** The reading failed. */
  | { readonly kind: 'unclear'; readonly error: ArmError };

/** A delegation to look at, and what is needed for it. `createdAt` is that of the delegation that is meant. */
export interface Watched {
  readonly target: RemovalTarget;
  readonly createdAt: string | undefined;
  readonly ports: CheckPorts;
  readonly signal: AbortSignal;
}

/** How often something is read that is not settled. */
const mostReadings = 5;

/** Codes of a 404 that is about the request, and says nothing of the assignment. */
const aboutTheRequest: ReadonlySet<string> = new Set(['InvalidResourceType', 'InvalidResourceNamespace']);

/**
 * Reads the assignment once and, where that is refused, its subscription. Never throws.
 *
 * A 404 is proof only where it is about the assignment, comes from the resource manager, which gives a code (proxies
 * have 404s of their own), and the subscription can still be read.
 */
export async function look({ target, createdAt, ports, signal }: Watched): Promise<Sighting> {
  const reading = await attempt(() => ports.azure.readAssignment(target.scope, target.name, signal));
  if (!reading.error) {
    const assignment = reading.value;
    const creation = compareCreation(createdAt, assignment.systemData?.createdAt);
    if (creation === 'newer') return { kind: 'successor', assignment };
    return { kind: 'present', assignment, creation, deleting: isDeleting(assignment) };
  }
  const { error } = reading;
  const denied = deniesAccess(error);
  if (!denied && !isNotFound(error)) return { kind: 'unclear', error };

  const subscription = await attempt(() => ports.azure.subscriptionIsReadable(target.subscriptionId, signal));
  if (!denied && subscription.error) return { kind: 'unclear', error };
  if (!denied && subscription.value) return { kind: 'gone' };
  return { kind: 'outOfSight', error, subscriptionLost: subscription.value === false };
}

/** Looks again, as often as makes sense, until what is seen is settled; returns the last that was clear, if any was. */
export async function watch(watched: Watched, settled: (sighting: Sighting) => boolean): Promise<Sighting> {
  const { ports, signal } = watched;
  let seen = await look(watched);
  for (let readings = 1; readings < mostReadings && !settled(seen); readings++) {
    await ports.clock.wait(ports.pace.pollIntervalMs, signal);
    if (isCancelled(watched)) break;
    const sighting = await look(watched);
    if (sighting.kind !== 'unclear' || seen.kind === 'unclear') seen = sighting;
  }
  return seen;
}

/** Whether somebody asked to stop. */
export function isCancelled({ signal }: Pick<Watched, 'signal'>): boolean {
  return signal.aborted;
}

/** Whether a sighting says anything at all. */
export function isClear(sighting: Sighting): boolean {
  return sighting.kind !== 'unclear';
}

/** Whether a sighting says that the delegation cannot be seen where it was. */
export function hasLeft(
  sighting: Sighting,
): sighting is Exclude<Sighting, { readonly kind: 'present' | 'unclear' }> {
  return sighting.kind !== 'unclear' && sighting.kind !== 'present';
}

function isNotFound(error: ArmError): boolean {
  return ArmError.is(error, 'notFound') && error.code !== undefined && !aboutTheRequest.has(error.code);
}

function isDeleting(assignment: RegistrationAssignment): boolean {
  return String(assignment.properties?.provisioningState).toLowerCase() === 'deleting';
}
