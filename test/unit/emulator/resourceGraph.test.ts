import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { type Answer, arm, at, errorOf, started, tokenFor } from './emulatorClient.ts';
import { care, makeMsp } from './msp.ts';

const everything = 'managedservicesresources';
const assignmentsOnly =
  "managedservicesresources | where type =~ 'Microsoft.ManagedServices/registrationAssignments'";

/** Asks the graph as the demo account. */
async function ask(
  emulator: Emulator,
  query: string,
  { subscriptions, options, user }: { subscriptions?: string[]; options?: object; user?: string } = {},
): Promise<Answer> {
  return arm(emulator, '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01', {
    method: 'POST',
    token: await tokenFor(emulator, user === undefined ? {} : { user }),
    headers: { 'content-type': 'application/json' },
    body: { query, subscriptions, options },
  });
}

function rowsOf(answer: Answer): readonly unknown[] {
  const rows = at(answer.body, 'data');
  if (!Array.isArray(rows)) throw new Error(answer.text);
  return rows as readonly unknown[];
}

describe('the graph', () => {
  it('tells assignments and definitions of delegated subscriptions, with their subscription and its home', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build());
    const answer = await ask(emulator, everything);
    expect(answer.body).toMatchObject({ totalRecords: 2, count: 2, resultTruncated: 'false' });
    expect(rowsOf(answer)).toEqual([
      expect.objectContaining({
        id,
        type: 'microsoft.managedservices/registrationassignments',
        subscriptionId: msp.production.id,
        tenantId: msp.contoso.id,
        resourceGroup: '',
      }),
      expect.objectContaining({ type: 'microsoft.managedservices/registrationdefinitions' }),
    ]);
    expect(rowsOf(await ask(emulator, assignmentsOnly))).toHaveLength(1);
  });

  it('tells nothing of subscriptions that the caller does not see', async () => {
    const msp = makeMsp();
    msp.world.user('sam', msp.fabrikam);
    care(msp);
    const emulator = await started(msp.build());
    expect(rowsOf(await ask(emulator, everything, { user: 'sam@fabrikam.example' }))).toEqual([]);
  });

  it('goes on by $skipToken, and without one the answer is whole', async () => {
    const msp = makeMsp();
    for (const name of ['Bronze', 'Silver', 'Gold']) care(msp, name);
    const emulator = await started(msp.build());
    const query = `${assignmentsOnly} | order by id asc`;
    const first = await ask(emulator, query, { options: { $top: 2 } });
    expect(first.body).toMatchObject({ totalRecords: 3, count: 2, resultTruncated: 'true' });
    const second = await ask(emulator, query, {
      options: { $top: 2, $skipToken: at(first.body, '$skipToken') },
    });
    expect(second.body).toMatchObject({ totalRecords: 3, count: 1, resultTruncated: 'false' });
    expect(at(second.body, '$skipToken')).toBeUndefined();
    const ids = [...rowsOf(first), ...rowsOf(second)].map((row) => at(row, 'id'));
    expect(ids).toEqual(ids.toSorted());
  });

  it('says where a tenant has more subscriptions than a query covers, and takes lists of up to 1,000', async () => {
    const msp = makeMsp();
    care(msp);
    const other = msp.world.subscription('Other', msp.contoso);
    msp.world.delegation(other, { to: msp.fabrikam, name: 'Care', roles: [[msp.operators, 'Reader']] });
    const emulator = await started(msp.build({ graph: { tenantLimit: 1 } }));
    const answer = await ask(emulator, assignmentsOnly);
    expect(answer.headers['x-ms-tenant-subscription-limit-hit']).toBe('true');
    expect(rowsOf(answer)).toHaveLength(1);
    const listed = await ask(emulator, assignmentsOnly, { subscriptions: [other.id] });
    expect(listed.headers['x-ms-tenant-subscription-limit-hit']).toBeUndefined();
    expect(rowsOf(listed)).toMatchObject([{ subscriptionId: other.id }]);
    const long = Array.from({ length: 1001 }, () => other.id);
    expect(errorOf(await ask(emulator, assignmentsOnly, { subscriptions: long }))[0]).toBe(400);
  });

  it('refuses a query that is no Kusto, names what the table does not have, or asks for more than it can', async () => {
    const emulator = await started(makeMsp().build());
    for (const query of [
      'managedservicesresources | where type in~ (',
      "managedservicesresources | where offer == 'Gold'",
      'delegations',
      'managedservicesresources | summarize count() by type',
    ])
      expect(errorOf(await ask(emulator, query))).toEqual([400, 'BadRequest']);
  });

  it.each([
    ['==', false],
    ['=~', true],
  ])('compares with %s as Kusto does', async (operator, found) => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build());
    const rows = rowsOf(await ask(emulator, `${everything} | where id ${operator} '${id.toUpperCase()}'`));
    expect(rows).toHaveLength(found ? 1 : 0);
  });

  it('lags behind: what was removed lingers, until it catches up', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build({ graph: { lagSeconds: 3600 } }));
    emulator.world.edit({ remove: [id] });
    expect(rowsOf(await ask(emulator, assignmentsOnly))).toHaveLength(1);
    emulator.world.edit({ put: { service: { graph: { lagSeconds: 0 } } } });
    expect(rowsOf(await ask(emulator, assignmentsOnly))).toHaveLength(0);
  });

  it('counts the queries of a user and says when there are more, and 429 where there are none', async () => {
    const msp = makeMsp();
    care(msp);
    const emulator = await started(msp.build({ graph: { quota: { queries: 2, seconds: 3600 } } }));
    const left = async (): Promise<unknown> => {
      const { headers } = await ask(emulator, everything);
      return [headers['x-ms-user-quota-remaining'], headers['x-ms-user-quota-resets-after']];
    };
    expect(await left()).toEqual(['1', '00:60:00']);
    expect((await left()) as string[]).toContain('0');
    const refused = await ask(emulator, everything);
    expect(errorOf(refused)).toEqual([429, 'RateLimiting']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3000);
    expect(rowsOf(await ask(emulator, everything, { user: 'robin@fabrikam.example' }))).toHaveLength(2);
  });
});

describe('the throttle of the resource manager', () => {
  afterEach(() => void vi.useRealTimers());

  it('answers 429 when a bucket is empty, tells before how much is left in it, and fills it again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const msp = makeMsp();
    care(msp);
    const emulator = await started(msp.build({ throttling: true }));
    const token = await tokenFor(emulator);
    const read = (): Promise<Answer> => arm(emulator, msp.scope, { token });
    const answers = await Promise.all(Array.from({ length: 255 }, read));
    const served = answers.filter(({ status }) => status === 200);
    const left = served.map(({ headers }) => Number(headers['x-ms-ratelimit-remaining-subscription-reads']));
    expect(Math.max(...left)).toBe(249);
    expect(Math.min(...left)).toBe(0);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect((await arm(emulator, '/subscriptions', { token })).status).toBe(200);
    vi.setSystemTime(Date.now() + 1000);
    const later = await Promise.all(Array.from({ length: 26 }, read));
    expect(later.filter(({ status }) => status === 200)).toHaveLength(25);
  });

  it('is off unless the world says so', async () => {
    const msp = makeMsp();
    care(msp);
    const emulator = await started(msp.build());
    const token = await tokenFor(emulator);
    const answers = await Promise.all(Array.from({ length: 255 }, () => arm(emulator, msp.scope, { token })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
