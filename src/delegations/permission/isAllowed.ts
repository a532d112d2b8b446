import type { Permission } from '../../arm/authorization/models.ts';

/**
 * Whether permissions allow an operation: an action of some entry matches it, and no notAction of the same entry does
 * (Microsoft's "Understand Azure role definitions"). Letter case does not count; each `*` is any run of characters.
 */
export function isAllowed(operation: string, permissions: readonly Permission[]): boolean {
  const matchesIt = (pattern: string): boolean => matches(operation, pattern);
  return permissions.some(
    ({ actions = [], notActions = [] }) => actions.some(matchesIt) && !notActions.some(matchesIt),
  );
}

/** In one pass: custom roles are written by strangers, and a regular expression of many `*` would not come to an end. */
function matches(operation: string, pattern: string): boolean {
  const text = operation.toLowerCase();
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}
