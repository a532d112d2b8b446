import { describe, expect, test } from 'vitest';
import type { Delegation } from '../../../../src/delegations/delegation.ts';
import type { Inventory } from '../../../../src/delegations/inventory/inventory.ts';
import { graphRows } from '../../../emulator/resourceGraph/graphRows.ts';
import { WorldBuilder } from '../../../emulator/worldBuilder.ts';
import { largeWorld } from '../../../emulator/worlds/large.ts';
import { care, makeMsp } from '../../emulator/msp.ts';
import { countOf, emulatedEstate } from './emulatedEstate.ts';

const graph = '/providers/Microsoft\\.ResourceGraph/';

/** A line for each delegation, such as `Production > Managed Services`, in the order of names. */
function told({ delegations }: Pick<Inventory, 'delegations'>): readonly string[] {
  return delegations
    .map(
      ({ row, delegation }) =>
        `${row.subscription.displayName ?? row.subscription.id} > ${offerOf(delegation) ?? 'untold'}`,
    )
    .toSorted();
}

function offerOf({ assignment }: Delegation): string | undefined {
  return assignment.properties?.registrationDefinition?.properties?.registrationDefinitionName;
}

/** A provider with two customers' subscriptions, and an offer for each. */
function twoCustomers() {
  const msp = makeMsp();
  care(msp, 'Web care');
  const test = msp.world.subscription('Test', msp.contoso);
  msp.world.delegation(test, { to: msp.fabrikam, name: 'Test care', roles: [[msp.operators, 'Reader']] });
  return { ...msp, test };
}

describe('An inventory by the graph', () => {
  test('tells every delegation with its offer, and reads no subscription by itself', async () => {
    const { emulator, takeInventory } = await emulatedEstate(twoCustomers().build());
    const inventory = await takeInventory();
    expect(told(inventory)).toEqual(['Production > Web care', 'Test > Test care']);
    expect(inventory).toMatchObject({ complete: true, problems: [] });
    expect(inventory.allDefinitionsBehind).toHaveLength(1);
    expect(inventory.definitions).toHaveLength(2);
    expect(countOf(emulator, 'POST resources')).toBe(1);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);
  });

  test('tells the same as the resource manager, field by field, for every user of the small world', async () => {
    const { smallWorld } = await import('../../../emulator/worlds/small.ts');
    const world = smallWorld();
    const users = world.users?.map(({ userPrincipalName }) => userPrincipalName) ?? [];
    const byGraph = await emulatedEstate(world, users);
    const byArm = await emulatedEstate(world, users);
    byArm.emulator.faults.add({ path: graph, status: 403, code: 'AuthorizationFailed' });
    const [one, other] = [await byGraph.takeInventory(), await byArm.takeInventory()];
    const bodies = ({ delegations }: Inventory) =>
      delegations
        .map(({ row, delegation }) => ({ row: row.key, id: delegation.id, body: bodyOf(delegation) }))
        .toSorted((a, b) => (`${a.row}${a.id}` < `${b.row}${b.id}` ? -1 : 1));
    expect(bodies(one).length).toBeGreaterThan(3);
    expect(bodies(one)).toEqual(bodies(other));
  });

  test('goes on by $skipToken: 12,000 rows of one tenant in 12 pages', async () => {
    const world = largeWorld({
      managingTenants: 1,
      subscriptions: 2000,
      delegationsPerSubscription: 3,
      subscriptionsPerCustomer: 500,
    });
    const { emulator, takeInventory } = await emulatedEstate(world);
    emulator.world.edit({ put: { service: { graph: { quota: { queries: 100, seconds: 5 } } } } });
    const inventory = await takeInventory();
    expect(inventory.delegations).toHaveLength(6000);
    expect(inventory.definitions).toHaveLength(6000);
    expect(countOf(emulator, 'POST resources')).toBe(12);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);
  });

  test('finds delegated resource groups of the customer’s own subscriptions, and leaves nothing unchecked', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      resourceGroup: 'rg-web',
      name: 'Web only',
      roles: [[msp.operators, 'Reader']],
    });
    const { emulator, estate, takeInventory } = await emulatedEstate(msp.build(), ['cora@contoso.example']);
    await estate.refresh();
    expect(estate.managingTenants).toEqual([]);
    expect(estate.uncheckedSubscriptions).toHaveLength(1);
    expect(told(await takeInventory())).toEqual(['Production > Web only']);
    expect(estate.managingTenants.map(({ id }) => id)).toEqual([msp.fabrikam.id.toLowerCase()]);
    expect(estate.uncheckedSubscriptions).toEqual([]);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);
  });

  test('tells definitions that no delegation uses', async () => {
    const msp = twoCustomers();
    const { emulator, takeInventory } = await emulatedEstate(msp.build());
    const [used] = emulator.world.current.registrationDefinitions;
    const id = `${used?.id.slice(0, -36) ?? ''}00000000-0000-4000-8000-000000000abc`;
    if (used) emulator.world.edit({ put: { registrationDefinitions: [{ ...used, id }] } });
    const { definitions } = await takeInventory();
    expect(definitions.map(({ definition }) => definition.id)).toContain(id);
    expect(definitions.find(({ definition }) => definition.id === id)?.subscription?.displayName).toBe(
      'Production',
    );
  });

  test('streams: rows of the first tenant are there before the last has answered', async () => {
    const world = new WorldBuilder();
    const [one, other] = [world.tenant('One'), world.tenant('Other')];
    const customer = world.tenant('Customer');
    const alex = world.user('alex', one);
    const guest = world.guest(alex, other);
    for (const [tenant, member] of [
      [one, alex],
      [other, guest],
    ] as const)
      world.delegation(world.subscription(`Of ${tenant.displayName ?? ''}`, customer), {
        to: tenant,
        name: 'Care',
        roles: [[world.group('Team', tenant, [member]), 'Reader']],
      });
    const { emulator, estate, takeInventory } = await emulatedEstate(world.build());
    const held = Promise.withResolvers<undefined>();
    const stop = emulator.requests.onRequest(({ method, authorization }) =>
      method === 'POST' && authorization.token?.tid === other.id.toLowerCase() ? held.promise : undefined,
    );
    const taken = takeInventory();
    await new Promise<void>((resolve) => {
      const stopListening = estate.onDidChange(() => {
        const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
        if (!rows.some((row) => estate.delegationsOf(row)?.length === 1)) return;
        stopListening();
        resolve();
      });
    });
    held.resolve(undefined);
    stop();
    expect(told(await taken)).toEqual(['Of One > Care', 'Of Other > Care']);
  });
});

describe('What the graph cannot be trusted with is read from the resource manager:', () => {
  test('everything of a tenant where the graph is refused', async () => {
    const { emulator, takeInventory } = await emulatedEstate(twoCustomers().build());
    emulator.faults.add({ path: graph, status: 403, code: 'AuthorizationFailed' });
    const inventory = await takeInventory();
    expect(told(inventory)).toEqual(['Production > Web care', 'Test > Test care']);
    expect(inventory).toMatchObject({ complete: true, allDefinitionsBehind: [] });
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(2);
  });

  test('everything of a tenant where the answer is cut off without a way on', async () => {
    const { emulator, takeInventory } = await emulatedEstate(twoCustomers().build());
    emulator.faults.add({
      path: graph,
      body: JSON.stringify({ totalRecords: 4, count: 0, data: [], resultTruncated: 'true' }),
    });
    expect(told(await takeInventory())).toEqual(['Production > Web care', 'Test > Test care']);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(2);
  });

  test('a token that leads in a circle ends, and is not trusted', async () => {
    const { emulator, takeInventory } = await emulatedEstate(twoCustomers().build());
    emulator.faults.add({
      path: graph,
      body: JSON.stringify({ data: [], resultTruncated: 'true', $skipToken: 'again' }),
    });
    expect(told(await takeInventory())).toHaveLength(2);
    expect(countOf(emulator, 'POST resources')).toBe(2);
  });

  test.each([
    ['no JSON', 'gateway'],
    ['no rows', JSON.stringify({ count: 3 })],
    ['rows that are none', JSON.stringify({ data: ['row', null, 7], resultTruncated: 'false' })],
  ])('an answer with %s', async (_, body) => {
    const { emulator, takeInventory } = await emulatedEstate(twoCustomers().build(), undefined, {
      retryOptions: { maxRetries: 0 },
    });
    emulator.faults.add({ path: graph, body });
    expect(told(await takeInventory())).toHaveLength(2);
  });

  test.each([
    [
      'has an unknown type',
      { type: 'x', id: '/subscriptions/ID/providers/Microsoft.ManagedServices/things/1' },
    ],
    ['has no properties', { properties: null }],
    ['grants to nobody knows whom', { properties: { authorizations: 'everybody' } }],
  ])('a subscription of which a row %s, and no other', async (_, odd: Readonly<Record<string, unknown>>) => {
    const msp = twoCustomers();
    const { emulator, takeInventory } = await emulatedEstate(msp.build());
    const world = emulator.world.current;
    const alex = { ...msp.alex, objectId: msp.alex.id, multifactor: false };
    const [production = [], others = []] = [msp.production, msp.test].map((subscription) =>
      graphRows(world, alex, subscription),
    );
    const [first, ...rest] = production;
    const id = typeof odd.id === 'string' ? odd.id.replace('ID', msp.production.id) : first?.id;
    const data = [{ ...first, ...odd, id }, ...rest, ...others];
    emulator.faults.add({ path: graph, body: JSON.stringify({ data, resultTruncated: 'false' }) });
    expect(told(await takeInventory())).toEqual(['Production > Web care', 'Test > Test care']);
    const lists = emulator.requests.matching('GET', /registrationAssignments/);
    expect(lists.map(({ url }) => url.split('/')[2])).toEqual([msp.production.id.toLowerCase()]);
  });

  test('a subscription that the list says is delegated and the graph does not know', async () => {
    const msp = twoCustomers();
    const { emulator, takeInventory } = await emulatedEstate(msp.build({ graph: { lagSeconds: 3600 } }));
    const late = msp.world.subscription('Late', msp.contoso);
    msp.world.delegation(late, { to: msp.fabrikam, name: 'Late care', roles: [[msp.operators, 'Reader']] });
    emulator.world.edit({ put: msp.build({ graph: { lagSeconds: 3600 } }) });
    expect(told(await takeInventory())).toEqual([
      'Late > Late care',
      'Production > Web care',
      'Test > Test care',
    ]);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(1);
  });

  test('a subscription with a delegation whose definition no longer exists', async () => {
    const msp = twoCustomers();
    const { emulator, takeInventory } = await emulatedEstate(msp.build(), ['cora@contoso.example']);
    const [definition] = emulator.world.current.registrationDefinitions;
    emulator.world.edit({ remove: [definition?.id ?? ''] });
    const inventory = await takeInventory();
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(1);
    expect(inventory.complete).toBe(false);
    expect(inventory.problems).toMatchObject([
      { kind: 'subscription', subscription: { displayName: 'Production' }, error: { reason: 'malformed' } },
    ]);
  });

  test('what the resource manager told otherwise before', async () => {
    const msp = twoCustomers();
    const { emulator, estate, takeInventory } = await emulatedEstate(
      msp.build({ graph: { lagSeconds: 3600 } }),
    );
    await estate.refresh();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'New care',
      roles: [[msp.operators, 'Reader']],
    });
    emulator.world.edit({ put: msp.build({ graph: { lagSeconds: 3600 } }) });
    const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
    await Promise.all(rows.map((row) => estate.readDelegations(row)));
    emulator.requests.clear();
    expect(told(await takeInventory())).toContain('Production > New care');
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(1);
  });
});

describe('An inventory', () => {
  test('understands ids in another letter case', async () => {
    const msp = twoCustomers();
    const { emulator, estate, takeInventory } = await emulatedEstate(msp.build({ idCase: 'byCall' }));
    await estate.refresh();
    const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
    await Promise.all(rows.map((row) => estate.readDelegations(row)));
    emulator.requests.clear();
    expect(told(await takeInventory())).toEqual(['Production > Web care', 'Test > Test care']);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);
  });

  test('one failing tenant costs only itself and is named', async () => {
    const world = new WorldBuilder();
    const home = world.tenant('Home');
    const locked = world.tenant('Locked', { signIn: 'separate' });
    const alex = world.user('alex', home);
    world.guest(alex, locked);
    world.delegation(world.subscription('Shop', world.tenant('Customer')), {
      to: home,
      name: 'Care',
      roles: [[world.group('Team', home, [alex]), 'Reader']],
    });
    const { takeInventory } = await emulatedEstate(world.build());
    const inventory = await takeInventory();
    expect(told(inventory)).toEqual(['Shop > Care']);
    expect(inventory.complete).toBe(false);
    expect(inventory.problems).toMatchObject([
      { kind: 'tenant', door: { tenantId: locked.id.toLowerCase() } },
    ]);
  });

  test('goes on with lists of 1,000 where a tenant has more subscriptions than a query covers', async () => {
    const world = largeWorld({ managingTenants: 1, subscriptions: 1050, subscriptionsPerCustomer: 500 });
    const { emulator, takeInventory } = await emulatedEstate({
      ...world,
      service: { ...world.service, graph: { tenantLimit: 1000 } },
    });
    const inventory = await takeInventory();
    expect(inventory.delegations).toHaveLength(1050);
    expect(inventory.complete).toBe(true);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);
    // One that hits the limit, two pages of the first list, one of the second.
    expect(countOf(emulator, 'POST resources')).toBe(4);
  });

  test('obeys the quota before a 429', async () => {
    const msp = twoCustomers();
    const statuses: (number | undefined)[] = [];
    const { emulator, takeInventory } = await emulatedEstate(
      msp.build({ graph: { quota: { queries: 1, seconds: 1 } } }),
      ['alex@fabrikam.example'],
      { onResponse: ({ status }) => statuses.push(status) },
    );
    await takeInventory();
    await takeInventory();
    expect(countOf(emulator, 'POST resources')).toBe(2);
    expect(statuses).not.toContain(429);
  });

  test('waits after a 429 as long as the graph asks, and asks again', async () => {
    const { emulator, takeInventory } = await emulatedEstate(twoCustomers().build());
    emulator.faults.add({ path: graph, count: 1, status: 429, code: 'RateLimiting', retryAfter: 1 });
    expect(told(await takeInventory())).toHaveLength(2);
    expect(countOf(emulator, 'POST resources')).toBe(2);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);
  });

  test('is cancelled in the middle, and the next one is whole', async () => {
    const { emulator, estate, takeInventory } = await emulatedEstate(twoCustomers().build());
    emulator.faults.add({ path: graph, count: 1, never: true });
    const stop = new AbortController();
    const asked = emulator.requests.next('POST', /ResourceGraph/);
    const taken = estate.takeInventory(() => undefined, stop.signal);
    await asked;
    stop.abort();
    await expect(taken).rejects.toBe(stop.signal.reason);
    expect(told(await takeInventory())).toHaveLength(2);
  });
});

describe('A delegation that was removed here', () => {
  async function removed() {
    const msp = twoCustomers();
    const { id } = care(msp, 'Second care');
    const setup = await emulatedEstate(msp.build({ graph: { lagSeconds: 3600 } }));
    expect(told(await setup.takeInventory())).toHaveLength(3);
    setup.emulator.world.edit({ remove: [id] });
    await setup.estate.forget(id);
    return { ...setup, msp, id };
  }

  test('stays removed although the graph still tells it', async () => {
    const { emulator, takeInventory } = await removed();
    emulator.requests.clear();
    expect(told(await takeInventory())).toEqual(['Production > Web care', 'Test > Test care']);
    expect(countOf(emulator, 'POST resources')).toBe(1);
    expect(told(await takeInventory())).toHaveLength(2);
  });

  test('and was the last of its subscription stays removed too', async () => {
    const { emulator, estate, takeInventory, msp } = await removed();
    const last = emulator.world.current.registrationAssignments.find(({ id }) => id.includes(msp.test.id));
    emulator.world.edit({ remove: [last?.id ?? ''] });
    await estate.forget(last?.id ?? '');
    expect(told(await takeInventory())).toEqual(['Production > Web care']);
  });

  test('comes back with a newer createdAt, by the graph alone', async () => {
    const { emulator, takeInventory, msp, id } = await removed();
    const again = msp.build().registrationAssignments?.filter((assignment) => assignment.id === id) ?? [];
    const newer = again.map((one) => ({
      ...one,
      systemData: { ...one.systemData, createdAt: '2031-01-01T00:00:00Z' },
    }));
    emulator.world.edit({
      put: { registrationAssignments: newer, service: { graph: { lagSeconds: 0 } } },
    });
    emulator.requests.clear();
    expect(told(await takeInventory())).toContain('Production > Second care');
  });

  test('comes back when the resource manager tells it again', async () => {
    const { emulator, estate, takeInventory, msp, id } = await removed();
    const again = msp.build().registrationAssignments?.filter((assignment) => assignment.id === id) ?? [];
    emulator.world.edit({ put: { registrationAssignments: again } });
    const row = estate.managingTenants
      .flatMap(({ subscriptions }) => subscriptions)
      .find(({ subscription }) => subscription.displayName === 'Production');
    if (row) await estate.readDelegations(row);
    expect(told(await takeInventory())).toContain('Production > Second care');
  });
});

describe('What only the graph knows', () => {
  test('appears too, and goes when it is removed', async () => {
    const msp = twoCustomers();
    const { emulator, estate, takeInventory } = await emulatedEstate(msp.build());
    emulator.faults.add({ path: '/subscriptions$', count: 1, body: JSON.stringify({ value: [] }) });
    const inventory = await takeInventory();
    expect(told(inventory)).toEqual(
      [`${msp.production.id} > Web care`, `${msp.test.id} > Test care`].toSorted(),
    );
    expect(inventory.delegations.map(({ row }) => row.direction)).toEqual(['outgoing', 'outgoing']);
    expect(countOf(emulator, 'GET registrationAssignments')).toBe(0);

    const [gone] = inventory.delegations;
    await estate.forget(gone?.delegation.id ?? '');
    const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
    expect(rows.map(({ subscription }) => subscription.id)).not.toContain(gone?.row.subscription.id);
    expect(rows).toHaveLength(1);
  });

  test('on the customer’s side as well', async () => {
    const msp = twoCustomers();
    const { emulator, takeInventory } = await emulatedEstate(msp.build(), ['cora@contoso.example']);
    emulator.faults.add({ path: '/subscriptions$', count: 1, body: JSON.stringify({ value: [] }) });
    const inventory = await takeInventory();
    expect(told(inventory)).toEqual([`${msp.production.id} > Web care`]);
    expect(inventory.delegations[0]?.row.direction).toBe('incoming');
  });
});

/** The body without what the resource manager words otherwise. */
function bodyOf({ assignment }: Delegation): unknown {
  return JSON.parse(
    JSON.stringify({ ...assignment, type: undefined }, (key, value: unknown) =>
      key === 'type' || (key === 'plan' && value === null) ? undefined : value,
    ),
  );
}
