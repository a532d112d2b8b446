/**
 * Text of a stranger as one line that means nothing but itself: for labels, descriptions, dialogs and messages.
 *
 * - line breaks, tabs and other control characters become spaces, and runs of spaces one
 * - characters that turn the direction of writing are taken out
 * - `$(name)` shows as text instead of an icon, and `[text](target)` as text instead of a link
 * - what is longer than 200 characters is cut, with an ellipsis
 *
 * @param text what somebody typed; anything else, as a server may send it, counts as nothing
 * @param fallback shown where nothing visible is left
 */
export function plainText(text: unknown, fallback = ''): string {
  if (typeof text !== 'string') return fallback;
  const line = text
    .slice(0, longest * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(directionControls, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
  const characters = Array.from(line);
  const short = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : line;
  const harmless = short.replaceAll('$(', `$${nothingWide}(`).replaceAll('](', `]${nothingWide}(`);
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(harmless) ? harmless : fallback;
}

/** A stranger's name inside a sentence of ours: what it does to the direction of writing ends with it. */
export function inSentence(name: string): string {
  return `\u2068${name}\u2069`;
}

const longest = 200;

/** A character without width or meaning, which keeps two others from being read as one sign. */
const nothingWide = '\u200B';

/** Marks, embeddings, overrides and isolates (Unicode Standard Annex 9), and other invisible format characters. */
const directionControls = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;
