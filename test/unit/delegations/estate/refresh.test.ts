import { describe, expect, test } from 'vitest';
import { isLoading, tenantStates } from '../../../../src/delegations/estate/snapshot.ts';
import {
  ann,
  armError,
  bank,
  bob,
  contoso,
  contosoWorld,
  door,
  emptyWorld,
  fabrikam,
  northwind,
  outline,
  proseware,
  rows,
  shop,
  statuses,
  subscription,
  tenant,
  until,
} from './world.ts';

describe('The estate fills as Azure answers', () => {
  test('customers of the home tenant are there before the tenants are listed', async () => {
    const { azure, estate } = contosoWorld();
    const tenants = azure.tenantsOf(ann).holdNext();
    const refreshed = estate.refresh();

    await until(estate, () => rows(estate).length > 0);
    expect(outline(estate)).toEqual([`${contoso} > Shop (outgoing, ann@contoso.com in ${contoso})`]);
    expect(isLoading(estate.snapshot)).toBe(true);

    tenants.answer([tenant(contoso, 'Contoso', 'Home')]);
    await refreshed;
    expect(outline(estate)).toEqual(['Contoso > Shop (outgoing, ann@contoso.com in Contoso)']);
    expect(isLoading(estate.snapshot)).toBe(false);
  });

  test('whichever tenant answers first is shown first, and the home tenant is asked once', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(proseware, 'Proseware', 'Home')]);
    azure.subscriptionsBehind(door(ann, proseware)).answers([subscription(bank, 'Bank', northwind)]);
    const home = azure.subscriptionsBehind(door(ann, contoso)).holdNext();
    const refreshed = estate.refresh();

    await until(estate, () => rows(estate).length > 0);
    expect(outline(estate)).toEqual(['Proseware > Bank (outgoing, ann@contoso.com in Proseware)']);
    expect(statuses(estate)).toEqual(['Contoso: loading', 'Proseware: ready']);

    home.answer([subscription(shop, 'Shop', fabrikam)]);
    await refreshed;
    expect(outline(estate)).toEqual([
      'Contoso > Shop (outgoing, ann@contoso.com in Contoso)',
      'Proseware > Bank (outgoing, ann@contoso.com in Proseware)',
    ]);
    expect(azure.subscriptionsBehind(door(ann, contoso)).timesAsked).toBe(1);
  });

  test('without a home tenant, the list of tenants says where to look', async () => {
    const { azure, estate } = contosoWorld();
    azure.homeTenantOf(ann).answers(undefined);
    await estate.refresh();
    expect(outline(estate)).toHaveLength(1);
  });

  test.each([
    [
      'is not told',
      (world: ReturnType<typeof contosoWorld>) =>
        world.azure.homeTenantOf(ann).fails(armError('signInRequired')),
    ],
    [
      'cannot be asked for',
      (world: ReturnType<typeof contosoWorld>) =>
        world.azure.homeTenantOf(ann).throws(armError('signInRequired')),
    ],
  ])('a home tenant that %s stops nothing', async (_, breaks) => {
    const world = contosoWorld();
    breaks(world);
    await world.estate.refresh();
    expect(outline(world.estate)).toHaveLength(1);
  });

  test('a home tenant that is in no list of tenants is not worked in', async () => {
    const { azure, estate } = contosoWorld();
    azure.homeTenantOf(ann).answers(northwind);
    azure.subscriptionsBehind(door(ann, northwind)).answers([subscription(bank, 'Bank', fabrikam)]);
    await estate.refresh();
    expect(outline(estate)).toEqual(['Contoso > Shop (outgoing, ann@contoso.com in Contoso)']);
  });
});

describe('A subscription is delegated', () => {
  test('to the tenant of the token, where its home is another one', async () => {
    const { estate } = contosoWorld();
    await estate.refresh();
    expect(outline(estate)).toEqual(['Contoso > Shop (outgoing, ann@contoso.com in Contoso)']);
  });

  test('by the tenant of the token to each of its managers, where that is its home', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .subscriptionsBehind(door(ann, contoso))
      .answers([subscription(bank, 'Bank', contoso, [proseware, northwind, proseware])]);
    await estate.refresh();
    expect(outline(estate)).toEqual([
      `${northwind} > Bank (incoming, ann@contoso.com in Contoso)`,
      `${proseware} > Bank (incoming, ann@contoso.com in Contoso)`,
    ]);
  });

  test('in both directions at once, to one managing tenant', async () => {
    const { azure, estate } = contosoWorld();
    azure.tenantsOf(ann).answers([tenant(contoso, 'Contoso', 'Home'), tenant(fabrikam, 'Fabrikam', 'Home')]);
    azure
      .subscriptionsBehind(door(ann, fabrikam))
      .answers([subscription(shop, 'Shop', fabrikam, [contoso]), subscription(bank, 'Bank', fabrikam)]);
    await estate.refresh();
    expect(estate.managingTenants).toHaveLength(1);
    expect(outline(estate).toSorted()).toEqual([
      'Contoso > Shop (incoming, ann@contoso.com in Fabrikam)',
      'Contoso > Shop (outgoing, ann@contoso.com in Contoso)',
    ]);
  });

  test('a subscription of the user’s own that nobody manages is no row', async () => {
    const { azure, estate } = contosoWorld();
    azure.subscriptionsBehind(door(ann, contoso)).answers([subscription(bank, 'Bank', contoso)]);
    await estate.refresh();
    expect(outline(estate)).toEqual([]);
    expect(estate.uncheckedSubscriptions.map(({ subscription: { id } }) => id)).toEqual([bank]);
  });
});

describe('The same subscription behind several doors', () => {
  test('is a row for each account, with a key of its own', async () => {
    const { azure, estate } = contosoWorld();
    azure.whoIsSignedIn.answers([ann, bob]);
    azure.tenantsOf(bob).answers([tenant(contoso, 'Contoso', 'Home')]);
    azure.subscriptionsBehind(door(bob, contoso)).answers([subscription(shop, 'Shop', fabrikam)]);
    await estate.refresh();
    expect(outline(estate).toSorted()).toEqual([
      'Contoso > Shop (outgoing, ann@contoso.com in Contoso)',
      'Contoso > Shop (outgoing, bob@fabrikam.com in Contoso)',
    ]);
    expect(new Set(rows(estate).map(({ key }) => key)).size).toBe(2);
    expect(estate.doorsTo(shop)).toBe(2);
  });

  test('is a row for each tenant of one account', async () => {
    const { azure, estate } = contosoWorld();
    azure.tenantsOf(ann).answers([tenant(contoso, 'Contoso', 'Home'), tenant(fabrikam, 'Fabrikam', 'Home')]);
    azure
      .subscriptionsBehind(door(ann, fabrikam))
      .answers([subscription(shop, 'Shop', fabrikam, [contoso, proseware])]);
    await estate.refresh();
    expect(new Set(rows(estate).map(({ key }) => key)).size).toBe(3);
    // Two managers behind one door are two rows, but one door.
    expect(estate.doorsTo(shop)).toBe(2);
    expect(estate.doorsTo(bank)).toBe(0);
  });

  test('a tenant or a subscription that a list tells twice is there once', async () => {
    const { azure, estate } = contosoWorld();
    const twice = tenant(contoso, 'Contoso', 'Home');
    azure.tenantsOf(ann).answers([twice, twice]);
    const also = subscription(shop, 'Shop', fabrikam);
    azure.subscriptionsBehind(door(ann, contoso)).answers([also, also]);
    await estate.refresh();
    expect(outline(estate)).toEqual(['Contoso > Shop (outgoing, ann@contoso.com in Contoso)']);
    expect(statuses(estate)).toEqual(['Contoso: ready']);
  });
});

describe('Names of tenants', () => {
  test.each(['ManagedBy', 'ProjectedBy', 'managedby', 'PROJECTEDBY'])(
    'a tenant of the category %s gives its name, and is not worked in',
    async (category) => {
      const { azure, estate } = contosoWorld();
      azure
        .tenantsOf(ann)
        .answers([tenant(contoso, 'Contoso', 'Home'), tenant(northwind, 'Northwind', category)]);
      await estate.refresh();
      expect(statuses(estate)).toEqual(['Contoso: ready']);
      expect(estate.tenant(northwind)?.displayName).toBe('Northwind');
      expect(azure.subscriptionsBehind(door(ann, northwind)).timesAsked).toBe(0);
    },
  );

  test.each(['Home', 'home', undefined])('a tenant of the category %s is worked in', async (category) => {
    const { azure, estate } = contosoWorld();
    azure.tenantsOf(ann).answers([tenant(contoso, 'Contoso', category)]);
    await estate.refresh();
    expect(statuses(estate)).toEqual(['Contoso: ready']);
  });

  test('the name that one account knows goes before another account’s silence', async () => {
    const { azure, estate } = contosoWorld();
    azure.whoIsSignedIn.answers([bob, ann]);
    azure.tenantsOf(bob).answers([tenant(contoso, undefined, 'Home')]);
    await estate.refresh();
    expect(estate.tenant(contoso)?.displayName).toBe('Contoso');
    expect(estate.tenant(northwind)).toBeUndefined();
  });
});

describe('What cannot be read', () => {
  test('a tenant that wants a sign-in of its own says so, and the others are there', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(proseware, 'Proseware', 'Home')]);
    azure.subscriptionsBehind(door(ann, proseware)).fails(armError('signInRequired'));
    await estate.refresh();
    expect(statuses(estate)).toEqual(['Contoso: ready', 'Proseware: signInRequired']);
    expect(outline(estate)).toHaveLength(1);
  });

  test('and is tried again when there may have been a sign-in, alone', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(proseware, 'Proseware', 'Home')]);
    azure.subscriptionsBehind(door(ann, proseware)).fails(armError('signInRequired'));
    await estate.refresh();

    azure.subscriptionsBehind(door(ann, proseware)).answers([subscription(bank, 'Bank', northwind)]);
    await estate.retrySignIns();
    expect(statuses(estate)).toEqual(['Contoso: ready', 'Proseware: ready']);
    expect(outline(estate)).toHaveLength(2);
    expect(azure.subscriptionsBehind(door(ann, contoso)).timesAsked).toBe(1);
  });

  test('a tenant that fails says why, and the others are there', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(proseware, 'Proseware', 'Home')]);
    const error = armError('forbidden');
    azure.subscriptionsBehind(door(ann, proseware)).fails(error);
    await estate.refresh();
    expect(statuses(estate)).toEqual(['Contoso: ready', 'Proseware: failed']);
    expect(tenantStates(estate.snapshot).map((state) => state.error)).toEqual([undefined, error]);
  });

  test('an account whose tenants cannot be listed says why, and its home tenant is there', async () => {
    const { azure, estate } = contosoWorld();
    const error = armError('server');
    azure.whoIsSignedIn.answers([ann, bob]);
    azure.tenantsOf(ann).fails(error);
    azure.tenantsOf(bob).answers([tenant(fabrikam, 'Fabrikam', 'Home')]);
    await estate.refresh();
    expect(estate.snapshot.accounts.map((account) => [account.status, account.error])).toEqual([
      ['failed', error],
      ['ready', undefined],
    ]);
    expect(statuses(estate)).toEqual([`${contoso}: ready`, 'Fabrikam: ready']);
    expect(isLoading(estate.snapshot)).toBe(false);
  });

  test('what is no error of Azure’s is told too', async () => {
    const { azure, estate } = contosoWorld();
    azure.subscriptionsBehind(door(ann, contoso)).throws(new TypeError('a mistake of ours'));
    await estate.refresh();
    expect(tenantStates(estate.snapshot)[0]?.error).toMatchObject({
      reason: 'unexpected',
      message: 'a mistake of ours',
    });
  });

  test('nobody is signed in', async () => {
    const { estate } = emptyWorld();
    expect(estate.snapshot.phase).toBe('loading');
    await estate.refresh();
    expect(estate.snapshot).toEqual({ phase: 'signedOut', accounts: [] });
  });

  test('the accounts cannot be asked for', async () => {
    const { azure, estate } = emptyWorld();
    const error = armError('unexpected');
    azure.whoIsSignedIn.fails(error);
    await estate.refresh();
    expect(estate.snapshot).toEqual({ phase: 'failed', error, accounts: [] });
    expect(isLoading(estate.snapshot)).toBe(false);
  });
});

describe('Old rows stay', () => {
  const shopRow = 'Contoso > Shop (outgoing, ann@contoso.com in Contoso)';

  test('while newer ones are on their way', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    const held = azure.subscriptionsBehind(door(ann, contoso)).holdNext();
    const seen: (readonly string[])[] = [];
    estate.onDidChange(() => seen.push(outline(estate)));
    const refreshed = estate.refresh();
    await held.asked;
    expect(statuses(estate)).toEqual(['Contoso: loading']);
    held.answer([subscription(bank, 'Bank', northwind)]);
    await refreshed;
    expect(seen.slice(0, -1).every(([row]) => row === shopRow)).toBe(true);
    expect(seen.at(-1)).toEqual(['Contoso > Bank (outgoing, ann@contoso.com in Contoso)']);
  });

  test('after their tenant failed, until it answers again', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    azure.subscriptionsBehind(door(ann, contoso)).fails(armError('offline'));
    await estate.refresh();
    expect(outline(estate)).toEqual([shopRow]);
    expect(statuses(estate)).toEqual(['Contoso: failed']);

    azure.subscriptionsBehind(door(ann, contoso)).answers([]);
    await estate.refresh();
    expect(outline(estate)).toEqual([]);
    expect(tenantStates(estate.snapshot)).toEqual([
      { door: door(ann, contoso), status: 'ready', subscriptions: [] },
    ]);
  });

  test('after the list of tenants failed, whose earlier tenants are read again', async () => {
    const { azure, estate } = contosoWorld();
    azure
      .tenantsOf(ann)
      .answers([tenant(contoso, 'Contoso', 'Home'), tenant(proseware, 'Proseware', 'Home')]);
    await estate.refresh();

    azure.tenantsOf(ann).fails(armError('timeout'));
    azure.subscriptionsBehind(door(ann, proseware)).answers([subscription(bank, 'Bank', northwind)]);
    await estate.refresh();
    expect(outline(estate)).toEqual([shopRow, 'Proseware > Bank (outgoing, ann@contoso.com in Proseware)']);
    expect(azure.subscriptionsBehind(door(ann, contoso)).timesAsked).toBe(2);
  });

  test('after the accounts could not be asked for, with the reason', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    azure.whoIsSignedIn.fails(armError('unexpected'));
    await estate.refresh();
    expect(estate.snapshot).toMatchObject({ phase: 'failed', error: { reason: 'unexpected' } });
    expect(outline(estate)).toEqual([shopRow]);
    expect(isLoading(estate.snapshot)).toBe(false);

    azure.whoIsSignedIn.answers([ann]);
    await estate.refresh();
    expect(estate.snapshot.error).toBeUndefined();
  });

  test('but not those of an account that is gone, or of a tenant that is not listed any more', async () => {
    const { azure, estate } = contosoWorld();
    azure.whoIsSignedIn.answers([ann, bob]);
    azure.tenantsOf(bob).answers([tenant(proseware, 'Proseware', 'Home'), tenant(northwind, 'N', 'Home')]);
    azure.subscriptionsBehind(door(bob, proseware)).answers([subscription(bank, 'Bank', fabrikam)]);
    azure.subscriptionsBehind(door(bob, northwind)).answers([subscription(shop, 'Shop', fabrikam)]);
    await estate.refresh();
    expect(outline(estate)).toHaveLength(3);

    azure.tenantsOf(bob).answers([tenant(proseware, 'Proseware', 'Home')]);
    await estate.refresh();
    expect(outline(estate)).toEqual([shopRow, 'Proseware > Bank (outgoing, bob@fabrikam.com in Proseware)']);

    azure.whoIsSignedIn.answers([ann]);
    await estate.refresh();
    expect(outline(estate)).toEqual([shopRow]);
  });
});

describe('Reading one tenant again', () => {
  test('asks for its subscriptions, and for nothing else', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    azure.subscriptionsBehind(door(ann, contoso)).answers([subscription(bank, 'Bank', northwind)]);
    await estate.refreshTenant(door(ann, contoso));
    expect(outline(estate)).toEqual(['Contoso > Bank (outgoing, ann@contoso.com in Contoso)']);
    expect(azure.whoIsSignedIn.timesAsked).toBe(1);
    expect(azure.tenantsOf(ann).timesAsked).toBe(1);
  });

  test('keeps its rows where that fails', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    azure.subscriptionsBehind(door(ann, contoso)).fails(armError('throttled'));
    await estate.refreshTenant(door(ann, contoso));
    expect(outline(estate)).toHaveLength(1);
    expect(statuses(estate)).toEqual(['Contoso: failed']);
  });
});
