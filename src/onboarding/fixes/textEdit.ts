import { endOf, type TextRange } from '../syntax/literal.ts';

/** A run of text that another takes the place of. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** The text after edits that do not overlap; of several at one place, the first comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    pieces.push(text.slice(at, edit.offset), edit.text);
    at = endOf(edit);
  }
  return pieces.join('') + text.slice(at);
}

/** The one edit that makes one text of another, and touches no more than it has to. */
export function editBetween(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return {
    offset: start,
    length: before.length - end - start,
    text: after.slice(start, after.length - end),
  };
}
