import { describe, expect, test } from 'vitest';
import type { Inventory } from '../../../../src/delegations/inventory/inventory.ts';
import {
  ann,
  armError,
  assignment,
  bank,
  bob,
  contoso,
  contosoWorld,
  door,
  emptyWorld,
  fabrikam,
  fabrikamWorld,
  gold,
  northwind,
  shop,
  silver,
  subscription,
  tenant,
} from '../estate/world.ts';

/** Takes one without anybody watching or stopping it. */
const unwatched = [() => undefined, new AbortController().signal] as const;

/** A line for each delegation, such as `Shop > gold`. */
function told({ delegations }: Inventory): readonly string[] {
  const names = new Map([
    [gold, 'gold'],
    [silver, 'silver'],
  ]);
  return delegations.map(
    ({ row, delegation }) =>
      `${row.subscription.displayName ?? row.subscription.id} > ${names.get(delegation.name) ?? delegation.name}`,
  );
}

describe('An inventory that is read from the resource manager', () => {
  test('tells the delegations to the user’s tenant and those of the user’s own subscriptions', async () => {
    const contosos = contosoWorld();
    contosos.azure
      .assignmentsOf(door(ann, contoso), shop, contoso)
      .answers([assignment(shop, gold, { managedBy: contoso })]);
    expect(await contosos.estate.takeInventory(...unwatched)).toMatchObject({ complete: true, problems: [] });
    expect(told(await contosos.estate.takeInventory(...unwatched))).toEqual(['Shop > gold']);

    const fabrikams = fabrikamWorld();
    fabrikams.azure
      .assignmentsOf(door(bob, fabrikam), bank)
      .answers([assignment(bank, silver, { managedBy: northwind, resourceGroup: 'vault' })]);
    expect(told(await fabrikams.estate.takeInventory(...unwatched))).toEqual(['Bank > silver']);
    expect(fabrikams.estate.uncheckedSubscriptions).toEqual([]);
  });

  test('names the subscription that could not be read, and tells the others', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .subscriptionsBehind(door(ann, contoso))
      .answers([subscription(shop, 'Shop', fabrikam), subscription(bank, 'Bank', fabrikam)]);
    const error = armError('forbidden');
    azure.assignmentsOf(door(ann, contoso), shop, contoso).fails(error);
    azure
      .assignmentsOf(door(ann, contoso), bank, contoso)
      .answers([assignment(bank, gold, { managedBy: contoso })]);
    const inventory = await estate.takeInventory(...unwatched);
    expect(told(inventory)).toEqual(['Bank > gold']);
    expect(inventory.complete).toBe(false);
    expect(inventory.problems).toMatchObject([{ kind: 'subscription', subscription: { id: shop }, error }]);
  });

  test('names accounts and tenants that could not be read', async () => {
    const { azure, estate } = emptyWorld();
    azure.whoIsSignedIn.answers([ann, bob]);
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso'), tenant(northwind, 'Northwind'), tenant(fabrikam, 'Fabrikam')]);
    azure.subscriptionsBehind(door(ann, northwind)).fails(armError('server'));
    azure.subscriptionsBehind(door(ann, fabrikam)).fails(armError('signInRequired'));
    azure.tenantsOf(bob).fails(armError('offline'));
    const { problems } = await estate.takeInventory(...unwatched);
    expect(problems).toMatchObject([
      { kind: 'account', account: bob, error: { reason: 'offline' } },
      { kind: 'tenant', door: { tenantId: northwind }, error: { reason: 'server' } },
      { kind: 'tenant', door: { tenantId: fabrikam }, error: { reason: 'signInRequired' } },
    ]);
  });

  test('is one for all who ask at the same time', async () => {
    const { azure, estate } = contosoWorld();
    const inventories = await Promise.all([1, 2, 3].map(() => estate.takeInventory(...unwatched)));
    expect(new Set(inventories).size).toBe(1);
    expect(azure.subscriptionsBehind(door(ann, contoso)).timesAsked).toBe(1);
    await estate.takeInventory(...unwatched);
    expect(azure.subscriptionsBehind(door(ann, contoso)).timesAsked).toBe(2);
  });

  test('goes on for the others when one of them leaves, and stops with the last', async () => {
    const { azure, estate } = contosoWorld();
    const held = azure.assignmentsOf(door(ann, contoso), shop, contoso).holdNext();
    const [one, other] = [new AbortController(), new AbortController()];
    const first = estate.takeInventory(() => undefined, one.signal);
    const second = estate.takeInventory(() => undefined, other.signal);
    const signal = await held.asked;
    one.abort();
    await expect(first).rejects.toBe(one.signal.reason);
    expect(signal?.aborted).toBe(false);
    other.abort();
    await expect(second).rejects.toBe(other.signal.reason);
    expect(signal?.aborted).toBe(true);
    held.answer([]);
    expect(told(await estate.takeInventory(...unwatched))).toEqual([]);
  });

  test('ends with the accounts that it was taken for', async () => {
    const { azure, estate } = contosoWorld();
    const held = azure.assignmentsOf(door(ann, contoso), shop, contoso).holdNext();
    const taken = estate.takeInventory(...unwatched);
    await held.asked;
    estate.clear();
    held.answer([assignment(shop, gold, { managedBy: contoso })]);
    await expect(taken).rejects.toMatchObject({ reason: 'cancelled' });
    expect(estate.managingTenants).toEqual([]);
  });

  test('goes on where a refresh takes the place of its own', async () => {
    const { azure, estate } = contosoWorld();
    const held = azure.subscriptionsBehind(door(ann, contoso)).holdNext();
    azure
      .assignmentsOf(door(ann, contoso), shop, contoso)
      .answers([assignment(shop, gold, { managedBy: contoso })]);
    const taken = estate.takeInventory(...unwatched);
    await held.asked;
    await estate.refresh();
    held.fail(armError('cancelled'));
    expect(told(await taken)).toEqual(['Shop > gold']);
  });
});
