import type { LiteralNode } from '../syntax/literal.ts';

/** What stands where the id of a principal, role or tenant belongs. */
export type Identifier =
  /** Lower case. */
  | { readonly kind: 'guid'; readonly id: string }
  /** The GUID of zeros. */
  | { readonly kind: 'zero' }
  /** Something that is still to be filled in. */
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'malformed' }
  /** Absent, or nobody can tell. */
  | { readonly kind: 'unknown' };

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const zeros = /^[0-]+$/;

/** Brackets of all kinds and what tools replace; words of people who ask to be replaced; x in the place of digits. */
const placeholder =
  /^\s*$|[<>{}[\]]|\$\(|__\w+__|%\w+%|^[x-]+$|\b(?:insert|your|replace|enter|todo|tbd)\b|^(?:insert|your|replace|enter)/i;

/** Understands the value of a field that holds an id. */
export function identifierOf(value: LiteralNode | undefined): Identifier {
  if (value === undefined || value.kind === 'expression') return unknown;
  if (value.kind !== 'string') return malformed;
  if (guid.test(value.value))
    return zeros.test(value.value) ? zero : { kind: 'guid', id: value.value.toLowerCase() };
  return placeholder.test(value.value) ? toBeFilledIn : malformed;
}

const unknown: Identifier = { kind: 'unknown' };
const malformed: Identifier = { kind: 'malformed' };
const zero: Identifier = { kind: 'zero' };
const toBeFilledIn: Identifier = { kind: 'placeholder' };
