/**
 * A line as text inside Markdown: whatever it holds, every character that Markdown could read is escaped, and line breaks
 * become spaces. For sentences of ours, whose names went through {@link plainText}; a stranger's text goes through
 * {@link markdownText}.
 */
export function markdownLine(line: string): string {
  return (
    line
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim()
      .replace(/[\\`*_{}[\]()#+\-.!|~$:"'=/]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A reader that turns addresses into links looks at the text before it takes escapes away.
      .replaceAll('@', '&#64;')
  );
}
