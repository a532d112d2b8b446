/**
 * Text of a stranger as one line that means nothing but itself: for labels, descriptions, dialogs and messages.
 *
 * - line breaks, tabs and other control characters become spaces, and runs of spaces one
 * - characters that turn the direction of writing, and those that nobody sees, are taken out; what joins or varies the
 *   characters beside it stays, since emoji and many scripts are written with it
 * - `$(name)` shows as text instead of an icon, and `[text](target)` as text instead of a link
 * - what is longer than `longest` characters is cut, with an ellipsis
 *
 * @param text what somebody typed; anything else, as a server may send it, counts as nothing
 * @param fallback shown where nothing visible is left
 * @param longest characters; 200 are more than any name has, an error's message may have more
 */
export function plainText(text: unknown, fallback = '', longest = 200): string {
  if (typeof text !== 'string') return fallback;
  // A name is no longer; whatever is need not be looked at to its end.
  const [beginning = ''] = /^.{0,10000}/su.exec(text) ?? [];
  const line = beginning
    .replace(unseen, '')
    .replace(/[\p{Cc}\s\u2800]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(line)) return fallback;
  const characters = Array.from(line);
  const isCut = characters.length > longest || text.length > beginning.length;
  const short = isCut ? `${characters.slice(0, longest).join('')}…` : line;
  return short.replaceAll('$(', `$${nothingWide}(`).replaceAll('](', `]${nothingWide}(`);
}

/** A stranger's name inside a sentence of ours: what it does to the direction of writing ends with it. */
export function inSentence(name: string): string {
  return `\u2068${name}\u2069`;
}

/** A character without width or meaning, which keeps two others from being read as one sign. */
const nothingWide = '\u200B';

/**
 * Marks, embeddings, overrides and isolates (Unicode Standard Annex 9), tags, and whatever else has no shape of its own,
 * but for joiners and variation selectors.
 */
const unseen = /[[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]--[\u200C\u200D\p{Variation_Selector}]]/gv;
