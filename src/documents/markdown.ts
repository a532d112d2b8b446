import { markdownLine } from '../wording/markdownLine.ts';

/**
 * A piece of a Markdown document. There is no other way to make one than by the functions below, which escape all text:
 * so no name in a document can become a link, a picture or HTML, and none causes a request.
 */
export type Markdown = string & { readonly [piece]: true };

declare const piece: unique symbol;

/** A heading; level 1 is the title of the document. */
export function heading(level: 1 | 2 | 3, text: string): Markdown {
  return `${'#'.repeat(level)} ${markdownLine(text)}` as Markdown;
}

export function paragraph(text: string): Markdown {
  return markdownLine(text) as Markdown;
}

/** A list with a bullet for each text. */
export function list(texts: readonly string[]): Markdown {
  return texts.map((text) => `- ${markdownLine(text)}`).join('\n') as Markdown;
}

/** Names and their values, a line each; what has no value is left out. */
export function fields(pairs: readonly (readonly [name: string, value: string | undefined])[]): Markdown {
  return pairs
    .flatMap(([name, value]) => (value ? [`**${markdownLine(name)}:** ${markdownLine(value)}`] : []))
    .join('  \n') as Markdown;
}

/** A table. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Markdown {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownLine).join(' | ')} |`;
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n') as Markdown;
}

/** A note that stands out. */
export function note(text: string): Markdown {
  return `> ${markdownLine(text)}` as Markdown;
}

/**
 * A link on a line of its own.
 *
 * @param address of ours, https
 * @throws RangeError for any other
 */
export function link(text: string, address: string): Markdown {
  const url = new URL(address);
  if (url.protocol !== 'https:') throw new RangeError(`Not an address to link to: ${address}`);
  const escaped = url.href.replace(/[<>()\\\s]/g, (character) => encodeURIComponent(character));
  return `[${markdownLine(text)}](<${escaped}>)` as Markdown;
}

/** The pieces one after the other, without those that are empty. */
export function markdownDocument(pieces: readonly Markdown[]): string {
  return `${pieces.filter((each) => each !== '').join('\n\n')}\n`;
}
