import * as vscode from 'vscode';
import { onboardingFilePattern } from './findOnboardingFiles.ts';

/**
 * What was found in files of the workspace that are not open. Of a file that is, the editor tells by itself; of one that
 * has changed since, nothing is known any more.
 */
export class WorkspaceFindings implements vscode.Disposable {
  readonly #shown = vscode.languages.createDiagnosticCollection('azureDelegations.workspace');
  readonly #listening: vscode.Disposable;

  constructor() {
    const forget = (uri: vscode.Uri): void => this.#shown.delete(uri);
    const watcher = vscode.workspace.createFileSystemWatcher(onboardingFilePattern, true);
    this.#listening = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => forget(uri)),
    );
  }

  /** Shows what was found, instead of what was found before. */
  show(findings: readonly (readonly [vscode.Uri, readonly vscode.Diagnostic[]])[]): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    this.#shown.clear();
    this.#shown.set(
      findings
        .filter(([uri]) => !open.has(uri.toString()))
        .map(([uri, diagnostics]) => [uri, [...diagnostics]]),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#shown.dispose();
  }
}
