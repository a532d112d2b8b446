/** What an ARM scope or resource id says; ids in lower case. */
export interface ScopeParts {
  readonly subscriptionId: string;
  readonly resourceGroup: string | undefined;
}

/** An id or path in the one spelling that the emulator compares: lower case, no slash at the end. */
export function canonical(path: string): string {
  const lower = path.toLowerCase();
  return lower.length > 1 && lower.endsWith('/') ? lower.slice(0, -1) : lower;
}

/** The subscription and resource group of a scope or resource id; none for `/` and other tenant-wide paths. */
export function scopeParts(path: string): ScopeParts | undefined {
  const [, root, subscriptionId, groups, resourceGroup] = canonical(path).split('/');
  if (root !== 'subscriptions' || subscriptionId === undefined) return undefined;
  return { subscriptionId, resourceGroup: groups === 'resourcegroups' ? resourceGroup : undefined };
}

/** The scope that a resource of an extension provider lies on: its id up to the last `/providers/`. */
export function scopeOf(resourceId: string): string {
  const path = canonical(resourceId);
  return path.slice(0, path.lastIndexOf('/providers/'));
}

/** Whether a scope is, or lies under, another one; `/` is above everything. */
export function isWithin(inner: string, outer: string): boolean {
  const [path, above] = [canonical(inner), canonical(outer)];
  return above === '/' || path === above || path.startsWith(`${above}/`);
}
