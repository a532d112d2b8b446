import * as vscode from 'vscode';
import { settingNames, settingsSection } from '../../settings.ts';
import { mentionsOnboarding } from '../model/mentionsOnboarding.ts';
import { onboardingDocuments, onboardingLanguage } from '../onboardingLanguage.ts';
import type { CloudRoles } from './judgeDocument.ts';

/** How long nobody types before a document is looked at again, in milliseconds. */
const pause = 300;

/**
 * Diagnostics and quick fixes for the onboarding files that are open. A document is looked at when nobody has typed for a
 * moment; of one that does not speak of onboarding nothing more is done than that look, and nothing is loaded.
 */
export class OnboardingDiagnostics implements vscode.Disposable {
  readonly #shown = vscode.languages.createDiagnosticCollection('azureDelegations');
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #cloudRoles: () => CloudRoles;
  readonly #listening: vscode.Disposable;

  constructor(cloudRoles: () => CloudRoles) {
    this.#cloudRoles = cloudRoles;
    const { workspace } = vscode;
    this.#listening = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.#lookSoon(document, 0)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#lookSoon(document, pause);
      }),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${settingsSection}.${settingNames.onboardingRules}`))
          this.lookAgain();
      }),
      this.#registerCodeActions(),
    );
    this.lookAgain();
  }

  /** Looks at every open document again: what it is judged by has changed. */
  lookAgain(): void {
    for (const document of vscode.workspace.textDocuments) this.#lookSoon(document, 0);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#listening.dispose();
    this.#shown.dispose();
  }

  #lookSoon(document: vscode.TextDocument, delay: number): void {
    if (!isLookedAt(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        void this.#look(document);
      }, delay),
    );
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    if (!mentionsOnboarding(document.getText())) {
      this.#shown.delete(document.uri);
      return;
    }
    const { diagnosticsOf } = await import('./judgeDocument.ts');
    // Whoever typed in the meantime is waited for, and whoever closed it wants nothing more.
    if (document.isClosed || this.#waiting.has(document.uri.toString())) return;
    this.#shown.set(document.uri, diagnosticsOf(document, this.#cloudRoles()));
  }

  #forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#shown.delete(document.uri);
  }

  #registerCodeActions(): vscode.Disposable {
    const { QuickFix, RefactorRewrite, SourceFixAll } = vscode.CodeActionKind;
    return vscode.languages.registerCodeActionsProvider(
      onboardingDocuments,
      {
        provideCodeActions: async (document, range, context) => {
          if (!mentionsOnboarding(document.getText())) return undefined;
          const { codeActions } = await import('./judgeDocument.ts');
          return [...codeActions(document, range, context, this.#cloudRoles())];
        },
        resolveCodeAction: async (action) => {
          const { FixAllAction, resolveFixAll } = await import('./judgeDocument.ts');
          return action instanceof FixAllAction ? resolveFixAll(action, this.#cloudRoles()) : action;
        },
      },
      {
        providedCodeActionKinds: [QuickFix, RefactorRewrite, SourceFixAll.append('azureDelegations')],
      },
    );
  }
}

/** Not the old versions of files that a comparison opens, and whatever else nobody can write to. */
function isLookedAt({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    onboardingLanguage(languageId, uri.path) !== undefined &&
    vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false
  );
}
