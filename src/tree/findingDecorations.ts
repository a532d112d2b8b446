import * as vscode from 'vscode';
import type { Finding, Severity } from '../delegations/audit/auditRule.ts';

/** A finding, and what it says in a line. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly text: string;
}

const scheme = 'azure-delegations-row';

/** The address by which decorations know the row of a delegation or subscription. */
export function rowUri(resourceId: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: resourceId.toLowerCase() });
}

/** What the last audit found, on the rows of the tree. */
export class FindingDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #registration: vscode.Disposable;
  #shown: ReadonlyMap<string, readonly ShownFinding[]> = new Map();

  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor() {
    this.#registration = vscode.window.registerFileDecorationProvider(this);
  }

  /** Shows these findings instead of those of before; none takes them away. */
  show(findings: readonly ShownFinding[]): void {
    const shown = new Map<string, ShownFinding[]>();
    for (const each of findings)
      for (const row of rowsOf(each.finding)) {
        const here = shown.get(row);
        if (here) here.push(each);
        else shown.set(row, [each]);
      }
    this.#shown = shown;
    this.#changed.fire(undefined);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) return undefined;
    const found = this.#shown.get(uri.path);
    if (!found) return undefined;
    const severity = severities.find((each) => found.some(({ finding }) => finding.severity === each));
    const badge = found.length > 99 ? '!!' : String(found.length);
    return new vscode.FileDecoration(
      badge,
      found.map(({ text }) => text).join('\n'),
      severity && colors[severity],
    );
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

const severities: readonly Severity[] = ['error', 'warning', 'note'];

const colors: Readonly<Record<Severity, vscode.ThemeColor | undefined>> = {
  error: new vscode.ThemeColor('list.errorForeground'),
  warning: new vscode.ThemeColor('list.warningForeground'),
  note: undefined,
};

/** The delegations of a finding, and the subscription of one that is about that alone. */
function rowsOf({ delegations, subscription }: Finding): ReadonlySet<string> {
  return new Set([
    ...delegations.map(({ delegation }) => delegation.id.toLowerCase()),
    ...(subscription ? [`/subscriptions/${subscription.subscription.id}`] : []),
  ]);
}
