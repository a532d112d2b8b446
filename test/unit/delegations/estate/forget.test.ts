import { describe, expect, test } from 'vitest';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import {
  ann,
  armError,
  assignment,
  bank,
  bob,
  contoso,
  contosoWorld,
  door,
  fabrikam,
  fabrikamWorld,
  gold,
  northwind,
  outline,
  rowOf,
  rows,
  shop,
  silver,
  statuses,
  subscription,
  tenant,
} from './world.ts';

const annInContoso = door(ann, contoso);
const bobInFabrikam = door(bob, fabrikam);
const goldOfShop = assignment(shop, gold, { managedBy: contoso });
const silverOfShop = assignment(shop, silver, { managedBy: contoso });
const goldId = goldOfShop.id ?? '';

/** Ann has opened the shop, and seen these. */
async function openShop(...assignments: readonly RegistrationAssignment[]) {
  const world = contosoWorld();
  await world.estate.refresh();
  const row = rowOf(world.estate, 'Shop');
  world.azure.assignmentsOf(annInContoso, shop, contoso).answers(assignments);
  await world.estate.readDelegations(row);
  return { ...world, row, names: () => world.estate.delegationsOf(row)?.map(({ name }) => name) };
}

/** Ann and Bob are signed in: the shop is reached as its manager and as its owner. */
async function bothSides() {
  const world = contosoWorld();
  const { azure, estate } = world;
  azure.whoIsSignedIn.answers([ann, bob]);
  azure.tenantsOf(bob).answers([tenant(fabrikam, 'Fabrikam', 'Home')]);
  azure
    .subscriptionsBehind(bobInFabrikam)
    .answers([subscription(shop, 'Shop', fabrikam, [contoso]), subscription(bank, 'Bank', fabrikam)]);
  azure.assignmentsOf(annInContoso, shop, contoso).answers([goldOfShop]);
  azure.assignmentsOf(bobInFabrikam, shop, contoso).answers([goldOfShop]);
  await estate.refresh();
  return world;
}

describe('Forgetting a delegation that was removed', () => {
  test('takes it out, tells which row has changed, and asks Azure for nothing', async () => {
    const { azure, estate, row, names } = await openShop(goldOfShop, silverOfShop);
    const told: (string | undefined)[] = [];
    estate.onDidChange(({ key }) => told.push(key));
    await estate.forget(goldId);
    expect(names()).toEqual([silver]);
    expect(told).toEqual([row.key]);
    expect(azure.subscriptionsBehind(annInContoso).timesAsked).toBe(1);
  });

  test('knows its id in any letter case', async () => {
    const { estate, names } = await openShop(goldOfShop, silverOfShop);
    await estate.forget(goldId.toUpperCase());
    expect(names()).toEqual([silver]);
  });

  test('leaves one of the same name at another scope where it is', async () => {
    const ofGroup = assignment(shop, gold, { managedBy: contoso, resourceGroup: 'web' });
    const { estate, names } = await openShop(goldOfShop, ofGroup);
    await estate.forget(goldId);
    expect(names()).toEqual([gold]);
  });

  test('does nothing where nobody has seen it', async () => {
    const { azure, estate, names } = await openShop(silverOfShop);
    let told = 0;
    estate.onDidChange(() => told++);
    await estate.forget(goldId);
    expect(names()).toEqual([silver]);
    expect(told).toBe(0);
    expect(azure.subscriptionsBehind(annInContoso).timesAsked).toBe(1);
  });

  test('takes it out behind every door', async () => {
    const { azure, estate } = await bothSides();
    azure.assignmentsOf(bobInFabrikam, shop, contoso).answers([goldOfShop, silverOfShop]);
    azure.assignmentsOf(annInContoso, shop, contoso).answers([goldOfShop, silverOfShop]);
    for (const row of rows(estate)) await estate.readDelegations(row);
    await estate.forget(goldId);
    expect(rows(estate).map((row) => estate.delegationsOf(row)?.map(({ name }) => name))).toEqual([
      [silver],
      [silver],
    ]);
  });
});

describe('Forgetting the last delegation of a subscription', () => {
  test('reads the tenant again, from which the subscription may be gone', async () => {
    const { azure, estate, row } = await openShop(goldOfShop);
    azure.subscriptionsBehind(annInContoso).answers([]);
    await estate.forget(goldId);
    expect(outline(estate)).toEqual([]);
    expect(estate.delegationsOf(row)).toEqual([]);
    expect(azure.tenantsOf(ann).timesAsked).toBe(1);
  });

  test('reads every door again through which the subscription is reached, opened or not', async () => {
    const { azure, estate } = await bothSides();
    expect(outline(estate)).toHaveLength(2);
    const [outgoing] = rows(estate).filter(({ direction }) => direction === 'outgoing');
    if (outgoing) await estate.readDelegations(outgoing);

    azure.subscriptionsBehind(annInContoso).answers([]);
    azure.subscriptionsBehind(bobInFabrikam).answers([subscription(shop, 'Shop', fabrikam, [])]);
    await estate.forget(goldId);
    expect(outline(estate)).toEqual([]);
  });

  test('reads no tenant that has nothing to do with it', async () => {
    const world = contosoWorld();
    const { azure, estate } = world;
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(northwind, 'Northwind', 'Home')]);
    azure.assignmentsOf(annInContoso, shop, contoso).answers([goldOfShop]);
    await estate.refresh();
    await estate.readDelegations(rowOf(estate, 'Shop'));
    await estate.forget(goldId);
    expect(azure.subscriptionsBehind(annInContoso).timesAsked).toBe(2);
    expect(azure.subscriptionsBehind(door(ann, northwind)).timesAsked).toBe(1);
  });

  test('says so where the tenant cannot be read again, and keeps the row', async () => {
    const { azure, estate, names } = await openShop(goldOfShop);
    azure.subscriptionsBehind(annInContoso).fails(armError('offline'));
    await estate.forget(goldId);
    expect(names()).toEqual([]);
    expect(outline(estate)).toHaveLength(1);
    expect(statuses(estate)).toEqual(['Contoso: failed']);
  });

  test.each([
    ['as the list writes it', (id: string) => id],
    ['in capitals', (id: string) => id.toUpperCase()],
  ])(
    'that only a check had found, with its id %s, takes its manager away, but no other',
    async (_, written) => {
      const { azure, estate } = fabrikamWorld();
      await estate.refresh();
      const ofGroup = assignment(bank, gold, { managedBy: northwind, resourceGroup: 'vault' });
      const id = written(ofGroup.id ?? '');
      azure
        .assignmentsOf(bobInFabrikam, bank)
        .answers([{ ...ofGroup, id }, assignment(bank, silver, { managedBy: contoso })]);
      await estate.takeInventory(() => undefined, new AbortController().signal);
      expect(outline(estate).filter((row) => row.includes('Bank'))).toHaveLength(2);

      await estate.forget(id);
      expect(outline(estate).filter((row) => row.includes('Bank'))).toEqual([
        `${contoso} > Bank (incoming, bob@fabrikam.com in Fabrikam)`,
      ]);
    },
  );
});

describe('A delegation that was forgotten', () => {
  test('is not brought back by a reading that was asked for before', async () => {
    const { azure, estate, row, names } = await openShop(goldOfShop, silverOfShop);
    const late = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const reading = estate.readDelegations(row);
    await late.asked;
    await estate.forget(goldId);
    late.answer([goldOfShop, silverOfShop]);
    expect((await reading).map(({ name }) => name)).toEqual([silver]);
    expect(names()).toEqual([silver]);
  });

  test('is there again where Azure tells it afterwards: the customer has delegated anew', async () => {
    const { estate, row, names } = await openShop(goldOfShop, silverOfShop);
    await estate.forget(goldId);
    await estate.readDelegations(row);
    expect(names()).toEqual([gold, silver]);
  });

  test('does not bring its subscription back through a refresh that was asked for before', async () => {
    const { azure, estate } = await openShop(goldOfShop);
    const late = azure.subscriptionsBehind(annInContoso).holdNext();
    const refreshed = estate.refresh();
    await late.asked;
    azure.subscriptionsBehind(annInContoso).answers([]);
    await estate.forget(goldId);
    late.answer([subscription(shop, 'Shop', fabrikam)]);
    await refreshed;
    expect(outline(estate)).toEqual([]);
  });
});
