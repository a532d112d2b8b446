import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import { csvText, type RowUnit, tableOf } from '../delegations/export/csv.ts';
import type { ExportedInventory } from '../delegations/export/exportedInventory.ts';
import type { Inventory } from '../delegations/inventory/inventory.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { jsonText } from '../delegations/restore/jsonText.ts';
import { inventoryDocument } from '../documents/inventoryDocument.ts';
import { markdownDocument } from '../documents/markdown.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import type { CommandAction } from './commandAction.ts';
import { exportedEstate } from '../delegations/export/exportedEstate.ts';
import { inventoryWithProgress } from './inventoryWithProgress.ts';
import { dayOf, saveReport } from './saveReport.ts';

interface Format {
  readonly extension: string;
  readonly text: (inventory: ExportedInventory) => string;
}

/** Writes the delegations of the rows, or all, into a file. */
export const exportInventory: CommandAction = async (context, action, nodes) => {
  const rows = nodes.length > 0 && (await wantsSelection(nodes.length, action)) ? nodes : undefined;
  const { data: format } = await action.ui.showQuickPick(formats(), {
    placeHolder: vscode.l10n.t('Format of the export'),
    suppressPersistence: true,
  });
  const inventory = await inventoryWithProgress(context);
  if (!inventory) return;
  const selected = rows && selectedIn(inventory, rows);
  if (!inventory.complete)
    void vscode.window.showWarningMessage(
      inventory.problems.length === 1
        ? vscode.l10n.t('Something could not be read. The export names it.')
        : vscode.l10n.t('{0} things could not be read. The export names them.', inventory.problems.length),
    );
  const exported = exportedEstate(inventory, context.estate, selected);
  await saveReport(
    {
      name: `azure-delegations-${dayOf(inventory.takenAt)}`,
      extension: format.extension,
      text: format.text(exported),
    },
    context,
    action,
  );
};

/** A button of the view's title is told of the selected rows as well: what is meant is asked. */
async function wantsSelection(rows: number, { ui }: IActionContext): Promise<boolean> {
  const { data } = await ui.showQuickPick(
    [
      {
        label: vscode.l10n.t('Selection'),
        description:
          rows === 1 ? vscode.l10n.t('what 1 row holds') : vscode.l10n.t('what {0} rows hold', rows),
        data: true,
      },
      { label: vscode.l10n.t('Everything'), data: false },
    ],
    { placeHolder: vscode.l10n.t('What to export'), suppressPersistence: true },
  );
  return data;
}

function formats() {
  const csv = (unit: RowUnit): Format => ({
    extension: 'csv',
    text: (inventory) => csvText(tableOf(inventory, unit)),
  });
  const markdown = (unit: RowUnit): Format => ({
    extension: 'md',
    text: (inventory) => markdownDocument(inventoryDocument(inventory, unit)),
  });
  const perAuthorization = vscode.l10n.t('a row for each authorization');
  const perDelegation = vscode.l10n.t('a row for each delegation');
  return [
    { label: 'CSV', description: perAuthorization, data: csv('authorization') },
    { label: 'CSV', description: perDelegation, data: csv('delegation') },
    {
      label: 'JSON',
      description: vscode.l10n.t('everything, to compare with later'),
      data: { extension: 'json', text: jsonText },
    },
    { label: 'Markdown', description: perAuthorization, data: markdown('authorization') },
    { label: 'Markdown', description: perDelegation, data: markdown('delegation') },
  ];
}

/** The delegations of an inventory that hang below rows. */
function selectedIn({ delegations }: Inventory, nodes: readonly TreeNode[]): readonly PlacedDelegation[] {
  return delegations.filter(({ row, delegation }) =>
    nodes.some((node) => {
      switch (node.kind) {
        case 'managingTenant':
          return node.managingTenant.id === row.managingTenantId;
        case 'customer':
          return (
            node.managingTenantId === row.managingTenantId && node.tenantId === row.subscription.tenantId
          );
        case 'assignment':
        case 'authorization':
          return node.delegation.key === delegation.key;
        default:
          return 'row' in node && node.row?.key === row.key;
      }
    }),
  );
}
