/**
 * A scope as the beginning of a request's path.
 *
 * @param scope `/subscriptions/{id}` or `/subscriptions/{id}/resourceGroups/{name}`, with or without the first slash
 * @throws RangeError for any other text, as it would address something else than was meant
 */
export function scopePath(scope: string): string {
  const segments = scope.replace(/^\//, '').split('/');
  if (!/^subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?$/i.test(segments.join('/'))) {
    throw new RangeError(`Not the scope of a subscription or a resource group: ${scope}`);
  }
  return segments.map((segment) => `/${pathSegment(segment)}`).join('');
}

/**
 * A name as one segment of a request's path.
 *
 * @throws RangeError for a name that would address the list, or something above it
 */
export function pathSegment(name: string): string {
  if (/^\.{0,2}$/.test(name)) throw new RangeError(`Not the name of a resource: "${name}"`);
  return encodeURIComponent(name);
}
