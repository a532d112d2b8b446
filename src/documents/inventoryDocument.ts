import * as vscode from 'vscode';
import { tableOf, type RowUnit } from '../delegations/export/csv.ts';
import type { ExportedInventory } from '../delegations/export/exportedInventory.ts';
import { plainText } from '../wording/plainText.ts';
import { fields, heading, list, type Markdown, note, table } from './markdown.ts';

/** An inventory as a table, with the columns that its CSV has. */
export function inventoryDocument(inventory: ExportedInventory, unit: RowUnit): readonly Markdown[] {
  const { columns, rows } = tableOf(inventory, unit);
  const { notRead, exportedAt, extent, delegations } = inventory;
  return [
    heading(1, vscode.l10n.t('Inventory of delegations')),
    fields([
      [vscode.l10n.t('When'), new Date(exportedAt).toLocaleString(vscode.env.language)],
      [
        vscode.l10n.t('Extent'),
        extent === 'everything' ? vscode.l10n.t('everything') : vscode.l10n.t('a selection'),
      ],
      [vscode.l10n.t('Delegations'), String(delegations.length)],
    ]),
    ...(notRead.length > 0
      ? [
          note(vscode.l10n.t('Not everything could be read:')),
          list(
            notRead.map(({ account, tenantId, subscriptionId, reason }) =>
              plainText([subscriptionId, tenantId, account, reason].filter(Boolean).join(' · ')),
            ),
          ),
        ]
      : []),
    table(
      columns,
      rows.map((row) => row.map((cell) => plainText(cell, '', 500))),
    ),
  ];
}
