import * as vscode from 'vscode';
import type { Finding, Severity } from '../delegations/audit/auditRule.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';

/** A finding, and what it says in a line. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly text: string;
}

const scheme = 'azure-delegations-row';

/** The address by which decorations know a row: a delegation by its resource id, a subscription by {@link managedPath}. */
export function rowUri(resourceId: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: resourceId.toLowerCase() });
}

/** What stands for a subscription below one managing tenant, whichever door it is seen through. */
export function managedPath({ subscription, managingTenantId }: DelegatedSubscription): string {
  return `/subscriptions/${subscription.id}/managedby/${managingTenantId}`;
}

/** What the last audit found, on the rows of the tree; a subscription shows what was found below it too. */
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
    const [subscription = ''] = uri.path.split('/managedby/');
    const found = [...new Set([uri.path, subscription])].flatMap((path) => this.#shown.get(path) ?? []);
    if (found.length === 0) return undefined;
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

/** The delegations of a finding, or the subscription of one that is about that alone. */
function rowsOf({ delegations, subscription }: Finding): ReadonlySet<string> {
  return new Set([
    ...(subscription
      ? [`/subscriptions/${subscription.subscription.id}`]
      : delegations.flatMap(({ row, delegation }) => [delegation.id.toLowerCase(), managedPath(row)])),
  ]);
}
