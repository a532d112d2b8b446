import { ok, type Reply } from './reply.ts';
import type { ServiceBehaviour } from './world.ts';

/** One page of a list, with the absolute address of the next where there is one. */
export function page(items: readonly unknown[], url: URL, service: ServiceBehaviour): Reply {
  const number = Number(url.searchParams.get('$skiptoken') ?? '0');
  const leaves = service.emptyPages ? 2 : 1;
  const filled = number % leaves === leaves - 1;
  const start = Math.floor(number / leaves) * service.pageSize;
  const value = filled ? items.slice(start, start + service.pageSize) : [];
  const more = filled ? start + service.pageSize < items.length : true;
  if (!more) return ok({ value });
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(number + 1));
  return ok({ value, nextLink: next.href });
}
