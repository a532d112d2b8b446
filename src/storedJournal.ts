import * as vscode from 'vscode';
import type { DiskJournal } from './delegations/journal/diskJournal.ts';

/** The journal of removals, in the extension's own storage. Nothing of it is loaded before it is opened. */
export class StoredJournal {
  readonly #folder: vscode.Uri;
  #opened: Promise<DiskJournal> | undefined;

  /** @param storage the folder of the extension, which need not be there */
  constructor(storage: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storage, 'removals');
  }

  /** The journal, one for the life of the extension. Rejects where the editor keeps its storage in no folder. */
  open(): Promise<DiskJournal> {
    return (this.#opened ??= this.#open());
  }

  /** Whether there is anything in it, by a look at its folder alone. */
  async holdsAnything(): Promise<boolean> {
    try {
      return (await vscode.workspace.fs.readDirectory(this.#folder)).length > 0;
    } catch {
      return false;
    }
  }

  async #open(): Promise<DiskJournal> {
    const { scheme, fsPath } = this.#folder;
    if (scheme !== 'file')
      throw new Error(
        vscode.l10n.t('Removals can only be recorded on a disk, and here the editor gives extensions none.'),
      );
    const { DiskJournal } = await import('./delegations/journal/diskJournal.ts');
    return new DiskJournal(fsPath);
  }
}
