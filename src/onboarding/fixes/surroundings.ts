/** Behind blanks, line ends, comments and, where wanted, one comma. */
export interface Trivia {
  /** Where the last comment or comma ends; where it began without one. */
  readonly end: number;
  /** Where the comma is. */
  readonly comma: number | undefined;
  /** Whether the last comment goes on to the end of its line. */
  readonly endsInLineComment: boolean;
}

/** What stands between two entries, or the last entry and its bracket. */
export function readTrivia(text: string, from: number, to: number): Trivia {
  let end = from;
  let comma: number | undefined;
  let endsInLineComment = false;
  for (let at = from; at < to;) {
    if (text.startsWith('//', at)) {
      at = Math.min(to, lineEndAt(text, at));
      end = at;
      endsInLineComment = true;
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? to : Math.min(to, close + 2);
      end = at;
      endsInLineComment = false;
    } else {
      if (text[at] === ',') {
        comma ??= at;
        end = at + 1;
        endsInLineComment = false;
      }
      at++;
    }
  }
  return { end, comma, endsInLineComment };
}

/** The blanks before an offset, where nothing else stands before it in its line. */
export function indentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStartAt(text, offset), offset).replace(/^\uFEFF/, '');
  return before.trim() === '' ? before : undefined;
}

/** The blanks that the line of an offset begins with. */
export function lineIndent(text: string, offset: number): string {
  const line = text.slice(lineStartAt(text, offset), offset);
  return /^[ \t]*/.exec(line.replace(/^\uFEFF/, ''))?.[0] ?? '';
}

/** Where the line of an offset begins. */
export function lineStartAt(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Where the line of an offset ends, before its line end. */
export function lineEndAt(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The line end of the lines around an offset: the one before it, else the next, else `\n`. */
export function lineEndNear(text: string, offset: number): string {
  const start = lineStartAt(text, offset);
  const [before] = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, start - 2), start)) ?? [];
  const end = lineEndAt(text, offset);
  const [after] = /^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2)) ?? [];
  return before ?? after ?? '\n';
}

/** One level of indentation of a document: that of its first indented line. */
export function indentUnit(text: string): string {
  return /^[ \t]+(?=\S)/m.exec(text)?.[0] ?? '  ';
}
