import * as vscode from 'vscode';

/** An entry of a list to tick. */
export interface Tickable<T> extends Pick<vscode.QuickPickItem, 'label' | 'description' | 'detail'> {
  readonly value: T;
}

/** A list to tick, and below it what cannot be ticked, each with the reason in its detail. */
export interface TickList<T> {
  readonly title: string;
  readonly heading: string;
  readonly entries: readonly Tickable<T>[];
  readonly otherHeading: string;
  readonly others: readonly Pick<vscode.QuickPickItem, 'label' | 'description' | 'detail'>[];
}

/** With more than these, nothing is ticked beforehand: who removes that many should have chosen them. */
const mostTicked = 20;

interface Entry<T> extends vscode.QuickPickItem {
  /** Absent where it cannot be ticked. */
  readonly tickable?: { readonly value: T };
}

/** Has the user tick some of a list. Resolves with nothing where the user leaves, or where there is nothing to tick. */
export function tickSome<T>(list: TickList<T>): Promise<readonly T[]> {
  const entries = list.entries.map(({ value, ...entry }): Entry<T> => ({ ...entry, tickable: { value } }));
  const others = list.others.map((entry): Entry<T> => ({
    ...entry,
    iconPath: new vscode.ThemeIcon('circle-slash'),
  }));
  const { promise, resolve } = Promise.withResolvers<readonly T[]>();
  const picker = vscode.window.createQuickPick<Entry<T>>();
  const ticked = (): readonly T[] =>
    picker.selectedItems.flatMap(({ tickable }) => (tickable ? [tickable.value] : []));
  const tellNumber = (): void => {
    picker.placeholder =
      entries.length === 0
        ? vscode.l10n.t('None of them can be removed now')
        : vscode.l10n.t('{0} of {1} chosen', ticked().length, entries.length);
  };
  picker.title = list.title;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = [...section(list.heading, entries), ...section(list.otherHeading, others)];
  picker.selectedItems = entries.length > mostTicked ? [] : entries;
  tellNumber();
  picker.onDidChangeSelection((selected) => {
    const allowed = selected.filter(({ tickable }) => tickable);
    if (allowed.length < selected.length) picker.selectedItems = allowed;
    tellNumber();
  });
  picker.onDidAccept(() => {
    if (ticked().length === 0 && entries.length > 0) return;
    resolve(ticked());
    picker.hide();
  });
  picker.onDidHide(() => {
    resolve([]);
    picker.dispose();
  });
  picker.show();
  return promise;
}

function section<T>(heading: string, entries: readonly Entry<T>[]): readonly Entry<T>[] {
  if (entries.length === 0) return [];
  return [{ label: `${heading} · ${entries.length}`, kind: vscode.QuickPickItemKind.Separator }, ...entries];
}
