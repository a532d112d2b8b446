import { describe, expect, test } from 'vitest';
import type { Estate } from '../../../src/delegations/estate/estate.ts';
import type { Subscription } from '../../../src/delegations/estate/snapshot.ts';
import { rootView } from '../../../src/tree/rootView.ts';
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
  proseware,
  shop,
  subscription,
  tenant,
  until,
} from '../delegations/estate/world.ts';

/** The state and the kinds of the rows, in order. */
function shown(estate: Estate): readonly string[] {
  const { state, rows } = rootView(estate);
  return [state, ...rows.map(({ kind }) => kind)];
}

/** Ann works in Contoso and Proseware, and each answers as it is told. */
function twoTenants(ofContoso: Answer, ofProseware: Answer) {
  const world = emptyWorld();
  const { azure } = world;
  azure.whoIsSignedIn.answers([ann]);
  azure.homeTenantOf(ann).answers(contoso);
  azure.tenantsOf(ann).answers([tenant(contoso, 'Contoso', 'Home'), tenant(proseware, 'Proseware', 'Home')]);
  for (const [id, answer] of [
    [contoso, ofContoso],
    [proseware, ofProseware],
  ] as const) {
    const question = azure.subscriptionsBehind(door(ann, id));
    if (typeof answer === 'string') question.fails(armError(answer));
    else question.answers(answer);
  }
  return world;
}

type Answer = readonly Subscription[] | 'offline' | 'forbidden' | 'signInRequired';

const delegated: Answer = [subscription(shop, 'Shop', fabrikam)];
const unwatched = [() => undefined, new AbortController().signal] as const;

describe('The view as a whole', () => {
  test('loads before anything was asked', () => {
    expect(shown(emptyWorld().estate)).toEqual(['loading']);
  });

  test('loads until the first managing tenant is known, and then shows it while the others load', async () => {
    const { azure, estate } = twoTenants([], delegated);
    const ofContoso = azure.subscriptionsBehind(door(ann, contoso)).holdNext();
    const ofProseware = azure.subscriptionsBehind(door(ann, proseware)).holdNext();
    const refreshed = estate.refresh();
    await ofProseware.asked;
    expect(shown(estate)).toEqual(['loading']);
    ofProseware.answer(delegated);
    await until(estate, () => estate.managingTenants.length > 0);
    expect(shown(estate)).toEqual(['rows', 'managingTenant']);
    ofContoso.answer([]);
    await refreshed;
    expect(shown(estate)).toEqual(['rows', 'managingTenant']);
  });

  test('loads again after everything was forgotten', async () => {
    const { estate } = contosoWorld();
    await estate.refresh();
    estate.clear();
    expect(shown(estate)).toEqual(['loading']);
  });

  test('is signed out where nobody is signed in, also after somebody was', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    azure.whoIsSignedIn.answers([]);
    await estate.refresh();
    expect(shown(estate)).toEqual(['signedOut']);
  });

  test('is empty where everything was read, and nothing was there', async () => {
    const { estate } = twoTenants([], []);
    await estate.refresh();
    expect(shown(estate)).toEqual(['empty']);
  });

  test('is empty for an account without tenants', async () => {
    const { azure, estate } = emptyWorld();
    azure.whoIsSignedIn.answers([ann]);
    await estate.refresh();
    expect(shown(estate)).toEqual(['empty']);
  });

  test('is offline where nothing at all could be reached', async () => {
    const { azure, estate } = twoTenants('offline', 'offline');
    await estate.refresh();
    expect(shown(estate)).toEqual(['offline']);
    azure.tenantsOf(ann).fails(armError('offline'));
    await estate.refresh();
    expect(shown(estate)).toEqual(['offline']);
    azure.whoIsSignedIn.fails(armError('offline'));
    await estate.refresh();
    expect(shown(estate)).toEqual(['offline']);
  });

  test('keeps old rows over that, with the reason', async () => {
    const { azure, estate } = contosoWorld();
    await estate.refresh();
    azure.subscriptionsBehind(door(ann, contoso)).fails(armError('offline'));
    await estate.refresh();
    expect(shown(estate)).toEqual(['rows', 'managingTenant', 'tenantProblem']);
    azure.tenantsOf(ann).fails(armError('offline'));
    await estate.refresh();
    expect(shown(estate)).toEqual(['rows', 'managingTenant', 'accountProblem', 'tenantProblem']);
    azure.whoIsSignedIn.fails(armError('offline'));
    await estate.refresh();
    expect(shown(estate)[0]).toBe('rows');
    expect(shown(estate).slice(1, 3)).toEqual(['managingTenant', 'problem']);
  });

  test('is not offline where one tenant has answered: something is known', async () => {
    const { estate } = twoTenants([], 'offline');
    await estate.refresh();
    expect(shown(estate)).toEqual(['rows', 'tenantProblem']);
  });
});

describe('What could not be read is a row', () => {
  test('a tenant that failed, and one that wants a sign-in of its own', async () => {
    const { estate } = twoTenants('forbidden', 'signInRequired');
    await estate.refresh();
    expect(rootView(estate)).toMatchObject({
      state: 'rows',
      rows: [
        { kind: 'tenantProblem', state: { status: 'failed', door: { tenantId: contoso } } },
        { kind: 'tenantProblem', state: { status: 'signInRequired', door: { tenantId: proseware } } },
      ],
    });
  });

  test('beside the managing tenants, which come first', async () => {
    const { estate } = twoTenants('forbidden', delegated);
    await estate.refresh();
    expect(shown(estate)).toEqual(['rows', 'managingTenant', 'tenantProblem']);
  });

  test('not before everything has answered, as long as there is nothing else to show', async () => {
    const { azure, estate } = twoTenants('forbidden', []);
    const held = azure.subscriptionsBehind(door(ann, proseware)).holdNext();
    const refreshed = estate.refresh();
    await held.asked;
    expect(shown(estate)).toEqual(['loading']);
    held.answer([]);
    await refreshed;
    expect(shown(estate)).toEqual(['rows', 'tenantProblem']);
  });

  test('an account whose tenants could not be listed, beside another that could', async () => {
    const { azure, estate } = contosoWorld();
    azure.whoIsSignedIn.answers([ann, bob]);
    azure.tenantsOf(bob).fails(armError('server'));
    await estate.refresh();
    expect(rootView(estate).rows).toMatchObject([
      { kind: 'managingTenant' },
      { kind: 'accountProblem', account: { accountLabel: bob.label }, error: { reason: 'server' } },
    ]);
  });

  test('the accounts themselves', async () => {
    const { azure, estate } = emptyWorld();
    azure.whoIsSignedIn.fails(armError('unexpected'));
    await estate.refresh();
    expect(rootView(estate)).toMatchObject({
      state: 'rows',
      rows: [{ kind: 'problem', row: undefined, error: { reason: 'unexpected' } }],
    });
  });

  const answers: readonly Answer[] = [[], delegated, 'offline', 'forbidden', 'signInRequired'];
  const combinations = answers.flatMap((ofContoso) =>
    answers.flatMap((ofProseware) =>
      [false, true].map((listFails) => [ofContoso, ofProseware, listFails] as const),
    ),
  );

  test('so that no combination of answers makes an error look like an empty list', async () => {
    for (const [ofContoso, ofProseware, listFails] of combinations) {
      const { azure, estate } = twoTenants(ofContoso, ofProseware);
      if (listFails) azure.tenantsOf(ann).fails(armError('forbidden'));
      await estate.refresh();
      const { state, rows } = rootView(estate);
      const isFailure = listFails || [ofContoso, ofProseware].some((answer) => typeof answer === 'string');
      if (isFailure) expect(state).not.toBe('empty');
      // A state with a face of its own has no rows, and the state of rows has some.
      expect(rows.length > 0).toBe(state === 'rows');
    }
  });
});

describe('What was not looked at is not denied', () => {
  test('a row says how many subscriptions of one’s own were not checked', async () => {
    const { estate } = fabrikamWorld();
    await estate.refresh();
    expect(rootView(estate).rows).toMatchObject([
      { kind: 'managingTenant' },
      { kind: 'unchecked', subscriptions: 2, failed: 0 },
    ]);
    await estate.takeInventory(...unwatched);
    expect(shown(estate)).toEqual(['rows', 'managingTenant']);
  });

  test('and how many of them were tried in vain', async () => {
    const { azure, estate } = fabrikamWorld();
    await estate.refresh();
    azure.assignmentsOf(door(bob, fabrikam), bank).fails(armError('forbidden'));
    await estate.takeInventory(...unwatched);
    expect(rootView(estate).rows.at(-1)).toEqual({ kind: 'unchecked', subscriptions: 1, failed: 1 });
  });

  test('where nothing else is there, the view is empty, and its words offer the check', async () => {
    const { azure, estate } = fabrikamWorld();
    azure.subscriptionsBehind(door(bob, fabrikam)).answers([subscription(bank, 'Bank', fabrikam)]);
    await estate.refresh();
    expect(shown(estate)).toEqual(['empty']);
  });

  test('where the check failed, that is a row, and the view is not empty', async () => {
    const { azure, estate } = fabrikamWorld();
    azure.subscriptionsBehind(door(bob, fabrikam)).answers([subscription(bank, 'Bank', fabrikam)]);
    azure.assignmentsOf(door(bob, fabrikam), bank).fails(armError('forbidden'));
    await estate.refresh();
    await estate.takeInventory(...unwatched);
    expect(rootView(estate)).toEqual({
      state: 'rows',
      rows: [{ kind: 'unchecked', subscriptions: 1, failed: 1 }],
    });
  });

  test('what the check has found is a managing tenant like the others', async () => {
    const { azure, estate } = fabrikamWorld();
    await estate.refresh();
    azure
      .assignmentsOf(door(bob, fabrikam), bank)
      .answers([assignment(bank, gold, { managedBy: northwind })]);
    await estate.takeInventory(...unwatched);
    expect(shown(estate)).toEqual(['rows', 'managingTenant', 'managingTenant']);
  });
});
