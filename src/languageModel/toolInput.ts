import { isGuid, parseRegistrationAssignmentId, resourceKey } from '../arm/resourceIds.ts';

/** A part of a list. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** How many entries one answer holds at most, whatever is asked for. */
export const longestPage = 50;

/** How many delegations one question may be about. */
export const mostIds = 20;

/** An input as an object. Editors check it against the schema; nothing here relies on that. */
export function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}

/** The part that is asked for; the first of 25 where nothing sensible is. */
export function pageOf({ offset, limit }: Readonly<Record<string, unknown>>): Page {
  return { offset: whole(offset, 0, 0, Number.MAX_SAFE_INTEGER), limit: whole(limit, 25, 1, longestPage) };
}

/**
 * The key of a registration assignment's id.
 *
 * @throws Error where it is none
 */
export function delegationKey(id: unknown): string {
  if (typeof id !== 'string' || !parseRegistrationAssignmentId(id))
    throw new Error(
      'Not the resource id of a registration assignment. delegations_list tells those that there are.',
    );
  return resourceKey(id);
}

/** The keys of several, each once. @throws Error where one is none, or where there are none or too many */
export function delegationKeys(ids: unknown): readonly string[] {
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > mostIds)
    throw new Error(`Wanted: 1 to ${mostIds} resource ids of registration assignments.`);
  return [...new Set(ids.map(delegationKey))];
}

/** A GUID in lower case, where one is given. @throws Error for anything else */
export function optionalGuid(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !isGuid(value)) throw new Error(`${name} is not a GUID.`);
  return value.toLowerCase();
}

function whole(value: unknown, preset: number, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return preset;
  return Math.min(most, Math.max(least, Math.trunc(value)));
}
