import * as vscode from 'vscode';
import { compareExports } from '../delegations/drift/compareExports.ts';
import type { ExportedInventory } from '../delegations/export/exportedInventory.ts';
import { parseExport } from '../delegations/export/parseExport.ts';
import { driftDocument } from '../documents/driftDocument.ts';
import { plainText } from '../wording/plainText.ts';
import type { CommandAction } from './commandAction.ts';
import { exportedEstate } from '../delegations/export/exportedEstate.ts';
import { inventoryWithProgress } from './inventoryWithProgress.ts';

/** Holds what is delegated now against an earlier export. */
export const compareWithSnapshot: CommandAction = async (context, { ui }) => {
  const [file] = await ui.showOpenDialog({
    canSelectMany: false,
    filters: { JSON: ['json'] },
    openLabel: vscode.l10n.t('Compare'),
    title: vscode.l10n.t('An earlier export as JSON'),
  });
  if (!file) return;
  const before = await readSnapshot(file);
  const inventory = await inventoryWithProgress(context);
  if (!inventory) return;
  const after = exportedEstate(inventory, context.estate);
  await context.documents.show({
    title: vscode.l10n.t('What has changed'),
    key: 'drift',
    pieces: driftDocument(compareExports(before, after), before.exportedAt, after.exportedAt),
  });
};

async function readSnapshot(file: vscode.Uri): Promise<ExportedInventory> {
  const name = plainText(file.fsPath, '', 500);
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    throw new Error(
      vscode.l10n.t('{0} could not be read. Details: {1}', name, error instanceof Error ? error.message : ''),
      { cause: error },
    );
  }
  const parsed = parseExport(text);
  switch (parsed.kind) {
    case 'inventory':
      return parsed.inventory;
    case 'notJson':
      throw new Error(
        vscode.l10n.t('{0} is no JSON. Choose a file that “Export Inventory…” wrote as JSON.', name),
      );
    case 'otherFile':
      throw new Error(
        vscode.l10n.t(
          '{0} is no export of an inventory. Choose a file that “Export Inventory…” wrote as JSON.',
          name,
        ),
      );
    case 'newer':
      throw new Error(
        vscode.l10n.t('{0} was written by a newer version of this extension. Update the extension.', name),
      );
    case 'damaged':
      throw new Error(
        vscode.l10n.t('{0} is damaged at {1}. Export the inventory again.', name, plainText(parsed.where)),
      );
  }
}
