import * as vscode from 'vscode';
import type { RoleDefinition } from '../../arm/authorization/models.ts';
import { onboardingSeverities } from '../../settings.ts';
import { bicepSyntax, jsonSyntax } from '../fixes/editSyntax.ts';
import { editsFor } from '../fixes/editsFor.ts';
import type { Fix } from '../fixes/fix.ts';
import { fixAll } from '../fixes/fixAll.ts';
import { fixesFor } from '../fixes/fixesFor.ts';
import { makeEligible } from '../fixes/makeEligible.ts';
import { editBetween, type TextEdit } from '../fixes/textEdit.ts';
import { onboardingLanguage } from '../onboardingLanguage.ts';
import { readDocument } from '../readDocument.ts';
import { readOnboarding } from '../readOnboarding.ts';
import { checkOnboarding } from '../rules/checkOnboarding.ts';
import type { Finding } from '../rules/finding.ts';
import { type RoleTable, roleTableOf } from '../rules/roleTable.ts';
import { rules, type RuleCode, type Severity } from '../rules/ruleCodes.ts';
import { findingText, relatedText } from './findingText.ts';
import { fixText } from './fixText.ts';
import type { JudgedDocument } from './judgedDocument.ts';
import { rangeOf } from './ranges.ts';

/** What the cloud tells of its roles; nothing while nobody is signed in. */
export type CloudRoles = readonly RoleDefinition[];

/** What an extension says that its diagnostics come from. */
const source = 'Azure Delegations';

/** A quick fix for everything, which is worked out when somebody chooses it. */
export class FixAllAction extends vscode.CodeAction {
  readonly document: vscode.TextDocument;
  readonly harmlessOnly: boolean;

  constructor(
    document: vscode.TextDocument,
    title: string,
    kind: vscode.CodeActionKind,
    harmlessOnly: boolean,
  ) {
    super(title, kind);
    this.document = document;
    this.harmlessOnly = harmlessOnly;
  }
}

/** What is wrong with a document, as the editor shows it. Nothing where it describes no onboarding. */
export function diagnosticsOf(
  document: JudgedDocument,
  cloudRoles: CloudRoles,
): readonly vscode.Diagnostic[] {
  const names = roleNamesOf(cloudRoles);
  return judge(document, cloudRoles).map((finding) => toDiagnostic(document, finding, names));
}

/** What can be done about the diagnostics at a place, and about the place itself. */
export function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { only, diagnostics }: vscode.CodeActionContext,
  cloudRoles: CloudRoles,
): readonly vscode.CodeAction[] {
  const file = readDocument(document);
  if (!file || file.broken) return [];
  const wanted = (kind: vscode.CodeActionKind): boolean => only?.contains(kind) ?? true;
  const text = document.getText();
  const actions: vscode.CodeAction[] = [];
  if (wanted(vscode.CodeActionKind.QuickFix)) {
    const findings = judge(document, cloudRoles);
    const here = findings.filter((finding) => rangeOf(document, finding.range).intersection(range));
    for (const finding of here)
      for (const fix of fixesFor(text, finding))
        actions.push(toAction(document, fix, diagnosticOf(document, finding, diagnostics)));
    if (actions.length > 0 && findings.length > 1)
      actions.push(
        new FixAllAction(
          document,
          vscode.l10n.t('Fix all Azure Delegations problems in this file'),
          vscode.CodeActionKind.QuickFix,
          false,
        ),
      );
  }
  if (wanted(vscode.CodeActionKind.RefactorRewrite)) {
    const offset = document.offsetAt(range.start);
    const at = { offset, length: document.offsetAt(range.end) - offset };
    actions.push(
      ...makeEligible(text, file, at, roleTableOf(cloudRoles)).map((fix) => toAction(document, fix)),
    );
  }
  // Only where it is asked for, as when a file is saved: it gives nobody more access.
  if (only && vscode.CodeActionKind.SourceFixAll.intersects(only))
    actions.push(
      new FixAllAction(document, vscode.l10n.t('Fix all that gives nobody more access'), fixAllKind(), true),
    );
  return actions;
}

/** Works out what fixing everything changes. */
export function resolveFixAll(action: FixAllAction, cloudRoles: CloudRoles): vscode.CodeAction {
  const { document, harmlessOnly } = action;
  const language = onboardingLanguage(document.languageId, document.uri.path);
  if (!language) return action;
  const text = document.getText();
  const severities = onboardingSeverities(document.uri);
  const fixed = fixAll(
    text,
    { read: (each) => readOnboarding(each, language), syntax: syntaxOf(document) },
    roleTableOf(cloudRoles),
    ({ code }) => severityOf(code, severities) !== 'off',
    harmlessOnly,
  );
  action.edit = new vscode.WorkspaceEdit();
  if (fixed !== text) action.edit.set(document.uri, [toTextEdit(document, editBetween(text, fixed))]);
  return action;
}

/** The kind of what may be fixed when a file is saved. */
export function fixAllKind(): vscode.CodeActionKind {
  return vscode.CodeActionKind.SourceFixAll.append('azureDelegations');
}

function judge(document: JudgedDocument, cloudRoles: CloudRoles): readonly Finding[] {
  const file = readDocument(document);
  if (!file) return [];
  const severities = onboardingSeverities(document.uri);
  return checkOnboarding(file, tableOf(cloudRoles)).filter(
    ({ code }) => severityOf(code, severities) !== 'off',
  );
}

function toDiagnostic(
  document: JudgedDocument,
  finding: Finding,
  roleNames: ReadonlyMap<string, string>,
): vscode.Diagnostic {
  const { code, range, related = [] } = finding;
  const severity = severityOf(code, onboardingSeverities(document.uri));
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, range),
    findingText(finding, roleNames),
    editorSeverities[severity === 'off' ? 'hint' : severity],
  );
  diagnostic.source = source;
  diagnostic.code = { value: code, target: vscode.Uri.parse(rules[code].page) };
  diagnostic.relatedInformation = related.map(
    (place) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(document.uri, rangeOf(document, place)),
        relatedText(finding),
      ),
  );
  return diagnostic;
}

function severityOf(code: RuleCode, severities: ReadonlyMap<string, Severity>): Severity {
  return severities.get(code) ?? rules[code].severity;
}

function toAction(
  document: vscode.TextDocument,
  fix: Fix,
  diagnostic?: vscode.Diagnostic,
): vscode.CodeAction {
  const action = new vscode.CodeAction(
    fixText(fix),
    fix.kind === 'makeEligible' ? vscode.CodeActionKind.RefactorRewrite : vscode.CodeActionKind.QuickFix,
  );
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(
    document.uri,
    editsFor(document.getText(), syntaxOf(document), fix.changes).map((edit) => toTextEdit(document, edit)),
  );
  action.isPreferred = fix.isPreferred;
  if (diagnostic) action.diagnostics = [diagnostic];
  return action;
}

function diagnosticOf(
  document: vscode.TextDocument,
  { code, range }: Finding,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.Diagnostic | undefined {
  const place = rangeOf(document, range);
  return diagnostics.find(
    (one) =>
      one.source === source &&
      typeof one.code === 'object' &&
      one.code.value === code &&
      one.range.isEqual(place),
  );
}

function syntaxOf(document: vscode.TextDocument) {
  return onboardingLanguage(document.languageId, document.uri.path) === 'bicep' ? bicepSyntax : jsonSyntax;
}

function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(rangeOf(document, edit), edit.text);
}

/** Made once of what the cloud told last. */
let lastTable: { readonly roles: CloudRoles; readonly table: RoleTable } | undefined;

function tableOf(roles: CloudRoles): RoleTable {
  if (lastTable?.roles !== roles) lastTable = { roles, table: roleTableOf(roles) };
  return lastTable.table;
}

function roleNamesOf(roles: CloudRoles): ReadonlyMap<string, string> {
  return new Map(
    roles.flatMap(({ name, roleName }) => (roleName ? [[name.toLowerCase(), roleName] as const] : [])),
  );
}

const editorSeverities: Readonly<Record<Exclude<Severity, 'off'>, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};
