import type { GraphPage, GraphRequest } from '../../arm/resourceGraph/models.ts';

/** The most subscriptions that a query may name. */
const subscriptionsInList = 1000;

/**
 * Reads all pages of what the graph knows of a tenant's delegations. Where the tenant has more subscriptions than a
 * query covers, it goes on with lists of them. Returns whether everything was told; rejects as `ask` does.
 *
 * @param listed resolves to the ids of the tenant's subscriptions
 */
export async function readGraph(
  ask: (request: GraphRequest) => Promise<GraphPage>,
  listed: () => Promise<readonly string[]>,
  onRows: (rows: readonly unknown[]) => void,
): Promise<boolean> {
  const whole = await readPages(ask, {}, onRows);
  if (whole !== 'limitHit') return whole === 'complete';
  const ids = await listed();
  const lists = Array.from({ length: Math.ceil(ids.length / subscriptionsInList) }, (_, index) =>
    ids.slice(index * subscriptionsInList, (index + 1) * subscriptionsInList),
  );
  const parts = await Promise.all(
    lists.map((subscriptionIds) => readPages(ask, { subscriptionIds }, onRows)),
  );
  return parts.every((part) => part === 'complete');
}

/** Reads page after page. A token that was followed before is the end of what can be trusted, never a loop. */
async function readPages(
  ask: (request: GraphRequest) => Promise<GraphPage>,
  request: GraphRequest,
  onRows: (rows: readonly unknown[]) => void,
): Promise<'complete' | 'incomplete' | 'limitHit'> {
  const followed = new Set<string>();
  let page = await ask(request);
  for (;;) {
    onRows(page.rows);
    if (page.isSubscriptionLimitHit) return 'limitHit';
    const { skipToken } = page;
    if (skipToken === undefined) return page.isTruncated ? 'incomplete' : 'complete';
    if (followed.has(skipToken)) return 'incomplete';
    followed.add(skipToken);
    page = await ask({ ...request, skipToken });
  }
}
