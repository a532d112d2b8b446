/** A string literal, as far as it goes. */
export interface BicepString {
  /** Behind the closing quote, or where the text broke off. */
  readonly end: number;
  /** Nothing where an interpolation stands in it: what it says is then known to nobody who only reads. */
  readonly value: string | undefined;
  /** Whether it has its closing quote. */
  readonly isClosed: boolean;
}

/** Behind blanks and comments, and behind line ends too where `lines` says so. Never behind the end of the text. */
export function skipTrivia(text: string, from: number, lines: boolean): number {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '/' && text[at + 1] === '/') at = endOfLine(text, at);
    else if (character === '/' && text[at + 1] === '*') {
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? text.length : close + 2;
    } else if (isBlank(character) || (lines && isLineEnd(character))) at++;
    else break;
  }
  return at;
}

/** Where the line ends that an offset is in. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text[at])) at++;
  return at;
}

/** Whether a string begins here: `'text'`, `'''text'''` or `$'''text'''`. */
export function isQuote(text: string, at: number): boolean {
  return text[at] === "'" || (text[at] === '$' && /^\$+'''/.test(text.slice(at, at + 8)));
}

/** Reads the string that begins here ("Data types in Bicep", strings and multi-line strings). Never throws. */
export function readString(text: string, from: number): BicepString {
  if (text.startsWith("'''", from)) return readMultiLine(text, from, 0);
  if (text[from] === '$') {
    const dollars = /^\$+/.exec(text.slice(from, from + 8))?.[0].length ?? 1;
    return readMultiLine(text, from + dollars, dollars);
  }
  let value = '';
  let isKnown = true;
  let at = from + 1;
  while (at < text.length && !isLineEnd(text[at])) {
    const character = text[at] ?? '';
    if (character === "'") return { end: at + 1, value: isKnown ? value : undefined, isClosed: true };
    if (character === '\\') {
      const [escape, meaning] = readEscape(text, at);
      value += meaning;
      at += escape;
    } else if (character === '$' && text[at + 1] === '{') {
      isKnown = false;
      at = skipBalanced(text, at + 1);
    } else {
      value += character;
      at++;
    }
  }
  return { end: at, value: isKnown ? value : undefined, isClosed: false };
}

/**
 * Behind the bracket that closes the one here, strings and comments in between included; the end of the text where none
 * does. Not recursive, so that no nesting is too deep.
 */
export function skipBalanced(text: string, from: number): number {
  // What is open, innermost last; `'` is a string that an interpolation interrupted.
  const open: string[] = [];
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (open.at(-1) === "'") {
      if (character === '\\') at += 2;
      else if (character === '$' && text[at + 1] === '{') {
        open.push('{');
        at += 2;
      } else {
        if (character === "'" || isLineEnd(character)) open.pop();
        at++;
      }
    } else if (isQuote(text, at) && (character === '$' || text.startsWith("'''", at))) {
      at = readString(text, at).end;
    } else if (character === "'") {
      open.push("'");
      at++;
    } else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      at = skipTrivia(text, at, false);
    } else {
      if ('([{'.includes(character)) open.push(character);
      else if (')]}'.includes(character)) open.pop();
      at++;
    }
    if (open.length === 0) return Math.min(at, text.length);
  }
  return text.length;
}

/** The identifier that begins here; empty where none does. */
export function identifierAt(text: string, at: number): string {
  identifier.lastIndex = at;
  return identifier.exec(text)?.[0] ?? '';
}

export function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

const identifier = /[a-z_]\w*/iy;

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\u00A0' || character === '\uFEFF';
}

/** How long an escape is, and what it stands for; what is none stands for itself. */
function readEscape(text: string, at: number): readonly [number, string] {
  const escaped = text[at + 1] ?? '';
  const simple: Readonly<Record<string, string>> = {
    n: '\n',
    r: '\r',
    t: '\t',
    '\\': '\\',
    "'": "'",
    $: '$',
  };
  if (escaped in simple) return [2, simple[escaped] ?? ''];
  const [unicode, digits = ''] = /^\\u\{([0-9a-f]{1,6})\}/i.exec(text.slice(at, at + 12)) ?? [];
  const code = Number.parseInt(digits, 16);
  return unicode === undefined || code > 0x10_ff_ff
    ? [1, '\\']
    : [unicode.length, String.fromCodePoint(code)];
}

/** The text is as it stands, but for a line end at its beginning. Quotes right before the closing ones are text. */
function readMultiLine(text: string, quotes: number, dollars: number): BicepString {
  const start = quotes + 3;
  let close = text.indexOf("'''", start);
  if (close < 0) return { end: text.length, value: undefined, isClosed: false };
  while (text[close + 3] === "'") close++;
  const value = text.slice(start, close).replace(/^\r?\n/, '');
  const isInterpolated = dollars > 0 && value.includes(`${'$'.repeat(dollars)}{`);
  return { end: close + 3, value: isInterpolated ? undefined : value, isClosed: true };
}
