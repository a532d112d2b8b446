import type { OnboardingFile } from '../model/onboardingFile.ts';
import { endOf, type TextRange } from '../syntax/literal.ts';
import { grantArrays, type GrantArray } from './grantsIn.ts';

/** What is being typed at a place of an onboarding file, and which part of the text it takes the place of. */
export type CompletionPlace =
  | { readonly kind: 'role' | 'duration' | 'multiFactorAuthProvider' | 'policy'; readonly range: TextRange }
  /** A name inside an authorization. */
  | {
      readonly kind: 'property';
      readonly range: TextRange;
      readonly grants: GrantArray['kind'];
      readonly present: readonly string[];
    }
  /** Between the authorizations of a list. */
  | { readonly kind: 'authorization'; readonly range: TextRange; readonly grants: GrantArray['kind'] };

/** How far before the cursor a name may stand that tells what is typed. */
const lookBack = 2000;

/** What can be completed at an offset; nothing where it is none of what an onboarding file is made of. */
export function completionPlace(
  text: string,
  offset: number,
  file: () => OnboardingFile | undefined,
): CompletionPlace | undefined {
  const before = text.slice(Math.max(0, offset - lookBack), offset);
  return (
    valuePlace(text, offset, before) ??
    delegatedRolePlace(text, offset, before) ??
    structurePlace(text, offset, before, file)
  );
}

const valueKinds = {
  roledefinitionid: 'role',
  maximumactivationduration: 'duration',
  multifactorauthprovider: 'multiFactorAuthProvider',
  justintimeaccesspolicy: 'policy',
} as const;

/** Behind `name:` on the same line, within quotes or before the first one. */
function valuePlace(text: string, offset: number, before: string): CompletionPlace | undefined {
  const [, name, quote = '', typed = ''] =
    /(roleDefinitionId|maximumActivationDuration|multiFactorAuthProvider|justInTimeAccessPolicy)["']?[ \t]*:[ \t]*(["']?)([^"'\r\n,{}[\]]*)$/i.exec(
      before,
    ) ?? [];
  const kind = valueKinds[name?.toLowerCase() as keyof typeof valueKinds] as
    (typeof valueKinds)[keyof typeof valueKinds] | undefined;
  return kind && { kind, range: rangeOf(text, offset, quote, typed) };
}

/** Inside the list of roles that a User Access Administrator may assign. */
function delegatedRolePlace(text: string, offset: number, before: string): CompletionPlace | undefined {
  const [, list] = /delegatedRoleDefinitionIds["']?\s*:\s*\[([^\]{}]*)$/i.exec(before) ?? [];
  if (list === undefined) return undefined;
  const tail = list.replace(/"[^"\r\n]*"|'[^'\r\n]*'/g, (whole) => ' '.repeat(whole.length));
  const [, quote = '', typed = ''] = /(["']?)([^"'\s,]*|(?<=["'])[^"'\r\n]*)$/.exec(tail) ?? [];
  return { kind: 'role', range: rangeOf(text, offset, quote, typed) };
}

/** What was typed of a value, its quotes included, on both sides of the cursor. */
function rangeOf(text: string, offset: number, quote: string, typed: string): TextRange {
  const rest = text.slice(offset, offset + 200);
  const [after = ''] = (quote === '' ? /^[\w-]*/ : /^[^"'\r\n,{}[\]]*["']?/).exec(rest) ?? [];
  const start = offset - typed.length - quote.length;
  return { offset: start, length: offset + after.length - start };
}

function structurePlace(
  text: string,
  offset: number,
  before: string,
  read: () => OnboardingFile | undefined,
): CompletionPlace | undefined {
  const [word = ''] = /["']?[\w-]*$/.exec(before) ?? [];
  const start = offset - word.length;
  const file = startsSomething(text.slice(0, start)) ? read() : undefined;
  if (!file) return undefined;
  const range = rangeOf(text, offset, /["']/.exec(word)?.[0] ?? '', word.replace(/["']/, ''));
  const list = grantArrays(file).findLast(({ array }) => isInside(array.node, start));
  if (!list) return undefined;
  const entry = list.array.entries.findLast(({ node }) => isInside(node, start));
  if (!entry) return { kind: 'authorization', range, grants: list.kind };
  const isNested = entry.node.properties.some(({ value }) => isInside(value, start));
  return isNested
    ? undefined
    : {
        kind: 'property',
        range,
        grants: list.kind,
        present: entry.node.properties
          .filter(({ key }) => key.offset !== range.offset)
          .map(({ key }) => key.name),
      };
}

/** Whether a name or an entry may begin behind a text: at the beginning of a line, or behind what opens or separates. */
function startsSomething(text: string): boolean {
  return /[{[,\r\n][ \t]*$/.test(text.slice(-200));
}

function isInside(range: TextRange, offset: number): boolean {
  return range.offset < offset && offset < endOf(range);
}
