/**
 * What two creation dates say about two readings of one resource id. `same`: the same delegation, as far as the dates
 * can tell; `cannotTell`: only one of the two is there and can be read.
 */
export type Creation = 'same' | 'newer' | 'older' | 'cannotTell';

/**
 * Two answers may write one moment with another precision, and nobody removes and onboards again within a second of
 * the first onboarding.
 */
const precisionMs = 1000;

/**
 * Compares what was found under a resource id with what is known. Onboarding templates name their assignments after
 * the offer, so that the same id comes back when a customer onboards again; `systemData.createdAt` (ISO 8601 with an
 * offset) tells the two apart.
 */
export function compareCreation(known: string | undefined, found: string | undefined): Creation {
  if (known === undefined && found === undefined) return 'same';
  const difference = moment(found) - moment(known);
  if (Number.isNaN(difference)) return 'cannotTell';
  if (Math.abs(difference) < precisionMs) return 'same';
  return difference > 0 ? 'newer' : 'older';
}

/** Milliseconds since 1970; NaN without an offset, since another machine's local time says nothing. */
function moment(date: string | undefined): number {
  return typeof date === 'string' && /(?:z|[+-]\d\d:?\d\d)$/i.test(date) ? Date.parse(date) : Number.NaN;
}
