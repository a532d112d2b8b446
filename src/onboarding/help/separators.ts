import type { OnboardingLanguage } from '../onboardingLanguage.ts';
import type { TextRange } from '../syntax/literal.ts';

/** The commas that JSON needs when something is put in between, and Bicep does not. */
export interface Separators {
  /** Where a comma has to be put behind what stands before; undefined where none is missing. */
  readonly before: number | undefined;
  /** Whether what is put in has to end with one. */
  readonly after: boolean;
}

/** What separates a new entry or property, put in place of a range, from those around it. */
export function separators(
  text: string,
  { offset, length }: TextRange,
  language: OnboardingLanguage,
): Separators {
  if (language === 'bicep') return { before: undefined, after: false };
  const before = text.slice(Math.max(0, offset - 2000), offset).trimEnd();
  const after = text.slice(offset + length, offset + length + 2000).trimStart();
  const isBehindValue = /["}\]\w]$/.test(before);
  return {
    before: isBehindValue ? Math.max(0, offset - 2000) + before.length : undefined,
    after: /^["{[]/.test(after),
  };
}
