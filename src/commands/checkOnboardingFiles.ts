import * as vscode from 'vscode';
import { heading, list, type Markdown, paragraph, table } from '../documents/markdown.ts';
import { closedDocument } from '../onboarding/diagnostics/judgedDocument.ts';
import { diagnosticsOf } from '../onboarding/diagnostics/judgeDocument.ts';
import { findOnboardingFiles, type Search } from '../onboarding/workspace/findOnboardingFiles.ts';
import { WorkspaceFindings } from '../onboarding/workspace/workspaceFindings.ts';
import { plainText } from '../wording/plainText.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';

/** A file and what was found in it. */
type CheckedFile = readonly [vscode.Uri, readonly vscode.Diagnostic[]];

/** Checks every onboarding file of the workspace, open or not, and tells what was found. */
export const checkOnboardingFiles: CommandAction = async (context) => {
  if (!vscode.workspace.workspaceFolders?.length)
    throw new Error(vscode.l10n.t('There is no workspace to check. Open a folder first.'));
  const search = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking onboarding files'),
      cancellable: true,
    },
    (progress, token) =>
      findOnboardingFiles(token, (done, of) => {
        progress.report({ increment: 100 / of, message: vscode.l10n.t('{0} of {1} files', done, of) });
      }),
  );
  const checked = search.found.map(({ uri, language, text }): CheckedFile => {
    return [uri, diagnosticsOf(closedDocument(uri, language, text), context.estate.roleDefinitions)];
  });
  findingsFor(context).show(checked);
  for (const { uri, error } of search.unreadable)
    context.log.error(`${vscode.workspace.asRelativePath(uri)}: ${error.message}`);
  tell(search, checked, context);
};

const allFindings = new WeakMap<CommandContext, WorkspaceFindings>();

/** One for the life of the extension, made when it is first needed. */
function findingsFor(context: CommandContext): WorkspaceFindings {
  const known = allFindings.get(context);
  if (known) return known;
  const findings = new WorkspaceFindings();
  allFindings.set(context, findings);
  context.extension.subscriptions.push(findings);
  return findings;
}

function tell(search: Search, checked: readonly CheckedFile[], context: CommandContext): void {
  const problems = vscode.l10n.t('Show Problems');
  const report = vscode.l10n.t('Show Report');
  const isIncomplete = search.done < search.of || search.unreadable.length > 0;
  const found = checked.flatMap(([, diagnostics]) => diagnostics);
  const show =
    isIncomplete || countOf(found, vscode.DiagnosticSeverity.Error) > 0
      ? vscode.window.showWarningMessage
      : vscode.window.showInformationMessage;
  void show(
    summary(search, checked).join(' '),
    ...(found.length > 0 ? [problems] : []),
    ...(checked.length > 0 || isIncomplete ? [report] : []),
  ).then(async (answer) => {
    if (answer === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
    if (answer === report)
      await context.documents.show({
        title: vscode.l10n.t('Onboarding files'),
        key: 'checkOnboardingFiles',
        pieces: reportOf(search, checked),
      });
  });
}

/** What was found, and how far that goes. */
function summary(search: Search, checked: readonly CheckedFile[]): readonly string[] {
  const { done, of, unreadable } = search;
  const diagnostics = checked.flatMap(([, found]) => found);
  const errors = countOf(diagnostics, vscode.DiagnosticSeverity.Error);
  const warnings = countOf(diagnostics, vscode.DiagnosticSeverity.Warning);
  return [
    done < of
      ? vscode.l10n.t('Stopped after {0} of {1} files.', done, of)
      : vscode.l10n.t('Looked at {0} files.', of),
    vscode.l10n.t(
      'Onboarding files: {0}. Errors: {1}. Warnings: {2}. Hints: {3}.',
      checked.length,
      errors,
      warnings,
      diagnostics.length - errors - warnings,
    ),
    ...(unreadable.length > 0 ? [vscode.l10n.t('Not readable: {0}.', unreadable.length)] : []),
  ];
}

function reportOf(search: Search, checked: readonly CheckedFile[]): readonly Markdown[] {
  const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
  const name = (uri: vscode.Uri): string => plainText(vscode.workspace.asRelativePath(uri));
  return [
    heading(1, vscode.l10n.t('Onboarding files of the workspace')),
    paragraph(summary(search, checked).join(' ')),
    ...(checked.length === 0
      ? []
      : [
          table(
            [
              vscode.l10n.t('File'),
              vscode.l10n.t('Errors'),
              vscode.l10n.t('Warnings'),
              vscode.l10n.t('Hints'),
            ],
            checked.map(([uri, found]) => {
              const [errors, warnings] = [countOf(found, error), countOf(found, warning)];
              return [name(uri), errors, warnings, found.length - errors - warnings].map(String);
            }),
          ),
        ]),
    ...checked.flatMap(([uri, found]) =>
      found.length === 0
        ? []
        : [
            heading(2, name(uri)),
            list(
              found.map(({ range, message }) =>
                vscode.l10n.t('Line {0}: {1}', range.start.line + 1, message),
              ),
            ),
          ],
    ),
    ...(search.unreadable.length === 0
      ? []
      : [
          heading(2, vscode.l10n.t('Files that could not be read')),
          list(search.unreadable.map(({ uri, error: { message } }) => `${name(uri)}: ${plainText(message)}`)),
        ]),
  ];
}

function countOf(diagnostics: readonly vscode.Diagnostic[], severity: vscode.DiagnosticSeverity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}
