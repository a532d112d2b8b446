/**
 * What a `Retry-After` header asks for, in milliseconds from now; undefined where it asks for nothing legible.
 * Both forms of RFC 9110 10.2.3 are read: seconds and an HTTP date.
 */
export function retryAfterInMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
