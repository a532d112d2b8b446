import { describe, expect, test } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { armOf, rejection, subscriptionId } from '../armOf.ts';
import { inTurn, type Reaction, startTlsServer } from '../tlsServer.ts';

async function arm(...reactions: [Reaction, ...Reaction[]]) {
  const server = await startTlsServer(inTurn(...reactions));
  return { server, ...(await armOf(server, { retryOptions: { maxRetries: 0 } })) };
}

describe('A query of the graph', () => {
  test('is sent as the contract says, and gives the rows as they are', async () => {
    const { server, resourceGraph } = await arm({
      status: 200,
      body: { data: [{ id: 'a' }, 'odd'], resultTruncated: 'false' },
    });
    expect(await resourceGraph.query('table', {})).toEqual({
      rows: [{ id: 'a' }, 'odd'],
      isTruncated: false,
      isSubscriptionLimitHit: false,
    });
    const [request] = server.received;
    expect(`${request?.method} ${request?.url}`).toBe(
      'POST /providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01',
    );
    expect(JSON.parse(request?.body ?? '')).toEqual({
      query: 'table',
      options: { resultFormat: 'objectArray', $top: 1000 },
    });
  });

  test('names subscriptions and goes on where an earlier page ended', async () => {
    const { server, resourceGraph } = await arm({
      status: 200,
      body: { data: [], resultTruncated: true, $skipToken: 'next' },
      headers: { 'x-ms-tenant-subscription-limit-hit': 'true' },
    });
    const page = await resourceGraph.query('table', {
      subscriptionIds: [subscriptionId],
      skipToken: 'before',
    });
    expect(page).toEqual({ rows: [], skipToken: 'next', isTruncated: true, isSubscriptionLimitHit: true });
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      subscriptions: [subscriptionId],
      options: { $skipToken: 'before' },
    });
  });

  test.each([
    ['a list', []],
    ['no rows', { count: 0 }],
    ['rows that are a table', { data: { columns: [], rows: [] } }],
  ])('answered with %s is malformed', async (_, body) => {
    const { resourceGraph } = await arm({ status: 200, body });
    expect(toArmError(await rejection(resourceGraph.query('table', {})))).toMatchObject({
      reason: 'malformed',
    });
  });

  test('that is refused says why', async () => {
    const { resourceGraph } = await arm({
      status: 400,
      body: { error: { code: 'BadRequest', message: 'No such table.' } },
    });
    expect(toArmError(await rejection(resourceGraph.query('table', {})))).toMatchObject({
      reason: 'rejected',
      code: 'BadRequest',
      message: 'No such table.',
    });
  });
});
