import { ArmError } from '../../arm/errors.ts';
import { type Door, doorPath } from '../door.ts';
import type { EstateAccount, EstateSource } from './estateSource.ts';
import type { AccountState, EstateSnapshot, Tenant, TenantState } from './snapshot.ts';

/** Where a reading puts what it learns, each time onto the newest snapshot. */
export interface Reading {
  readonly source: EstateSource;
  readonly signal: AbortSignal;
  /** Replaces the snapshot by a change of it; does nothing once `signal` is aborted. */
  update(change: (snapshot: EstateSnapshot) => EstateSnapshot): void;
  /** The newest reading of each tenant, by the path of its door: only its answer counts. */
  readonly newest: Map<string, symbol>;
  /** Hears of each tenant as soon as it is known, with what resolves when its subscriptions were read. */
  readonly alongside?: ((door: Door, subscriptions: Promise<void>) => void) | undefined;
}

/**
 * Reads accounts, their tenants and their subscriptions, all side by side, and updates the snapshot with each
 * answer. What was known stays in place until its newer answer is there.
 */
export async function readAccounts(reading: Reading): Promise<void> {
  let accounts: readonly EstateAccount[];
  try {
    accounts = await reading.source.accounts();
  } catch (error) {
    reading.update(({ accounts: known }) => ({
      phase: 'failed',
      error: asArmError(error),
      accounts: known,
    }));
    return;
  }
  if (reading.signal.aborted) return;
  if (accounts.length === 0) {
    reading.update(() => ({ phase: 'signedOut', accounts: [] }));
    return;
  }
  reading.update((before) => ({
    phase: 'ready',
    accounts: accounts.map(({ id, label }) => {
      const known = before.accounts.find((account) => account.accountId === id);
      return {
        accountId: id,
        accountLabel: label,
        status: 'loading',
        knownTenants: known?.knownTenants ?? [],
        tenants: known?.tenants.map((tenant) => ({ ...tenant, status: 'loading' as const })) ?? [],
      };
    }),
  }));
  await Promise.all(accounts.map((account) => readAccount(reading, account)));
}

/** Reads the subscriptions behind one door again; does nothing once the reading was stopped. */
export function readTenant(reading: Reading, door: Door): Promise<void> {
  const subscriptions = readSubscriptions(reading, door);
  reading.alongside?.(door, subscriptions);
  return subscriptions;
}

async function readSubscriptions(reading: Reading, door: Door): Promise<void> {
  // What was stopped must not count as the newest: nothing would come of it, nor of what it took the place of.
  if (reading.signal.aborted) return;
  const path = doorPath(door);
  const mine = Symbol(path);
  reading.newest.set(path, mine);
  const settle = (change: (tenant: TenantState) => TenantState): void => {
    if (reading.newest.get(path) !== mine) return;
    updateAccount(reading, door.accountId, (account) => ({
      ...account,
      tenants: account.tenants.map((tenant) =>
        tenant.door.tenantId === door.tenantId ? change(tenant) : tenant,
      ),
    }));
  };
  try {
    const subscriptions = await reading.source.subscriptions(door, reading.signal);
    settle(() => ({ door, status: 'ready', subscriptions }));
  } catch (error) {
    settle((tenant) =>
      ArmError.is(error, 'signInRequired')
        ? { door, status: 'signInRequired', subscriptions: [] }
        : { ...tenant, status: 'failed', error: asArmError(error) },
    );
  }
}

async function readAccount(reading: Reading, account: EstateAccount): Promise<void> {
  const update = (change: (account: AccountState) => AccountState): void =>
    updateAccount(reading, account.id, change);
  const doorTo = (tenantId: string): Door => ({
    accountId: account.id,
    accountLabel: account.label,
    tenantId,
  });
  // The home tenant is known without a request, so its subscriptions need not wait for the list of tenants.
  const home = await homeTenantOf(account, reading.source);
  if (home !== undefined)
    update((state) => ({ ...state, tenants: withTenant(state.tenants, loading(doorTo(home))) }));
  const readHome = home === undefined ? undefined : readTenant(reading, doorTo(home));

  let tenants: readonly Tenant[];
  try {
    tenants = await reading.source.tenants(account, reading.signal);
  } catch (error) {
    // Without a newer list, what the earlier one named is all that there is to read.
    const earlier: Door[] = [];
    update((state) => {
      earlier.push(...state.tenants.map(({ door }) => door).filter(({ tenantId }) => tenantId !== home));
      return { ...state, status: 'failed', error: asArmError(error) };
    });
    await Promise.all([readHome, ...earlier.map((door) => readTenant(reading, door))]);
    return;
  }
  const doors = [...new Set(tenants.filter(isWorkedIn).map(({ id }) => id))].map(doorTo);
  update((state) => ({
    ...state,
    status: 'ready',
    error: undefined,
    knownTenants: tenants,
    tenants: doors.map(
      (door) => state.tenants.find((tenant) => tenant.door.tenantId === door.tenantId) ?? loading(door),
    ),
  }));
  await Promise.all([
    readHome,
    ...doors.filter((door) => door.tenantId !== home).map((door) => readTenant(reading, door)),
  ]);
}

async function homeTenantOf(account: EstateAccount, source: EstateSource): Promise<string | undefined> {
  try {
    return await source.homeTenant(account);
  } catch {
    return undefined;
  }
}

function updateAccount(
  reading: Reading,
  accountId: string,
  change: (account: AccountState) => AccountState,
): void {
  reading.update((snapshot) => ({
    ...snapshot,
    accounts: snapshot.accounts.map((account) =>
      account.accountId === accountId ? change(account) : account,
    ),
  }));
}

function loading(door: Door): TenantState {
  return { door, status: 'loading', subscriptions: [] };
}

function withTenant(tenants: readonly TenantState[], added: TenantState): readonly TenantState[] {
  return tenants.some(({ door }) => door.tenantId === added.door.tenantId) ? tenants : [...tenants, added];
}

/** `ManagedBy` and `ProjectedBy` tenants are known through Azure Lighthouse alone: nobody signs in to them. */
function isWorkedIn({ category }: Tenant): boolean {
  return !category || category.toLowerCase() === 'home';
}

function asArmError(error: unknown): ArmError {
  if (ArmError.is(error)) return error;
  return new ArmError(error instanceof Error ? error.message : String(error), {
    reason: 'unexpected',
    cause: error,
  });
}
