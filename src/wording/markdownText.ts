import { markdownLine } from './markdownLine.ts';
import { plainText } from './plainText.ts';

/** Text of a stranger inside Markdown: every character that Markdown could read is escaped. */
export function markdownText(text: unknown, fallback = ''): string {
  return markdownLine(plainText(text, fallback));
}
