import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandAction } from './commandAction.ts';

/** Reads each of the user's own subscriptions, for delegated resource groups that no list tells. */
export const checkAll: CommandAction = async ({ estate, load }) => {
  await load();
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking your subscriptions for delegated resource groups'),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = cancelledBy(token);
      try {
        await estate.takeInventory(({ tenantsRead, tenants }) => {
          progress.report({ message: vscode.l10n.t('{0} of {1} tenants', tenantsRead, tenants) });
        }, signal);
      } catch (error) {
        if (!ArmError.is(error, 'cancelled')) throw error;
      }
    },
  );
  const failed = estate.checkErrors.length;
  if (failed > 0)
    void vscode.window.showWarningMessage(
      failed === 1
        ? vscode.l10n.t('1 subscription could not be checked. The row in the tree says why.')
        : vscode.l10n.t('{0} subscriptions could not be checked. The row in the tree says why.', failed),
    );
};
