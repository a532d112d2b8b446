import { type GraphRow, readGraphQuery } from '../resourceGraph/graphQuery.ts';
import type { GraphAllowance } from '../resourceGraph/graphQuota.ts';
import { graphRows, graphScope } from '../resourceGraph/graphRows.ts';
import { armError, type Reply } from '../reply.ts';
import type { ArmRequest, Azure, Route } from '../route.ts';
import { resourceGraphVersions } from './versions.ts';

/** The most rows of a page, and the most subscriptions of an explicit list. */
const atMost = 1000;

/** `POST /providers/Microsoft.ResourceGraph/resources`. */
export const resourceGraphRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    apiVersions: resourceGraphVersions,
    resourceType: 'Microsoft.ResourceGraph/resources',
    handle: (request, azure) => {
      const { quota } = azure.world.current.service.graph;
      const allowance = azure.graphQuota.take(request.caller, quota);
      const reply = allowance.allowed ? answer(request, azure) : rateLimited(allowance);
      return { ...reply, headers: { ...reply.headers, ...headersOf(allowance) } };
    },
  },
];

interface QueryBody {
  readonly query: string;
  readonly subscriptions?: readonly string[];
  readonly options?: { readonly $top?: number; readonly $skip?: number; readonly $skipToken?: string };
}

function answer(request: ArmRequest, azure: Azure): Reply {
  const body = bodyOf(request.body);
  if ('status' in body) return body;
  const query = readGraphQuery(body.query);
  if ('problems' in query)
    return armError(
      400,
      'BadRequest',
      `Please provide below info when asking for support: ${query.problems.join(' ')}`,
    );
  // What changed a moment ago is not in the graph yet, and who may see what neither.
  const world = azure.world.asOf(Date.now() - azure.world.current.service.graph.lagSeconds * 1000);
  const { subscriptions, limitHit } = graphScope(world, request.caller, body.subscriptions);
  const rows = query.run(
    subscriptions.flatMap((subscription) => graphRows(world, request.caller, subscription)),
  );
  return page(rows, body, limitHit);
}

function page(rows: readonly GraphRow[], { options = {} }: QueryBody, limitHit: boolean): Reply {
  const start = options.$skipToken === undefined ? (options.$skip ?? 0) : positionIn(options.$skipToken);
  const end = start + Math.min(options.$top ?? 100, atMost);
  const data = rows.slice(start, end);
  const more = end < rows.length;
  return {
    status: 200,
    headers: limitHit ? { 'x-ms-tenant-subscription-limit-hit': 'true' } : {},
    body: {
      totalRecords: rows.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: more ? 'true' : 'false',
      ...(more ? { $skipToken: Buffer.from(`rows ${end}`).toString('base64') } : {}),
    },
  };
}

function positionIn(skipToken: string): number {
  return Number(/^rows (\d+)$/.exec(Buffer.from(skipToken, 'base64').toString())?.[1] ?? '0');
}

function bodyOf(text: string): QueryBody | Reply {
  try {
    const body = JSON.parse(text) as Partial<QueryBody>;
    if (typeof body.query !== 'string') return armError(400, 'BadRequest', 'The query is missing.');
    if ((body.subscriptions?.length ?? 0) > atMost)
      return armError(400, 'BadRequest', `No more than ${atMost} subscriptions may be named.`);
    return { ...body, query: body.query };
  } catch {
    return armError(
      400,
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized.',
    );
  }
}

function rateLimited({ resetsAfterSeconds }: GraphAllowance): Reply {
  return armError(
    429,
    'RateLimiting',
    'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.',
    { 'Retry-After': String(resetsAfterSeconds) },
  );
}

function headersOf({ remaining, resetsAfterSeconds }: GraphAllowance): Record<string, string> {
  const seconds = String(resetsAfterSeconds % 60).padStart(2, '0');
  const minutes = String(Math.floor(resetsAfterSeconds / 60)).padStart(2, '0');
  return {
    'x-ms-user-quota-remaining': String(remaining),
    'x-ms-user-quota-resets-after': `00:${minutes}:${seconds}`,
  };
}
