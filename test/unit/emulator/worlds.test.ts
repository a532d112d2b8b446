import { describe, expect, it } from 'vitest';
import { readWorld } from '../../emulator/readWorld.ts';
import { largeWorld } from '../../emulator/worlds/large.ts';
import { smallWorld } from '../../emulator/worlds/small.ts';
import { indexOf } from '../../emulator/worldIndex.ts';
import { arm, at, errorOf, send, started, tokenFor, valueOf } from './emulatorClient.ts';

const expand = 'api-version=2022-10-01&$expandRegistrationDefinition=true';

describe('the small world', () => {
  it('has one account that works in three tenants, one of which wants a sign-in of its own', async () => {
    const emulator = await started(smallWorld());
    const tenants = valueOf(await arm(emulator, '/tenants'));
    const home = tenants.filter((tenant) => at(tenant, 'tenantCategory') === 'Home');
    expect(home.map((tenant) => at(tenant, 'displayName'))).toEqual([
      'Fabrikam',
      'Northwind Operations',
      'Contoso',
    ]);
    const answers = await Promise.all(
      home.map((tenant) => send(emulator, `/__emulator/token?tenant=${String(at(tenant, 'tenantId'))}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200]);
  });

  it('has five customers, and a subscription with two doors', async () => {
    const emulator = await started(smallWorld());
    const { tenants, subscriptions, registrationAssignments } = emulator.world.current;
    const idOf = (name: string): string => tenants.find((tenant) => tenant.displayName === name)?.id ?? '';
    const customers = new Set(
      registrationAssignments.map(
        ({ id }) => subscriptions.find((subscription) => id.includes(subscription.id))?.tenantId,
      ),
    );
    customers.delete(idOf('Fabrikam'));
    expect(customers.size).toBe(5);
    const seen = async (tenant: string): Promise<unknown[]> =>
      valueOf(
        await arm(emulator, '/subscriptions', { token: await tokenFor(emulator, { tenant: idOf(tenant) }) }),
      ).map((entry) => at(entry, 'displayName'));
    expect(await seen('Contoso')).toEqual(['Contoso Production']);
    expect(await seen('Fabrikam')).toContain('Contoso Production');
  });

  it('has every kind of delegation', async () => {
    const emulator = await started(smallWorld());
    const offers = await Promise.all(
      valueOf(await arm(emulator, '/subscriptions')).map(async (subscription) =>
        valueOf(
          await arm(
            emulator,
            `${String(at(subscription, 'id'))}/providers/Microsoft.ManagedServices/registrationAssignments?${expand}`,
          ),
        ),
      ),
    );
    const all = offers.flat();
    const has = (test: (assignment: unknown) => boolean): void => expect(all.some(test)).toBe(true);
    const definition = (assignment: unknown): unknown =>
      at(assignment, 'properties', 'registrationDefinition');
    const rolesOf = (assignment: unknown): string =>
      JSON.stringify(at(definition(assignment), 'properties', 'authorizations'));
    has((assignment) => String(at(assignment, 'id')).includes('/resourceGroups/'));
    has((assignment) => at(definition(assignment), 'properties', 'eligibleAuthorizations') !== undefined);
    has((assignment) => at(definition(assignment), 'plan') !== undefined);
    has((assignment) => !rolesOf(assignment).includes('91c1777a'));
    has((assignment) => at(assignment, 'properties', 'provisioningState') === 'Failed');
    has((assignment) => at(assignment, 'name') === '00000000-0000-0000-0000-000000000000');
    has((assignment) => at(assignment, 'systemData') === undefined);
    has((assignment) => rolesOf(assignment).includes('delegatedRoleDefinitionIds'));
    const names = all.map((assignment) => at(assignment, 'name'));
    expect(new Set(names).size).toBeLessThan(names.length);
  });

  it('has providers of the own subscriptions, of which one manages a resource group without being named', async () => {
    const emulator = await started(smallWorld());
    const own = valueOf(await arm(emulator, '/subscriptions')).find(
      (entry) => at(entry, 'displayName') === 'Fabrikam Corporate',
    );
    expect(at(own, 'managedByTenants')).toHaveLength(1);
    const path = `${String(at(own, 'id'))}/providers/Microsoft.ManagedServices/registrationAssignments`;
    expect(valueOf(await arm(emulator, path))).toHaveLength(2);
  });

  it('has a lock, a disabled subscription and a demand for multifactor authentication in store', async () => {
    const emulator = await started(smallWorld());
    const removalIn = async (name: string): Promise<unknown> => {
      const { subscriptions, registrationAssignments } = emulator.world.current;
      const subscription = subscriptions.find((entry) => entry.displayName === name)?.id ?? '';
      const { id = '' } = registrationAssignments.find((entry) => entry.id.includes(subscription)) ?? {};
      return errorOf(await arm(emulator, id, { method: 'DELETE' }));
    };
    expect(await removalIn('WWI Ledger')).toEqual([409, 'ScopeLocked']);
    expect(await removalIn('WWI Archive')).toEqual([409, 'ReadOnlyDisabledSubscription']);
    expect(await removalIn('Tailwind Logistics')).toEqual([401, 'InvalidAuthenticationToken']);
  });

  it('has names with markup, emoji, right-to-left text and newlines', () => {
    const text = JSON.stringify(smallWorld());
    for (const piece of ['<b>', '🚀', '\u202E', '\\n', '$(trash)', '](command:'])
      expect(text).toContain(piece);
  });

  it('survives being written down', () => {
    const written = JSON.parse(JSON.stringify(smallWorld())) as ReturnType<typeof smallWorld>;
    expect(readWorld(written)).toEqual(readWorld(smallWorld()));
  });
});

describe('a large world', () => {
  it('has the size that is asked for, and is the same every time', () => {
    const size = { managingTenants: 3, subscriptions: 50, delegationsPerSubscription: 2 };
    const world = largeWorld(size);
    expect(world.subscriptions).toHaveLength(50);
    expect(world.registrationAssignments).toHaveLength(100);
    expect(JSON.stringify(world)).toBe(JSON.stringify(largeWorld(size)));
    expect(() => largeWorld({ managingTenants: 0, subscriptions: 1 })).toThrow(RangeError);
  });

  it('lists 5,000 subscriptions in pages, reading its world only once', async () => {
    const emulator = await started(largeWorld({ managingTenants: 1, subscriptions: 5000 }));
    const index = indexOf(emulator.world.current);
    const token = await tokenFor(emulator);
    let next: unknown = `${emulator.resourceManager}/subscriptions?api-version=2022-12-01`;
    let seen = 0;
    while (typeof next === 'string') {
      const answer = await send(emulator, next, { token });
      seen += valueOf(answer).length;
      next = at(answer.body, 'nextLink');
    }
    expect(seen).toBe(5000);
    expect(indexOf(emulator.world.current)).toBe(index);
  });
});
