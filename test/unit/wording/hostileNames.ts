/** Names that people of another organisation could type, and what they may look like in one line of plain text. */
export const hostileNames: readonly {
  readonly what: string;
  readonly typed: string;
  readonly shown: string;
}[] = [
  { what: 'an ordinary name', typed: 'Contoso Ltd', shown: 'Contoso Ltd' },
  { what: 'line breaks', typed: 'one\ntwo\r\nthree\rfour', shown: 'one two three four' },
  { what: 'other line separators', typed: 'one\u2028two\u2029three\u0085four', shown: 'one two three four' },
  { what: 'tabs and form feeds', typed: '\tone\t\ttwo\f\v', shown: 'one two' },
  {
    what: 'NUL and control characters',
    typed: 'a\0b\u0007c\u001B[31md\u007Fe\u009Bf',
    shown: 'a b c [31md e f',
  },
  { what: 'many kinds of spaces', typed: '\u00A0one\u3000\u2003 two\u2800', shown: 'one two' },
  { what: 'an icon', typed: '$(trash) gone', shown: '$\u200B(trash) gone' },
  { what: 'an icon in an icon', typed: '$$((trash)', shown: '$$\u200B((trash)' },
  { what: 'an icon held apart by what nobody sees', typed: '$\u200B(tr\u2060ash)', shown: '$\u200B(trash)' },
  {
    what: 'a command link',
    typed: '[x](command:workbench.action.quit)',
    shown: '[x]\u200B(command:workbench.action.quit)',
  },
  {
    what: 'a link held apart by what nobody sees',
    typed: '[x]\u00AD(https://evil.example)',
    shown: '[x]\u200B(https://evil.example)',
  },
  {
    what: 'a reference link',
    typed: '[x][y] [y]: https://evil.example',
    shown: '[x][y] [y]: https://evil.example',
  },
  {
    what: 'an image',
    typed: '![](https://evil.example/x.png)',
    shown: '![]\u200B(https://evil.example/x.png)',
  },
  { what: 'a tag', typed: '<img src=x onerror=alert(1)>', shown: '<img src=x onerror=alert(1)>' },
  { what: 'a closing tag and a comment', typed: '</span><!-- x -->', shown: '</span><!-- x -->' },
  { what: 'an entity', typed: '&lt;b&gt; &#60;b&#x3e; &amp;', shown: '&lt;b&gt; &#60;b&#x3e; &amp;' },
  {
    what: 'an autolink',
    typed: '<https://evil.example> <a@b.example>',
    shown: '<https://evil.example> <a@b.example>',
  },
  {
    what: 'bare addresses',
    typed: 'https://evil.example www.evil.example //evil.example a@evil.example',
    shown: 'https://evil.example www.evil.example //evil.example a@evil.example',
  },
  { what: 'code', typed: '`code` ``more``', shown: '`code` ``more``' },
  { what: 'a fence', typed: '```sh\nrm -rf /\n```', shown: '```sh rm -rf / ```' },
  { what: 'emphasis', typed: '**bold** _it_ ~~gone~~ *a*', shown: '**bold** _it_ ~~gone~~ *a*' },
  { what: 'a heading', typed: '# heading', shown: '# heading' },
  { what: 'an underlined heading', typed: 'heading\n===\nmore\n---', shown: 'heading === more ---' },
  { what: 'a quote', typed: '> quoted', shown: '> quoted' },
  { what: 'a list', typed: '- one\n+ two\n* three', shown: '- one + two * three' },
  { what: 'a numbered list', typed: '1. one', shown: '1. one' },
  { what: 'a list numbered otherwise', typed: '1) one', shown: '1) one' },
  { what: 'a rule', typed: '***', shown: '***' },
  { what: 'another rule', typed: '- - -', shown: '- - -' },
  { what: 'a table', typed: '|a|b|\n|-|-|\n|c|d|', shown: '|a|b| |-|-| |c|d|' },
  { what: 'mathematics', typed: '$x$ $$y$$', shown: '$x$ $$y$$' },
  { what: 'backslashes', typed: '\\*not escaped\\* \\', shown: '\\*not escaped\\* \\' },
  { what: 'indented code', typed: '    four spaces', shown: 'four spaces' },
  { what: 'a placeholder of a message', typed: '{0} {1}', shown: '{0} {1}' },
  {
    what: 'a definition of a link',
    typed: '[foo]: javascript:alert(1)',
    shown: '[foo]: javascript:alert(1)',
  },
  { what: 'a quoted title', typed: '" onmouseover="x\' y', shown: '" onmouseover="x\' y' },
  { what: 'an override of direction', typed: 'invoice\u202Egpj.exe', shown: 'invoicegpj.exe' },
  { what: 'embeddings', typed: '\u202Aa\u202Bb\u202Cc\u202Dd', shown: 'abcd' },
  { what: 'isolates', typed: '\u2066a\u2067b\u2068c\u2069d', shown: 'abcd' },
  { what: 'marks of direction', typed: '\u200Ea\u200Fb\u061Cc', shown: 'abc' },
  { what: 'tag characters', typed: 'a\u{E0001}\u{E0069}\u{E0067}\u{E006E}\u{E007F}b', shown: 'ab' },
  { what: 'spaces without width', typed: 'a\u200Bb\u2060c\uFEFFd\u00ADe', shown: 'abcde' },
  { what: 'spaces around what nobody sees', typed: 'a \u200B \uFEFF b', shown: 'a b' },
  { what: 'annotations between lines', typed: 'a\uFFF9b\uFFFAc\uFFFBd', shown: 'abcd' },
  { what: 'fillers', typed: '\u3164a\uFFA0b', shown: 'ab' },
  { what: 'half a surrogate pair', typed: 'a\uD83Db\uDE00c', shown: 'a\uFFFDb\uFFFDc' },
  { what: 'an emoji', typed: '\u{1F600} Contoso', shown: '\u{1F600} Contoso' },
  {
    what: 'a family of joined emoji',
    typed: '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u2764\uFE0F',
    shown: '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u2764\uFE0F',
  },
  {
    what: 'a flag and a tone of skin',
    typed: '\u{1F1E9}\u{1F1EA} \u{1F44D}\u{1F3FD}',
    shown: '\u{1F1E9}\u{1F1EA} \u{1F44D}\u{1F3FD}',
  },
  { what: 'Arabic', typed: '\u0634\u0631\u0643\u0629', shown: '\u0634\u0631\u0643\u0629' },
  {
    what: 'Persian with its joiner',
    typed: '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
    shown: '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
  },
  { what: 'Hebrew', typed: '\u05D7\u05D1\u05E8\u05D4 (1)', shown: '\u05D7\u05D1\u05E8\u05D4 (1)' },
  { what: 'Devanagari', typed: '\u0915\u094D\u200D\u0937', shown: '\u0915\u094D\u200D\u0937' },
  { what: 'combining marks', typed: 'e\u0301', shown: 'e\u0301' },
];

/** Everything that means something in Markdown, after and before one of its like. */
export const everySign: readonly { readonly what: string; readonly typed: string }[] = Array.from(
  '\\`*_{}[]()#+-.!|~$:@"\'=/<>&^%;,?',
).map((sign) => ({
  what: `nothing but ${sign}`,
  typed: `${sign}${sign}${sign} a${sign}b${sign} ${sign}c${sign}${sign}`,
}));
