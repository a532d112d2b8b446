import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import type { Inventory } from '../delegations/inventory/inventory.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandContext } from './commandContext.ts';

/**
 * Reads the whole estate, showing how far it is.
 *
 * @returns undefined where the user cancels
 * @throws Error, worded, where nobody is signed in
 */
export async function inventoryWithProgress({
  estate,
  load,
}: CommandContext): Promise<Inventory | undefined> {
  await load();
  if (estate.snapshot.phase === 'signedOut')
    throw new Error(vscode.l10n.t('Nobody is signed in. Sign in first.'));
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading all delegations'),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = cancelledBy(token);
      try {
        return await estate.takeInventory(({ tenantsRead, tenants }) => {
          progress.report({
            message: vscode.l10n.t('{0} of {1} tenants', tenantsRead, tenants),
          });
        }, signal);
      } catch (error) {
        if (signal.aborted || ArmError.is(error, 'cancelled')) return undefined;
        throw error;
      }
    },
  );
}
