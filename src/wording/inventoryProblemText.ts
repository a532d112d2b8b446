import * as vscode from 'vscode';
import type { Estate } from '../delegations/estate/estate.ts';
import type { InventoryProblem } from '../delegations/inventory/inventory.ts';
import { shortErrorText } from './errorText.ts';
import { subscriptionText, tenantText } from './names.ts';
import { plainText } from './plainText.ts';

/** What could not be read, and why, in a line. */
export function inventoryProblemText(problem: InventoryProblem, estate: Estate): string {
  const why = shortErrorText(problem.error);
  switch (problem.kind) {
    case 'accounts':
      return vscode.l10n.t('The accounts: {0}', why);
    case 'account':
      return vscode.l10n.t('The account {0}: {1}', plainText(problem.account.label), why);
    case 'tenant': {
      const { tenantId, accountLabel } = problem.door;
      return vscode.l10n.t(
        'The tenant {0}, as {1}: {2}',
        tenantText(estate.tenant(tenantId), tenantId),
        plainText(accountLabel),
        why,
      );
    }
    case 'subscription':
      return vscode.l10n.t('The subscription {0}: {1}', subscriptionText(problem.subscription), why);
  }
}
