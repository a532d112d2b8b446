import * as vscode from 'vscode';
import type { TextRange } from '../syntax/literal.ts';

/** A run of a document's text, as the editor counts. */
export function rangeOf(
  document: Pick<vscode.TextDocument, 'positionAt'>,
  { offset, length }: TextRange,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
