import * as vscode from 'vscode';
import { documentName } from './documentName.ts';
import { type Markdown, markdownDocument } from './markdown.ts';

/** A document to read. */
export interface MarkdownDocument {
  /** What it is about, for its tab. May hold a stranger's name. */
  readonly title: string;
  /** Tells it from others: showing a document with the key of an earlier one renews that. */
  readonly key: string;
  readonly pieces: readonly Markdown[];
}

const scheme = 'azure-delegations';

/** Documents that can only be read, shown as a Markdown preview. They last as long as the window. */
export class MarkdownDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** Shows a document; resolves with its address when the preview is there. */
  async show({ title, key, pieces }: MarkdownDocument): Promise<vscode.Uri> {
    const uri = vscode.Uri.from({ scheme, path: `/${documentName(title)}.md`, query: key });
    this.#texts.set(uri.toString(), markdownDocument(pieces));
    this.#changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
    return uri;
  }

  /** A preview that the editor brings back in another window asks for what only the old one knew. */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      `${vscode.l10n.t('This document went with the window in which it was made. Run the command again.')}\n`
    );
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
