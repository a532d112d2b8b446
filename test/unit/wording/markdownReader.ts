import MarkdownIt, { type Token } from 'markdown-it';

/** As eager as can be: HTML counts, addresses become links, and a line break is one. */
const commonMark = new MarkdownIt({ html: true, linkify: true, breaks: true });

/** What a reader of Markdown makes of it: the kinds of everything, without the characters themselves. */
export function kindsOf(markdown: string): readonly string[] {
  return flat(commonMark.parse(markdown, {})).map(({ type }) => type);
}

/** The characters that a reader of Markdown sees. */
export function seen(markdown: string): string {
  return flat(commonMark.parse(markdown, {}))
    .filter(({ type }) => type === 'text')
    .map(({ content }) => content)
    .join('');
}

function flat(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => (token.children ? flat(token.children) : [token]));
}
