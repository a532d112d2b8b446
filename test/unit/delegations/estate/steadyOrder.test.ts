import { expect, test } from 'vitest';
import {
  ann,
  assignment,
  bob,
  contoso,
  door,
  emptyWorld,
  fabrikam,
  northwind,
  outline,
  proseware,
  shop,
  silver,
  subscription,
  tenant,
  until,
} from './world.ts';

test('Rows do not change places while answers come in, and are in order when all are there', async () => {
  const { azure, estate } = emptyWorld();
  azure.whoIsSignedIn.answers([bob, ann]);
  azure.tenantsOf(bob).answers([tenant(fabrikam, 'Fabrikam')]);
  azure.tenantsOf(ann).answers([tenant(northwind, 'Northwind')]);
  azure
    .subscriptionsBehind(door(bob, fabrikam))
    .answers([subscription(shop, 'Shop', fabrikam, [proseware, contoso])]);
  // Of both managers only the ids are known, until the check tells a name that would go first.
  azure
    .assignmentsOf(door(bob, fabrikam), shop)
    .answers([
      assignment(shop, silver, { managedBy: proseware, managedByName: 'Aardvark' }),
      assignment(shop, silver.replace('5', '6'), { managedBy: contoso }),
    ]);
  const late = azure.subscriptionsBehind(door(ann, northwind)).holdNext();
  const managers = (): readonly string[] => estate.managingTenants.map(({ id }) => id);
  const taken = estate.takeInventory(() => undefined, new AbortController().signal);
  await late.asked;
  await until(estate, () => managers().length === 2);
  expect(managers()).toEqual([contoso, proseware]);
  await until(estate, () => estate.tenant(proseware)?.displayName === 'Aardvark');
  expect(managers()).toEqual([contoso, proseware]);
  late.answer([]);
  await taken;
  expect(managers()).toEqual([proseware, contoso]);
  expect(outline(estate)[0]).toMatch(/^Aardvark > Shop/);
});
