import { describe, expect, test } from 'vitest';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import type { HeldAnswer } from '../estate/scriptedSource.ts';
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
  proseware,
  rowOf,
  shop,
  silver,
  subscription,
  until,
} from '../estate/world.ts';

const bobInFabrikam = door(bob, fabrikam);

/** Checks without anybody watching or stopping it. */
const unwatched = [() => undefined, new AbortController().signal] as const;

async function filledFabrikam() {
  const world = fabrikamWorld();
  await world.estate.refresh();
  return world;
}

/** Fabrikam owns this many subscriptions, and each answer waits for the test. */
async function fabrikamOwning(count: number) {
  const world = fabrikamWorld();
  const ids = Array.from({ length: count }, (_, index) => shop.replace(/^.{8}/, String(10_000_000 + index)));
  world.azure
    .subscriptionsBehind(bobInFabrikam)
    .answers(ids.map((id) => subscription(id, `Number ${id}`, fabrikam)));
  await world.estate.refresh();
  const questions = ids.map((id) => world.azure.assignmentsOf(bobInFabrikam, id));
  const asked = (): number => questions.filter(({ timesAsked }) => timesAsked > 0).length;
  return { ...world, ids, asked, answers: questions.map((question) => question.holdNext()) };
}

describe('Without the graph, an inventory of one’s own subscriptions', () => {
  test('finds delegated resource groups that no list tells', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).answers([
      assignment(bank, gold, { managedBy: northwind.toUpperCase(), resourceGroup: 'vault' }),
      assignment(bank, silver, {
        managedBy: proseware,
        managedByName: 'Proseware',
        resourceGroup: 'vault',
      }),
    ]);
    expect(outline(estate)).toHaveLength(1);

    await estate.takeInventory(...unwatched);
    expect(outline(estate)).toEqual([
      `${contoso} > Shop (incoming, bob@fabrikam.com in Fabrikam)`,
      `${northwind} > Bank (incoming, bob@fabrikam.com in Fabrikam)`,
      'Proseware > Bank (incoming, bob@fabrikam.com in Fabrikam)',
    ]);
    const [, ofNorthwind] = estate.managingTenants;
    const [row] = ofNorthwind?.subscriptions ?? [];
    expect(row && estate.delegationsOf(row)?.map(({ name }) => name)).toEqual([gold]);
  });

  test('leaves nothing unchecked, also where there is nothing to find', async () => {
    const { estate } = await filledFabrikam();
    expect(estate.uncheckedSubscriptions).toHaveLength(2);
    await estate.takeInventory(...unwatched);
    expect(estate.uncheckedSubscriptions).toEqual([]);
    expect(estate.checkErrors).toEqual([]);
  });

  test('looks only at subscriptions of one’s own tenants', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    expect(estate.uncheckedSubscriptions).toEqual([]);
    await estate.takeInventory(...unwatched);
    expect(azure.assignmentsOf(door(ann, contoso), shop).timesAsked).toBe(0);
  });

  test('a manager that the list tells already is one row still, and what was found stays over a refresh', async () => {
    const { azure, estate } = await filledFabrikam();
    azure
      .assignmentsOf(bobInFabrikam, shop)
      .answers([
        assignment(shop, gold, { managedBy: contoso }),
        assignment(shop, silver, { managedBy: northwind }),
      ]);
    await estate.takeInventory(...unwatched);
    const found = outline(estate);
    expect(found).toHaveLength(2);
    await estate.refresh();
    expect(outline(estate)).toEqual(found);
    expect(estate.uncheckedSubscriptions).toEqual([]);
  });

  test('a later check forgets what is not there any more', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).answers([assignment(bank, gold, { managedBy: northwind })]);
    await estate.takeInventory(...unwatched);
    expect(outline(estate)).toHaveLength(2);
    azure.assignmentsOf(bobInFabrikam, bank).answers([]);
    await estate.takeInventory(...unwatched);
    expect(outline(estate)).toHaveLength(1);
  });

  test('tells after each subscription how far it is', async () => {
    const { estate } = await filledFabrikam();
    const progress: number[] = [];
    await estate.takeInventory(
      ({ subscriptionsRead }) => void progress.push(subscriptionsRead),
      new AbortController().signal,
    );
    expect(progress).toEqual([0, 1, 2, 2]);
  });

  test('reads eight at a time, and the next as soon as one has answered', async () => {
    const { estate, asked, answers } = await fabrikamOwning(20);
    const checked = estate.takeInventory(...unwatched);
    await everythingAnswered();
    expect(asked()).toBe(8);
    answers[5]?.answer([]);
    await everythingAnswered();
    expect(asked()).toBe(9);
    for (const answer of answers) answer.answer([]);
    await checked;
    expect(asked()).toBe(20);
    expect(estate.uncheckedSubscriptions).toEqual([]);
  });
});

describe('Where a subscription cannot be checked', () => {
  test('the others are, and it is told which and why', async () => {
    const { azure, estate } = await filledFabrikam();
    const error = armError('forbidden');
    azure.assignmentsOf(bobInFabrikam, shop).fails(error);
    azure.assignmentsOf(bobInFabrikam, bank).answers([assignment(bank, gold, { managedBy: northwind })]);
    await estate.takeInventory(...unwatched);
    expect(outline(estate)).toHaveLength(2);
    expect(estate.checkErrors).toEqual([error]);
    expect(estate.uncheckedSubscriptions.map(({ subscription: { id } }) => id)).toEqual([shop]);
  });

  test('what an earlier check has found of it stays', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).answers([assignment(bank, gold, { managedBy: northwind })]);
    await estate.takeInventory(...unwatched);
    azure.assignmentsOf(bobInFabrikam, bank).fails(armError('timeout'));
    await estate.takeInventory(...unwatched);
    expect(outline(estate)).toHaveLength(2);
    expect(estate.checkErrors).toHaveLength(1);
  });

  test('a later check that can removes the reason', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, shop).fails(armError('forbidden'));
    await estate.takeInventory(...unwatched);
    azure.assignmentsOf(bobInFabrikam, shop).answers([]);
    await estate.takeInventory(...unwatched);
    expect(estate.checkErrors).toEqual([]);
    expect(estate.uncheckedSubscriptions).toEqual([]);
  });

  test('and which is not the user’s any more, its reason goes with it', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).fails(armError('forbidden'));
    await estate.takeInventory(...unwatched);
    azure.subscriptionsBehind(bobInFabrikam).answers([subscription(shop, 'Shop', fabrikam, [contoso])]);
    await estate.refresh();
    expect(estate.checkErrors).toEqual([]);
  });

  test.each([
    ['whose id is none', { id: 'gold' }],
    ['that does not tell who manages it', { ...assignment(bank, gold), properties: {} }],
  ])('because of a delegation %s, it does not count as checked', async (_, odd: RegistrationAssignment) => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).answers([odd]);
    await estate.takeInventory(...unwatched);
    expect(estate.checkErrors).toMatchObject([{ name: 'ArmError', reason: 'malformed' }]);
    expect(estate.uncheckedSubscriptions.map(({ subscription: { id } }) => id)).toEqual([bank]);
  });

  test('a delegation that does not tell its manager hides none that do', async () => {
    const { azure, estate } = await filledFabrikam();
    azure
      .assignmentsOf(bobInFabrikam, bank)
      .answers([assignment(bank, gold), assignment(bank, silver, { managedBy: northwind })]);
    await estate.takeInventory(...unwatched);
    expect(outline(estate)).toHaveLength(2);
    expect(estate.checkErrors).toHaveLength(1);
  });

  test('a mistake of our own is not taken for Azure’s', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).throws(new TypeError('a mistake of ours'));
    await expect(estate.takeInventory(...unwatched)).rejects.toThrow(TypeError);
    expect(estate.uncheckedSubscriptions.map(({ subscription: { id } }) => id)).toEqual([bank]);
  });
});

describe('A check that is stopped', () => {
  test('asks for nothing more, and rejects with the reason', async () => {
    const { estate, asked, answers } = await fabrikamOwning(20);
    const stop = new AbortController();
    const checked = estate.takeInventory(() => undefined, stop.signal);
    await everythingAnswered();
    const signal = await answers[0]?.asked;
    stop.abort(armError('cancelled'));
    await expect(checked).rejects.toMatchObject({ reason: 'cancelled' });
    expect(signal?.aborted).toBe(true);
    for (const answer of answers.slice(0, 8)) answer.fail(armError('cancelled'));
    await everythingAnswered();
    expect(asked()).toBe(8);
    expect(estate.checkErrors).toEqual([]);
    expect(estate.uncheckedSubscriptions).toHaveLength(20);
  });

  test('keeps and shows what it has found until then, but not what comes later', async () => {
    const { estate, ids, answers } = await fabrikamOwning(3);
    const stop = new AbortController();
    const checked = estate.takeInventory(() => undefined, stop.signal);
    const found = (index: number): readonly RegistrationAssignment[] => [
      assignment(ids[index] ?? '', gold, { managedBy: northwind }),
    ];
    expect(outline(estate)).toEqual([]);
    answers[1]?.answer(found(1));
    await everythingAnswered();
    let shown: readonly string[] = [];
    estate.onDidChange(() => (shown = outline(estate)));
    stop.abort();
    await expect(checked).rejects.toBe(stop.signal.reason);
    answers[0]?.answer(found(0));
    answers[2]?.fail(armError('cancelled'));
    await everythingAnswered();
    expect(shown).toEqual([`${northwind} > Number ${ids[1] ?? ''} (incoming, bob@fabrikam.com in Fabrikam)`]);
    expect(estate.uncheckedSubscriptions).toHaveLength(2);
  });

  test('before it began asks for nothing', async () => {
    const { estate, asked } = await fabrikamOwning(2);
    await expect(estate.takeInventory(() => undefined, AbortSignal.abort())).rejects.toThrow();
    expect(asked()).toBe(0);
  });
});

describe('A check beside something newer', () => {
  const ofBank: readonly RegistrationAssignment[] = [assignment(bank, gold, { managedBy: northwind })];

  test('a subscription that was opened meanwhile keeps what that has shown', async () => {
    const { azure, estate } = await filledFabrikam();
    const late = azure.assignmentsOf(bobInFabrikam, shop).holdNext();
    const checked = estate.takeInventory(...unwatched);
    await late.asked;
    azure
      .assignmentsOf(bobInFabrikam, shop, contoso)
      .answers([assignment(shop, silver, { managedBy: contoso })]);
    const row = rowOf(estate, 'Shop');
    await estate.readDelegations(row);
    late.answer([assignment(shop, gold, { managedBy: contoso })]);
    await checked;
    expect(estate.delegationsOf(row)?.map(({ name }) => name)).toEqual([silver]);
  });

  test('a delegation that was removed meanwhile does not come back', async () => {
    const { azure, estate } = await filledFabrikam();
    azure.assignmentsOf(bobInFabrikam, bank).answers(ofBank);
    await estate.takeInventory(...unwatched);
    const late = azure.assignmentsOf(bobInFabrikam, bank).holdNext();
    const checked = estate.takeInventory(...unwatched);
    await late.asked;
    await estate.forget(ofBank[0]?.id ?? '');
    expect(outline(estate)).toHaveLength(1);
    late.answer(ofBank);
    await checked;
    expect(outline(estate)).toHaveLength(1);
    expect(estate.uncheckedSubscriptions).toEqual([]);
  });

  test('names that it learns are shown before it has ended', async () => {
    const { azure, estate } = await filledFabrikam();
    const late: HeldAnswer<readonly RegistrationAssignment[]> = azure
      .assignmentsOf(bobInFabrikam, bank)
      .holdNext();
    azure
      .assignmentsOf(bobInFabrikam, shop)
      .answers([assignment(shop, gold, { managedBy: contoso, managedByName: 'Contoso' })]);
    const checked = estate.takeInventory(...unwatched);
    await until(estate, () => estate.tenant(contoso) !== undefined);
    expect(outline(estate)).toEqual(['Contoso > Shop (incoming, bob@fabrikam.com in Fabrikam)']);
    late.answer([]);
    await checked;
  });
});
