/** What somebody looks for: words that all have to occur somewhere, in any order and letter case. */
export class SearchTerms {
  /** As it was typed, without space around it. */
  readonly text: string;
  readonly #terms: readonly string[];

  constructor(text: string) {
    this.text = text.trim();
    this.#terms = this.text === '' ? [] : searchable(this.text).split(/\s+/u);
  }

  /** Whether each word occurs in one of some texts, which are as {@link searchable} makes them. */
  matches(...texts: readonly string[]): boolean {
    return this.#terms.every((term) => texts.some((text) => text.includes(term)));
  }

  /** Whether at least one word occurs in a text. */
  matchesAny(text: string): boolean {
    return this.#terms.some((term) => text.includes(term));
  }
}

/** A text in the form in which words are looked for in it. */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
