import { describe, expect, test } from 'vitest';
import { type EstateSnapshot, tenantStates } from '../../../../src/delegations/estate/snapshot.ts';
import type { HeldAnswer, Question } from './scriptedSource.ts';
import {
  ann,
  armError,
  assignment,
  bank,
  bob,
  contoso,
  contosoWorld,
  door,
  everythingAnswered,
  fabrikam,
  fabrikamWorld,
  gold,
  northwind,
  outline,
  rowOf,
  shop,
  silver,
  statuses,
  subscription,
  tenant,
} from './world.ts';

const annInContoso = door(ann, contoso);
const older = [subscription(shop, 'Shop', fabrikam)];
const newer = [subscription(bank, 'Bank', northwind)];
const newerRows = ['Contoso > Bank (outgoing, ann@contoso.com in Contoso)'];

describe('A newer refresh supersedes an older one', () => {
  test('whose subscriptions come after the newer ones, and change nothing', async () => {
    const { azure, estate } = contosoWorld();
    const late = azure.subscriptionsBehind(annInContoso).holdNext();
    const first = estate.refresh();
    await late.asked;

    azure.subscriptionsBehind(annInContoso).answers(newer);
    const second = estate.refresh();
    await second;
    late.answer(older);
    await first;
    expect(outline(estate)).toEqual(newerRows);
  });

  test('whose failure comes after the newer answer, and is not shown', async () => {
    const { azure, estate } = contosoWorld();
    const late = azure.subscriptionsBehind(annInContoso).holdNext();
    const first = estate.refresh();
    await late.asked;
    await estate.refresh();
    late.fail(armError('offline'));
    await first;
    expect(statuses(estate)).toEqual(['Contoso: ready']);
  });

  test.each([
    ['its accounts', (world: World) => hold(world.azure.whoIsSignedIn, [ann])],
    ['its home tenant', (world: World) => hold<string | undefined>(world.azure.homeTenantOf(ann), contoso)],
    ['its tenants', (world: World) => hold(world.azure.tenantsOf(ann), [tenant(contoso, 'Contoso', 'Home')])],
  ])('which was still waiting for %s, and does not stand in its way afterwards', async (_, holdFirst) => {
    const world = contosoWorld();
    const { azure, estate } = world;
    const early = holdFirst(world);
    const first = estate.refresh();
    await early.asked;

    azure.subscriptionsBehind(annInContoso).answers(newer);
    const held = azure.subscriptionsBehind(annInContoso).holdNext();
    // Where the older one has a home tenant already, it has asked for its subscriptions, too.
    const second = estate.refresh();
    await everythingAnswered();
    early.give();
    await everythingAnswered();
    held.answer(newer);
    await Promise.all([first, second]);
    expect(statuses(estate)).toEqual(['Contoso: ready']);
    expect(outline(estate)).toEqual(newerRows);
  });

  test('which resolves no sooner than the newer one, so that nobody takes nothing for an answer', async () => {
    const { azure, estate } = contosoWorld();
    const early = azure.whoIsSignedIn.holdNext();
    const late = azure.subscriptionsBehind(annInContoso).holdNext();
    let sawRows = false;
    const first = estate.refresh().then(() => {
      sawRows = outline(estate).length > 0;
    });
    const second = estate.refresh();
    await late.asked;
    early.answer([ann]);
    await everythingAnswered();
    late.answer(older);
    await Promise.all([first, second]);
    expect(sawRows).toBe(true);
  });

  test('and stops what the older one has asked of Azure', async () => {
    const { azure, estate } = contosoWorld();
    const late = azure.subscriptionsBehind(annInContoso).holdNext();
    void estate.refresh();
    const signal = await late.asked;
    expect(signal?.aborted).toBe(false);
    await Promise.race([estate.refresh(), late.asked]);
    expect(signal?.aborted).toBe(true);
    late.fail(armError('cancelled'));
  });
});

describe('Reading one tenant again, and everything', () => {
  test('the tenant asked later counts, although it answers before', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const ofAll = azure.subscriptionsBehind(annInContoso).holdNext();
    const ofTenant = azure.subscriptionsBehind(annInContoso).holdNext();
    const all = estate.refresh();
    await ofAll.asked;
    const one = estate.refreshTenant(annInContoso);
    ofTenant.answer(newer);
    await one;
    ofAll.answer(older);
    await all;
    expect(outline(estate)).toEqual(newerRows);
    expect(statuses(estate)).toEqual(['Contoso: ready']);
  });

  test('everything asked later counts, although it answers before', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const ofTenant = azure.subscriptionsBehind(annInContoso).holdNext();
    const one = estate.refreshTenant(annInContoso);
    azure.subscriptionsBehind(annInContoso).answers(newer);
    await estate.refresh();
    ofTenant.answer(older);
    await one;
    expect(outline(estate)).toEqual(newerRows);
  });

  test('of two readings of a tenant, the later one counts', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const first = azure.subscriptionsBehind(annInContoso).holdNext();
    const second = azure.subscriptionsBehind(annInContoso).holdNext();
    const both = [estate.refreshTenant(annInContoso), estate.refreshTenant(annInContoso)];
    second.answer(newer);
    first.answer(older);
    await Promise.all(both);
    expect(outline(estate)).toEqual(newerRows);
  });

  test('a tenant that is gone meanwhile does not come back', async () => {
    const { azure, estate } = contosoWorld();
    azure.homeTenantOf(ann).answers(undefined);
    await estate.refresh();
    const held = azure.subscriptionsBehind(annInContoso).holdNext();
    const one = estate.refreshTenant(annInContoso);
    azure.tenantsOf(ann).answers([]);
    await estate.refresh();
    held.answer(older);
    await one;
    expect(tenantStates(estate.snapshot)).toEqual([]);
  });
});

describe('Of two readings of the delegations of a subscription', () => {
  const olderAnswer = [assignment(shop, gold, { managedBy: contoso })];
  const newerAnswer = [assignment(shop, silver, { managedBy: contoso })];

  test('the later question counts, whichever answer comes last', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const row = rowOf(estate, 'Shop');
    const first = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const second = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const firstReading = estate.readDelegations(row);
    const secondReading = estate.readDelegations(row);

    second.answer(newerAnswer);
    expect((await secondReading).map(({ name }) => name)).toEqual([silver]);
    first.answer(olderAnswer);
    expect((await firstReading).map(({ name }) => name)).toEqual([silver]);
    expect(estate.delegationsOf(row)?.map(({ name }) => name)).toEqual([silver]);
  });

  test('the earlier one is good until the later one answers', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const row = rowOf(estate, 'Shop');
    const first = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const second = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const firstReading = estate.readDelegations(row);
    const secondReading = estate.readDelegations(row);

    first.answer(olderAnswer);
    expect((await firstReading).map(({ name }) => name)).toEqual([gold]);
    second.answer(newerAnswer);
    await secondReading;
    expect(estate.delegationsOf(row)?.map(({ name }) => name)).toEqual([silver]);
  });

  test('the earlier one counts where the later one failed', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const row = rowOf(estate, 'Shop');
    const first = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const second = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const firstReading = estate.readDelegations(row);
    const secondReading = estate.readDelegations(row);

    second.fail(armError('timeout'));
    await expect(secondReading).rejects.toMatchObject({ reason: 'timeout' });
    first.answer(olderAnswer);
    expect((await firstReading).map(({ name }) => name)).toEqual([gold]);
  });
});

describe('Forgetting everything', () => {
  const forgotten: EstateSnapshot = { phase: 'loading', accounts: [] };

  test('empties the estate at once, names, roles and checks included', async () => {
    const { azure, estate } = fabrikamWorld();
    const bobInFabrikam = door(bob, fabrikam);
    azure.namesOfRoles.answers(new Map([['some-role', 'Some Role']]));
    azure
      .assignmentsOf(bobInFabrikam, shop, contoso)
      .answers([assignment(shop, gold, { managedBy: contoso, managedByName: 'Contoso' })]);
    azure
      .assignmentsOf(bobInFabrikam, bank)
      .answers([assignment(bank, silver, { managedBy: northwind, resourceGroup: 'vault' })]);
    await estate.refresh();
    const row = rowOf(estate, 'Shop');
    await estate.readDelegations(row);
    azure.assignmentsOf(bobInFabrikam, shop).fails(armError('forbidden'));
    await estate.takeInventory(() => undefined, new AbortController().signal);
    expect(estate.roleNames.size).toBe(1);
    expect(estate.checkErrors).toHaveLength(1);

    let told = 0;
    estate.onDidChange(() => told++);
    estate.clear();
    expect(told).toBe(1);
    expect(estate.snapshot).toEqual(forgotten);
    expect(estate.managingTenants).toEqual([]);
    expect(estate.tenant(contoso)).toBeUndefined();
    expect(estate.tenant(fabrikam)).toBeUndefined();
    expect(estate.delegationsOf(row)).toBeUndefined();
    expect(estate.roleNames.size).toBe(0);
    expect(estate.doorsTo(shop)).toBe(0);
    expect(estate.uncheckedSubscriptions).toEqual([]);
    expect(estate.checkErrors).toEqual([]);
  });

  test.each([
    ['the accounts', (world: World) => hold(world.azure.whoIsSignedIn, [ann])],
    ['a home tenant', (world: World) => hold<string | undefined>(world.azure.homeTenantOf(ann), contoso)],
    ['tenants', (world: World) => hold(world.azure.tenantsOf(ann), [tenant(contoso, 'Contoso', 'Home')])],
    ['subscriptions', (world: World) => hold(world.azure.subscriptionsBehind(annInContoso), older)],
  ])('%s that were on their way change nothing', async (_, holdFirst) => {
    const world = contosoWorld();
    const late = holdFirst(world);
    const refreshed = world.estate.refresh();
    await late.asked;
    world.estate.clear();
    let told = 0;
    world.estate.onDidChange(() => told++);
    late.give();
    await refreshed;
    await everythingAnswered();
    expect(world.estate.snapshot).toEqual(forgotten);
    expect(told).toBe(0);
  });

  test.each([
    [
      'a late home tenant',
      (world: World) => hold<string | undefined>(world.azure.homeTenantOf(ann), contoso),
    ],
    ['late subscriptions', (world: World) => hold(world.azure.subscriptionsBehind(annInContoso), older)],
  ])('%s of before does not stand in the way of what is read afterwards', async (_, holdFirst) => {
    const world = contosoWorld();
    const { azure, estate } = world;
    const late = holdFirst(world);
    const before = estate.refresh();
    await late.asked;
    estate.clear();

    azure.subscriptionsBehind(annInContoso).answers(newer);
    const held = azure.subscriptionsBehind(annInContoso).holdNext();
    const after = estate.refresh();
    await held.asked;
    late.give();
    await everythingAnswered();
    held.answer(newer);
    await Promise.all([before, after]);
    expect(outline(estate)).toEqual(newerRows);
  });

  test('a tenant that was on its way changes nothing', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const late = azure.subscriptionsBehind(annInContoso).holdNext();
    const one = estate.refreshTenant(annInContoso);
    const signal = await late.asked;
    estate.clear();
    expect(signal?.aborted).toBe(true);
    late.answer(newer);
    await one;
    expect(estate.snapshot).toEqual(forgotten);
  });

  test('delegations that were on their way are not kept, and whoever waits is told that they were cancelled', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const row = rowOf(estate, 'Shop');
    const late = azure.assignmentsOf(annInContoso, shop, contoso).holdNext();
    const reading = estate.readDelegations(row);
    estate.clear();
    late.answer([assignment(shop, gold, { managedBy: contoso, managee: fabrikam, manageeName: 'Fabrikam' })]);
    await expect(reading).rejects.toMatchObject({ name: 'ArmError', reason: 'cancelled' });
    expect(estate.delegationsOf(row)).toBeUndefined();
    expect(estate.tenant(fabrikam)).toBeUndefined();
    expect(azure.namesOfRoles.timesAsked).toBe(0);
  });

  test.each([
    ['that come', (late: HeldRoles) => late.answer(new Map([['some-role', 'Some Role']]))],
    ['that fail', (late: HeldRoles) => late.fail(armError('cancelled'))],
  ])('names of roles %s late are not kept, and do not keep new ones from being read', async (_, give) => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const late = azure.namesOfRoles.holdNext();
    await estate.readDelegations(rowOf(estate, 'Shop'));
    await late.asked;
    estate.clear();
    give(late);
    await everythingAnswered();
    expect(estate.roleNames.size).toBe(0);

    azure.namesOfRoles.answers(new Map([['other-role', 'Other Role']]));
    await estate.refresh();
    await estate.readDelegations(rowOf(estate, 'Shop'));
    await everythingAnswered();
    expect([...estate.roleNames.values()]).toEqual(['Other Role']);
  });

  test('a check that was on its way ends as cancelled, and nothing of it is kept', async () => {
    const { azure, estate } = fabrikamWorld();
    await estate.refresh();
    const late = azure.assignmentsOf(door(bob, fabrikam), shop).holdNext();
    const alsoLate = azure.assignmentsOf(door(bob, fabrikam), bank).holdNext();
    const checked = estate.takeInventory(() => undefined, new AbortController().signal);
    await alsoLate.asked;
    estate.clear();
    late.answer([assignment(shop, gold, { managedBy: northwind, managedByName: 'Northwind' })]);
    alsoLate.fail(armError('cancelled'));
    await expect(checked).rejects.toMatchObject({ name: 'ArmError', reason: 'cancelled' });
    expect(estate.snapshot).toEqual(forgotten);
    expect(estate.tenant(northwind)).toBeUndefined();

    await estate.refresh();
    expect(outline(estate)).toHaveLength(1);
    expect(estate.uncheckedSubscriptions).toHaveLength(2);
  });

  test('and whoever listens no longer is not told', () => {
    const { estate } = contosoWorld();
    let told = 0;
    const stop = estate.onDidChange(() => told++);
    stop();
    estate.clear();
    expect(told).toBe(0);
  });
});

describe('After everybody signed out', () => {
  test('nothing that comes late is shown', async () => {
    const { azure, estate } = contosoWorld();
    const ofAll = azure.subscriptionsBehind(annInContoso).holdNext();
    const ofTenant = azure.subscriptionsBehind(annInContoso).holdNext();
    const before = estate.refresh();
    await ofAll.asked;
    const one = estate.refreshTenant(annInContoso);

    azure.whoIsSignedIn.answers([]);
    const after = estate.refresh();
    await everythingAnswered();
    ofAll.answer(older);
    ofTenant.answer(older);
    await Promise.all([before, one, after]);
    expect(estate.snapshot).toEqual({ phase: 'signedOut', accounts: [] });
    expect(outline(estate)).toEqual([]);
  });

  test('the older answer that somebody is signed in does not bring them back', async () => {
    const { azure, estate } = contosoWorld();
    const late = azure.whoIsSignedIn.holdNext();
    const before = estate.refresh();
    azure.whoIsSignedIn.answers([]);
    await estate.refresh();
    late.answer([ann]);
    await before;
    expect(estate.snapshot.phase).toBe('signedOut');
    expect(azure.tenantsOf(ann).timesAsked).toBe(0);
  });
});

type World = ReturnType<typeof contosoWorld>;
type HeldRoles = HeldAnswer<ReadonlyMap<string, string>>;

/** Holds the next answer to a question, and knows which one to give. */
function hold<T>(question: Question<T>, value: T): { readonly asked: Promise<unknown>; give(): void } {
  const held = question.holdNext();
  return { asked: held.asked, give: () => held.answer(value) };
}
