import * as vscode from 'vscode';
import { replaced } from './replaced.ts';

/** A list to tick, as it was shown. */
export interface ShownList {
  readonly title: string | undefined;
  /** Its entries and, with a colon, its headings. */
  readonly lines: readonly string[];
  readonly tickedBeforehand: number;
  /** What is ticked when somebody has tried to tick everything. */
  readonly tickable: readonly string[];
}

/**
 * Somebody who ticks lists instead of a user: tries to tick everything, then ticks what they want and accepts. Leaves
 * where they want nothing.
 */
export class TickedLists {
  readonly shown: ShownList[] = [];
  /** Which entries are ticked, by their label and description; all by default. */
  wants: (text: string) => boolean = () => true;
  readonly #putBack: () => void;

  constructor() {
    const create = <T extends vscode.QuickPickItem>(): vscode.QuickPick<T> => {
      const selection = new vscode.EventEmitter<readonly T[]>();
      const accept = new vscode.EventEmitter<undefined>();
      const hide = new vscode.EventEmitter<undefined>();
      const list = {
        title: undefined as string | undefined,
        items: [] as readonly T[],
        selectedItems: [] as readonly T[],
        onDidChangeSelection: selection.event,
        onDidAccept: accept.event,
        onDidHide: hide.event,
        hide: () => hide.fire(undefined),
        dispose: () => {
          for (const emitter of [selection, accept, hide]) emitter.dispose();
        },
        show: () => {
          const tick = (items: readonly T[]): void => {
            list.selectedItems = items;
            selection.fire(items);
          };
          const entries = list.items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
          const tickedBeforehand = list.selectedItems.length;
          tick(entries);
          this.shown.push({
            title: list.title,
            lines: list.items.map((item) =>
              item.kind === vscode.QuickPickItemKind.Separator ? `${item.label}:` : textOf(item),
            ),
            tickedBeforehand,
            tickable: list.selectedItems.map(textOf),
          });
          tick(entries.filter((item) => this.wants(textOf(item))));
          if (list.selectedItems.length > 0) accept.fire(undefined);
          else list.hide();
        },
      };
      return list as unknown as vscode.QuickPick<T>;
    };
    this.#putBack = replaced(vscode.window, {
      createQuickPick: create,
    });
  }

  /** Lets lists be shown again. */
  stop(): void {
    this.#putBack();
  }
}

/** Without the marks that keep names of other directions of writing apart. */
function textOf({ label, description, detail }: vscode.QuickPickItem): string {
  return [label, description, detail]
    .filter(Boolean)
    .join(' | ')
    .replaceAll(/[\u2068\u2069]/g, '');
}
