/** What the tests use of markdown-it, which comes with `@vscode/vsce` and brings no types. */
declare module 'markdown-it' {
  export interface Token {
    readonly type: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
  }

  class MarkdownIt {
    constructor(options: { readonly html: boolean; readonly linkify: boolean; readonly breaks: boolean });
    parse(source: string, environment: object): readonly Token[];
  }

  export { MarkdownIt as default };
}
