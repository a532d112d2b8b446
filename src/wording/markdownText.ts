import { plainText } from './plainText.ts';

/** Text of a stranger inside Markdown: every character that Markdown could read is escaped. */
export function markdownText(text: unknown, fallback = ''): string {
  return plainText(text, fallback)
    .replace(/[\\`*_{}[\]()#+\-.!|~$:@"'=/]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
