import * as vscode from 'vscode';
import { plainText } from '../../wording/plainText.ts';
import { rangeOf } from '../diagnostics/ranges.ts';
import { onboardingLanguage } from '../onboardingLanguage.ts';
import { readDocument } from '../readDocument.ts';
import { roleNameOf } from '../roles/roleNameOf.ts';
import { completionPlace } from './completionPlace.ts';
import { grantArrays, rolesIn } from './grantsIn.ts';
import { grantSummary } from './grantSummary.ts';
import type { HelpContext } from './helpContext.ts';
import { hoverAt } from './hoverAt.ts';
import { separators } from './separators.ts';
import { type Suggestion, suggestions } from './suggestions.ts';
import { summaryText } from './summaryText.ts';

/** What is known of the role, principal or tenant under the cursor. */
export function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
  context: HelpContext,
): vscode.Hover | undefined {
  const file = readDocument(document);
  const found = file && hoverAt(file, document.offsetAt(position), context);
  return found && new vscode.Hover(markdown(found.markdown), rangeOf(document, found.range));
}

/** What can be typed here: roles by their names, policies, and whole authorizations. */
export function complete(
  document: vscode.TextDocument,
  position: vscode.Position,
  context: HelpContext,
): readonly vscode.CompletionItem[] {
  const text = document.getText();
  const language = onboardingLanguage(document.languageId, document.uri.path);
  const place = completionPlace(text, document.offsetAt(position), () => readDocument(document));
  if (!place || !language) return [];
  const isPart = place.kind === 'property' || place.kind === 'authorization';
  const { before, after } = isPart
    ? separators(text, place.range, language)
    : { before: undefined, after: false };
  const typed = text.slice(place.range.offset, document.offsetAt(position));
  return suggestions(place, language, context.roleNames).map((suggestion, index) => {
    const item = new vscode.CompletionItem(suggestion.label, itemKinds[suggestion.kind]);
    item.range = rangeOf(document, place.range);
    item.insertText = new vscode.SnippetString(`${suggestion.insert}${after ? ',' : ''}`);
    item.filterText = filterText(suggestion.filter, typed);
    item.sortText = `${suggestion.isLast ? 'b' : 'a'}${String(index).padStart(4, '0')}`;
    if (suggestion.detail !== undefined) item.detail = suggestion.detail;
    if (suggestion.documentation !== undefined) item.documentation = markdown(suggestion.documentation);
    if (before !== undefined)
      item.additionalTextEdits = [vscode.TextEdit.insert(document.positionAt(before), ',')];
    return item;
  });
}

/** The names of roles, beside their ids. */
export function inlayHints(
  document: vscode.TextDocument,
  visible: vscode.Range,
  { roleNames }: HelpContext,
): readonly vscode.InlayHint[] {
  const file = readDocument(document);
  if (!file) return [];
  return rolesIn(file).flatMap(({ range, id }) => {
    const name = roleNameOf(id, roleNames);
    const { end } = rangeOf(document, range);
    if (name === undefined || !visible.contains(end)) return [];
    const hint = new vscode.InlayHint(end, plainText(name, id));
    hint.paddingLeft = true;
    return [hint];
  });
}

/** What each list of authorizations comes to, above it. */
export function codeLenses(
  document: vscode.TextDocument,
  compareCommand: string,
): readonly vscode.CodeLens[] {
  const file = readDocument(document);
  if (!file) return [];
  return grantArrays(file).flatMap((each, index) => {
    const range = rangeOf(document, each.array.name);
    const summary = new vscode.CodeLens(range, { title: summaryText(grantSummary(each)), command: '' });
    const compare = new vscode.CodeLens(range, {
      title: vscode.l10n.t('Compare with Delegation…'),
      command: compareCommand,
    });
    return index === 0 ? [summary, compare] : [summary];
  });
}

const itemKinds: Readonly<Record<Suggestion['kind'], vscode.CompletionItemKind>> = {
  role: vscode.CompletionItemKind.EnumMember,
  value: vscode.CompletionItemKind.Value,
  property: vscode.CompletionItemKind.Property,
  snippet: vscode.CompletionItemKind.Snippet,
};

/**
 * What is compared with the text that was typed. It begins as that does, with a quote or none; where an id stands there
 * already, no other would be like it, and all are offered.
 */
function filterText(filter: string, typed: string): string {
  if (/^["'][\da-f]{8}-[\da-f-]*$/i.test(typed)) return `${typed} ${filter}`;
  return `${/^["']/.exec(typed)?.[0] ?? ''}${filter.replace(/^["']/, '')}`;
}

/** Links lead to Microsoft's pages; everything else was escaped. */
function markdown(value: string): vscode.MarkdownString {
  return new vscode.MarkdownString(value, true);
}
