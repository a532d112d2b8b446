import type { RegistrationDefinition } from '../../arm/managedservices/models.ts';
import type { RegistrationId } from '../../arm/resourceIds.ts';
import type { Door } from '../door.ts';
import type { Subscription } from '../estate/snapshot.ts';

/**
 * An offer that no delegation uses: a registration definition without an assignment. It gives no access to anybody, and
 * only the customer may delete it.
 */
export interface UnusedOffer {
  readonly door: Door;
  /** The one that it lives in, of the user's own tenant. */
  readonly subscription: Subscription;
  /** As Azure wrote it. */
  readonly id: string;
  readonly at: RegistrationId;
  readonly definition: RegistrationDefinition;
  /** Whether the user's roles allow to delete it; undefined where they could not be read. */
  readonly mayDelete: boolean | undefined;
}
