import * as vscode from 'vscode';

/** What it takes of a document to be judged: one of the editor's, or the text of a file that is not open. */
export type JudgedDocument = Pick<
  vscode.TextDocument,
  'uri' | 'languageId' | 'version' | 'getText' | 'positionAt'
>;

/** The text of a file that is not open, as the editor would have it if it were. */
export function closedDocument(uri: vscode.Uri, languageId: string, text: string): JudgedDocument {
  const lineStarts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\r|\n/g)) lineStarts.push(index + lineEnd.length);
  return {
    uri,
    languageId,
    version: 0,
    getText: () => text,
    positionAt: (offset) => {
      let low = 0;
      let high = lineStarts.length;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if ((lineStarts[middle] ?? offset) <= offset) low = middle;
        else high = middle;
      }
      return new vscode.Position(low, offset - (lineStarts[low] ?? 0));
    },
  };
}
