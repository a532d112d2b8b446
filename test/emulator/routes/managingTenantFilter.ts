import { armError, type Reply } from '../reply.ts';

/**
 * What `$filter` lets through: `managedByTenantId eq 'guid'` or `managedByTenantId in ('guid', …)`, quoted or not.
 */
export function managingTenantFilter(url: URL): ((tenantId: string | undefined) => boolean) | Reply {
  const filter = url.searchParams.get('$filter');
  if (filter === null) return () => true;
  const wanted =
    /^\s*managedByTenantId\s+eq\s+'?([\w-]+)'?\s*$/i.exec(filter)?.[1] ??
    /^\s*managedByTenantId\s+in\s*\(([\w\-',\s]+)\)\s*$/i.exec(filter)?.[1];
  if (wanted === undefined)
    return armError(
      400,
      'InvalidFilterInQueryString',
      `Invalid $filter '${filter}' specified in the query string.`,
    );
  const tenants = new Set(
    wanted
      .toLowerCase()
      .split(',')
      .map((id) => id.replaceAll("'", '').trim()),
  );
  return (tenantId) => tenantId !== undefined && tenants.has(tenantId.toLowerCase());
}
