import { endOf, type TextRange } from '../syntax/literal.ts';
import type { EditSyntax } from './editSyntax.ts';
import type { Layout } from './printValue.ts';
import { indentBefore, indentUnit, lineEndNear, lineIndent, readTrivia } from './surroundings.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Puts entries or properties behind the last one of what encloses them, laid out as that one is. Comments stay where they
 * are, and so does the habit of a comma behind the last.
 *
 * @param itemLayout how one of the new is laid out, if not like its neighbour
 */
export function insertItems(
  text: string,
  container: TextRange,
  items: readonly TextRange[],
  syntax: EditSyntax,
  print: readonly ((layout: Layout) => string)[],
): readonly TextEdit[] {
  const last = items.at(-1);
  const lineEnd = lineEndNear(text, last?.offset ?? container.offset);
  if (!last) return insertFirst(text, container, syntax, print, lineEnd);

  const indent = indentBefore(text, last.offset);
  const isTall = /[\r\n]/.test(text.slice(last.offset, endOf(last)));
  const layout: Layout = {
    lineEnd,
    indent: indent ?? lineIndent(text, endOf(last) - 1),
    unit: unitOf(text, last),
    isTall: isTall || (indent !== undefined && print.length > 0 && !isObject(text, last)),
  };
  const { end, comma, endsInLineComment } = readTrivia(text, endOf(last), endOf(container) - 1);
  const separator = indent === undefined ? ',' : syntax.separator;
  const hasComma = comma !== undefined;
  const between = indent === undefined && !endsInLineComment ? ' ' : `${lineEnd}${indent ?? layout.indent}`;
  const added =
    between +
    print.map((one) => one(layout)).join(separator + between) +
    (hasComma && separator !== '' ? ',' : '');
  const first = hasComma ? '' : separator;
  if (end === endOf(last) || first === '') return [insertion(end, first + added)];
  return [insertion(endOf(last), first), insertion(end, added)];
}

function insertFirst(
  text: string,
  container: TextRange,
  { separator }: EditSyntax,
  print: readonly ((layout: Layout) => string)[],
  lineEnd: string,
): readonly TextEdit[] {
  const unit = indentUnit(text);
  const outer = lineIndent(text, container.offset);
  const layout: Layout = { lineEnd, indent: outer + unit, unit, isTall: true };
  const start = container.offset + 1;
  const close = endOf(container) - 1;
  const { end } = readTrivia(text, start, close);
  const rest = text.slice(end, close);
  const between = lineEnd + layout.indent;
  const added = between + print.map((one) => one(layout)).join(separator + between);
  if (/[\r\n]/.test(rest)) return [insertion(end, added)];
  return [{ offset: end, length: rest.length, text: added + lineEnd + outer }];
}

/** One level of indentation, as the neighbour has it. */
function unitOf(text: string, neighbour: TextRange): string {
  const outer = lineIndent(text, endOf(neighbour) - 1);
  const [, inner = ''] = /[\r\n]([ \t]+)\S/.exec(text.slice(neighbour.offset, endOf(neighbour))) ?? [];
  return inner.startsWith(outer) && inner.length > outer.length
    ? inner.slice(outer.length)
    : indentUnit(text);
}

function isObject(text: string, { offset }: TextRange): boolean {
  return text[offset] === '{';
}

function insertion(offset: number, text: string): TextEdit {
  return { offset, length: 0, text };
}
