import { endOf, type TextRange } from '../syntax/literal.ts';
import { indentBefore, lineEndAt, lineStartAt, readTrivia } from './surroundings.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Takes entries or properties out of what encloses them, each with its comma: whole lines where they have lines of their
 * own, what else stands in these lines included.
 */
export function removeItems(
  text: string,
  container: TextRange,
  items: readonly TextRange[],
  removed: ReadonlySet<TextRange>,
): readonly TextEdit[] {
  return runsOf(items, removed).flatMap(([first, last]) => {
    const before = items[first - 1];
    const after = items[last + 1];
    const run = items.slice(first, last + 1);
    const lines = run.map((item) => linesOf(text, item));
    if (lines.every((line) => line !== undefined)) {
      const close = endOf(container) - 1;
      const end = run.at(-1);
      const isLast = !after && end && readTrivia(text, endOf(end), close).comma === undefined;
      const comma =
        isLast && before ? readTrivia(text, endOf(before), run[0]?.offset ?? close).comma : undefined;
      return [...(comma === undefined ? [] : [deletion(comma, comma + 1)]), ...lines];
    }
    const start = run[0]?.offset ?? 0;
    const end = run.at(-1);
    if (after) return [deletion(start, after.offset)];
    return end ? [deletion(before ? endOf(before) : start, endOf(end))] : [];
  });
}

/** The first and last positions of what is removed in a row. */
function runsOf(
  items: readonly TextRange[],
  removed: ReadonlySet<TextRange>,
): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [position, item] of items.entries()) {
    if (!removed.has(item)) continue;
    const run = runs.at(-1);
    if (run?.[1] === position - 1) run[1] = position;
    else runs.push([position, position]);
  }
  return runs;
}

/** The lines of an item, where nothing else but its comma and comments stands in them. */
function linesOf(text: string, item: TextRange): TextEdit | undefined {
  if (indentBefore(text, item.offset) === undefined) return undefined;
  const end = lineEndAt(text, endOf(item));
  const { comma } = readTrivia(text, endOf(item), end);
  const rest = text.slice(endOf(item), end);
  const blank = rest.replaceAll(/\/\*.*?\*\/|\/\/.*$/g, '').trim();
  if (blank !== (comma === undefined ? '' : ',')) return undefined;
  const [lineEnd = ''] = /^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2)) ?? [];
  return deletion(lineStartAt(text, item.offset), end + lineEnd.length);
}

function deletion(start: number, end: number): TextEdit {
  return { offset: start, length: end - start, text: '' };
}
