import type { ArmError } from '../../arm/errors.ts';
import type { RegistrationDefinition } from '../../arm/managedservices/models.ts';
import type { Door } from '../door.ts';
import type { EstateAccount } from '../estate/estateSource.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';
import type { Subscription } from '../estate/snapshot.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';

/** The whole estate at one moment: every account, every tenant that it works in, both sides of every delegation. */
export interface Inventory {
  /** When it was asked for. */
  readonly takenAt: Date;
  /** Every delegation, once for each door; by managing tenant and subscription, in the order of the tree. */
  readonly delegations: readonly PlacedDelegation[];
  /** The offers behind them, and those that no delegation uses, as far as they were told; once for each door. */
  readonly definitions: readonly PlacedDefinition[];
  /**
   * The doors behind which every definition was told, those that no delegation uses included. Behind any other only
   * those are known that a delegation names.
   */
  readonly allDefinitionsBehind: readonly Door[];
  /** What could not be read, and why. What was read of it earlier is among the delegations still. */
  readonly problems: readonly InventoryProblem[];
  /** Whether everything could be read: without problems. */
  readonly complete: boolean;
}

/** A registration definition, as reached through a door. */
export interface PlacedDefinition {
  readonly door: Door;
  /** The subscription that it lives in, where it is known. */
  readonly subscription: Subscription | undefined;
  readonly definition: RegistrationDefinition;
}

/** Something that an inventory could not read: then nothing found there does not mean that nothing is there. */
export type InventoryProblem =
  | { readonly kind: 'accounts'; readonly error: ArmError }
  | { readonly kind: 'account'; readonly account: EstateAccount; readonly error: ArmError }
  | { readonly kind: 'tenant'; readonly door: Door; readonly error: ArmError }
  | {
      readonly kind: 'subscription';
      readonly door: Door;
      readonly subscription: Subscription;
      /** The tenant whose delegations were asked for; everybody's on the customer's side. */
      readonly row: DelegatedSubscription | undefined;
      readonly error: ArmError;
    };

/** How far an inventory is. */
export interface InventoryProgress {
  /** Tenants that have told what they know. */
  readonly tenantsRead: number;
  /** Tenants that are known by now. */
  readonly tenants: number;
  /** Subscriptions that had to be read one by one, since the graph did not tell of them. */
  readonly subscriptionsRead: number;
}
