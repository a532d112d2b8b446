import * as vscode from 'vscode';
import type { RemovalPlan } from '../delegations/removal/plan.ts';
import { compareDefinitions } from '../delegations/restore/compareDefinitions.ts';
import { definitionChangeText } from '../wording/definitionChangeText.ts';

const mostLines = 3;

/** What of a delegation is not as it was when the user agreed to remove it; at most four lines. */
export function differenceLines(
  before: RemovalPlan,
  now: RemovalPlan,
  roleNames: ReadonlyMap<string, string>,
): readonly string[] {
  const lines = differences(before, now, roleNames);
  const shown = lines.length > mostLines + 1 ? lines.slice(0, mostLines) : lines;
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [vscode.l10n.t('• and {0} more changes', left)] : [])];
}

function differences(
  before: RemovalPlan,
  now: RemovalPlan,
  roleNames: ReadonlyMap<string, string>,
): readonly string[] {
  if (!now.definition) return [vscode.l10n.t('Azure does not tell any more who has access by it.')];
  if (!before.definition) return [vscode.l10n.t('Azure tells now who has access by it.')];
  const comparison = compareDefinitions(before.definition, now.definition);
  if (comparison.kind !== 'changed')
    return [vscode.l10n.t('It has another definition now, which says the same.')];
  return comparison.changes.map((change) => definitionChangeText(change, roleNames));
}
