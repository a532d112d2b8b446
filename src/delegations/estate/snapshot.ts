import type { ArmError } from '../../arm/errors.ts';
import type { Door } from '../door.ts';

/** A tenant as somebody's list of tenants tells it. `id` is lower case. */
export interface Tenant {
  readonly id: string;
  readonly displayName?: string | undefined;
  readonly defaultDomain?: string | undefined;
  /**
   * `Home` for tenants that the account is a member or guest of; `ManagedBy` and `ProjectedBy` for tenants known
   * through Azure Lighthouse alone, which are good for names and not to sign in to.
   */
  readonly category?: string | undefined;
}

/** A subscription as `GET /subscriptions` tells it through one door. Ids are lower case. */
export interface Subscription {
  readonly id: string;
  readonly displayName?: string | undefined;
  /** `Enabled`, `Disabled`, `Warned`, `PastDue` or `Deleted`; an extensible set. */
  readonly state?: string | undefined;
  /** The home tenant: the customer, where the subscription is delegated. */
  readonly tenantId: string;
  /** The tenants that it is delegated to, as far as the list says. */
  readonly managedByTenants: readonly string[];
}

/** What is known about one tenant that an account may work in. */
export interface TenantState {
  readonly door: Door;
  readonly status: 'loading' | 'ready' | 'signInRequired' | 'failed';
  /** Why, where `status` is `failed`. What was read earlier stays beside it. */
  readonly error?: ArmError | undefined;
  readonly subscriptions: readonly Subscription[];
}

/** What is known about one account. */
export interface AccountState {
  readonly accountId: string;
  readonly accountLabel: string;
  /** Of its list of tenants. */
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why its tenants could not be listed, where `status` is `failed`. */
  readonly error?: ArmError | undefined;
  /** Every tenant of its list, those that nobody can sign in to included: names for ids. */
  readonly knownTenants: readonly Tenant[];
  /** The tenants that it may work in. */
  readonly tenants: readonly TenantState[];
}

/**
 * What is known of the whole estate at one moment.
 *
 * - `loading`: the accounts are being asked for
 * - `signedOut`: there is no account
 * - `failed`: the accounts could not be asked for (`error`); what was read earlier stays beside it
 * - `ready`: there are accounts; their tenants may still load
 */
export interface EstateSnapshot {
  readonly phase: 'loading' | 'signedOut' | 'failed' | 'ready';
  readonly error?: ArmError | undefined;
  readonly accounts: readonly AccountState[];
}

/** Whether something of a snapshot is still on its way. */
export function isLoading({ phase, accounts }: EstateSnapshot): boolean {
  return (
    phase === 'loading' ||
    (phase === 'ready' &&
      accounts.some(
        ({ status, tenants }) =>
          status === 'loading' || tenants.some((tenant) => tenant.status === 'loading'),
      ))
  );
}

/** Every tenant that an account may work in, of all accounts. */
export function tenantStates({ accounts }: EstateSnapshot): readonly TenantState[] {
  return accounts.flatMap((account) => account.tenants);
}

/** Whether a subscription belongs to the tenant that it is seen through, and is not delegated to it. */
export function isOwn(door: Pick<Door, 'tenantId'>, subscription: Subscription): boolean {
  return subscription.tenantId === door.tenantId;
}
