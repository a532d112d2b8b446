import { describe, expect, test } from 'vitest';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import {
  ann,
  armError,
  assignment,
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
  tenant,
} from './world.ts';

const annInContoso = door(ann, contoso);

/** Ann opens the shop that Azure tells these assignments of. */
async function openShop(...assignments: readonly RegistrationAssignment[]) {
  const world = contosoWorld();
  await world.estate.refresh();
  const row = rowOf(world.estate, 'Shop');
  world.azure.assignmentsOf(annInContoso, shop, contoso).answers(assignments);
  return { ...world, row };
}

describe('The delegations of a subscription', () => {
  test('are not known before they were read, and known afterwards', async () => {
    const { estate, row } = await openShop(assignment(shop, gold, { managedBy: contoso }));
    expect(estate.delegationsOf(row)).toBeUndefined();
    const delegations = await estate.readDelegations(row);
    expect(delegations.map(({ name, door: through }) => [name, through])).toEqual([[gold, annInContoso]]);
    expect(estate.delegationsOf(row)).toBe(delegations);
  });

  test('are an empty list where Azure says that there is none', async () => {
    const { estate, row } = await openShop();
    expect(await estate.readDelegations(row)).toEqual([]);
    expect(estate.delegationsOf(row)).toEqual([]);
  });

  test('are those of the managing tenant alone, in any letter case', async () => {
    const { estate, row } = await openShop(
      assignment(shop, gold, { managedBy: contoso.toUpperCase() }),
      assignment(shop, silver, { managedBy: northwind }),
    );
    expect((await estate.readDelegations(row)).map(({ name }) => name)).toEqual([gold]);
  });

  test('are those, too, that do not tell their managing tenant', async () => {
    const bare: RegistrationAssignment = { ...assignment(shop, silver), properties: {} };
    const { estate, row } = await openShop(assignment(shop, gold), bare);
    expect((await estate.readDelegations(row)).map(({ name }) => name)).toEqual([gold, silver]);
  });

  test('of a resource group come with it', async () => {
    const { estate, row } = await openShop(assignment(shop, gold, { resourceGroup: 'web(west).1-ä_' }));
    expect(await estate.readDelegations(row)).toMatchObject([
      { resourceGroup: 'web(west).1-ä_', scope: `/subscriptions/${shop}/resourceGroups/web(west).1-ä_` },
    ]);
  });

  test('that a list tells twice, in whatever letter case, are there once', async () => {
    const once = assignment(shop, gold, { managedBy: contoso });
    const { estate, row } = await openShop(once, { ...once, id: once.id?.toUpperCase() ?? '' });
    expect(await estate.readDelegations(row)).toHaveLength(1);
  });

  test.each([
    ['that has no id', { name: gold }],
    ['whose id is none', { id: 'gold', name: gold }],
    ['whose id is empty', { id: '' }],
    ['whose id is another resource’s', { id: `/subscriptions/${shop}/resourceGroups/web` }],
    ['of a whole tenant', { id: `/providers/Microsoft.ManagedServices/registrationAssignments/${gold}` }],
  ])('are an error, not a shorter list, where one comes %s', async (_, malformed: RegistrationAssignment) => {
    const { azure, estate, row } = await openShop(assignment(shop, silver));
    await estate.readDelegations(row);
    azure.assignmentsOf(annInContoso, shop, contoso).answers([assignment(shop, silver), malformed]);
    await expect(estate.readDelegations(row)).rejects.toMatchObject({
      name: 'ArmError',
      reason: 'malformed',
    });
    expect(estate.delegationsOf(row)?.map(({ name }) => name)).toEqual([silver]);
  });

  test('stay as they were where a reading fails, and are never empty because of it', async () => {
    const { azure, estate, row } = await openShop(assignment(shop, gold));
    azure.assignmentsOf(annInContoso, shop, contoso).fails(armError('forbidden'));
    await expect(estate.readDelegations(row)).rejects.toMatchObject({ reason: 'forbidden' });
    expect(estate.delegationsOf(row)).toBeUndefined();

    azure.assignmentsOf(annInContoso, shop, contoso).answers([assignment(shop, gold)]);
    await estate.readDelegations(row);
    azure.assignmentsOf(annInContoso, shop, contoso).fails(armError('forbidden'));
    await expect(estate.readDelegations(row)).rejects.toMatchObject({ reason: 'forbidden' });
    expect(estate.delegationsOf(row)).toHaveLength(1);
  });

  test('stay when the whole estate is read again', async () => {
    const { estate, row } = await openShop(assignment(shop, gold));
    await estate.readDelegations(row);
    await estate.refresh();
    expect(estate.delegationsOf(rowOf(estate, 'Shop'))).toHaveLength(1);
  });

  test('are known for the door that they were read through, and for no other', async () => {
    const { azure, estate, row } = await openShop(assignment(shop, gold, { managedBy: contoso }));
    azure.whoIsSignedIn.answers([ann, bob]);
    azure.tenantsOf(bob).answers([tenant(fabrikam, 'Fabrikam', 'Home')]);
    azure
      .subscriptionsBehind(door(bob, fabrikam))
      .answers([{ id: shop, tenantId: fabrikam, managedByTenants: [contoso] }]);
    await estate.refresh();
    await estate.readDelegations(row);
    const [other] = estate.managingTenants.flatMap(({ subscriptions }) =>
      subscriptions.filter(({ direction }) => direction === 'incoming'),
    );
    expect(other && estate.delegationsOf(other)).toBeUndefined();
    expect(other?.key).not.toBe(row.key);
  });
});

describe('What a definition tells about names', () => {
  const bobInFabrikam = door(bob, fabrikam);

  test('a provider that is in no list of tenants is called what its definition says', async () => {
    const { azure, estate } = fabrikamWorld();
    await estate.refresh();
    expect(outline(estate)).toEqual([`${contoso} > Shop (incoming, bob@fabrikam.com in Fabrikam)`]);

    azure
      .assignmentsOf(bobInFabrikam, shop, contoso)
      .answers([assignment(shop, gold, { managedBy: contoso.toUpperCase(), managedByName: 'Contoso MSP' })]);
    let told = 0;
    estate.onDidChange(() => told++);
    await estate.readDelegations(rowOf(estate, 'Shop'));
    expect(outline(estate)).toEqual(['Contoso MSP > Shop (incoming, bob@fabrikam.com in Fabrikam)']);
    expect(told).toBeGreaterThan(0);
  });

  test('a customer, too', async () => {
    const { estate, row } = await openShop(
      assignment(shop, gold, {
        managedBy: contoso,
        managee: fabrikam.toUpperCase(),
        manageeName: 'Fabrikam',
      }),
    );
    await estate.readDelegations(row);
    expect(estate.tenant(fabrikam)).toEqual({ id: fabrikam, displayName: 'Fabrikam' });
  });

  test('a list of tenants knows better', async () => {
    const { azure, estate, row } = await openShop(
      assignment(shop, gold, {
        managedBy: contoso,
        managedByName: 'Called otherwise by the offer',
        managee: fabrikam,
        manageeName: 'Called otherwise too',
      }),
    );
    await estate.readDelegations(row);
    expect(estate.tenant(contoso)?.displayName).toBe('Contoso');

    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(fabrikam, 'Fabrikam', 'ManagedBy')]);
    await estate.refresh();
    expect(estate.tenant(fabrikam)?.displayName).toBe('Fabrikam');
  });

  test('where the list of tenants has an id alone, or an empty name, the definition’s name is taken', async () => {
    for (const displayName of [undefined, '']) {
      const { azure, estate, row } = await openShop(
        assignment(shop, gold, { managedBy: contoso, managedByName: 'Contoso MSP' }),
      );
      azure.tenantsOf(ann).answers([tenant(contoso, displayName, 'Home')]);
      await estate.refresh();
      await estate.readDelegations(row);
      expect(estate.tenant(contoso)?.displayName).toBe('Contoso MSP');
    }
  });

  test('an empty name is none', async () => {
    const { azure, estate } = fabrikamWorld();
    await estate.refresh();
    azure
      .assignmentsOf(bobInFabrikam, shop, contoso)
      .answers([assignment(shop, gold, { managedBy: contoso, managedByName: '' })]);
    await estate.readDelegations(rowOf(estate, 'Shop'));
    expect(estate.tenant(contoso)).toBeUndefined();
  });
});

describe('The names of roles', () => {
  test('are read with the first subscription that is opened, once, and told', async () => {
    const { azure, estate, row } = await openShop();
    azure.namesOfRoles.answers(new Map([['some-role', 'Some Role']]));
    expect(azure.namesOfRoles.timesAsked).toBe(0);
    let told = 0;
    estate.onDidChange(() => told++);
    await Promise.all([estate.readDelegations(row), estate.readDelegations(row)]);
    await everythingAnswered();
    expect(estate.roleNames.get('some-role')).toBe('Some Role');
    expect(told).toBe(1);
    await estate.readDelegations(row);
    await everythingAnswered();
    expect(azure.namesOfRoles.timesAsked).toBe(1);
  });

  test('are asked for again by the next subscription that is opened, where that failed', async () => {
    const { azure, estate, row } = await openShop();
    azure.namesOfRoles.fails(armError('throttled'));
    await estate.readDelegations(row);
    await everythingAnswered();
    expect(estate.roleNames.size).toBe(0);

    azure.namesOfRoles.answers(new Map([['some-role', 'Some Role']]));
    await estate.readDelegations(row);
    await everythingAnswered();
    expect(estate.roleNames.size).toBe(1);
    expect(azure.namesOfRoles.timesAsked).toBe(2);
  });

  test('keep nobody waiting', async () => {
    const { azure, estate, row } = await openShop(assignment(shop, gold));
    const held = azure.namesOfRoles.holdNext();
    expect(await estate.readDelegations(row)).toHaveLength(1);
    held.answer(new Map());
  });
});
