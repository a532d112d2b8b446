import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { ArmError } from '../arm/errors.ts';
import { type EstateSnapshot, tenantStates } from '../delegations/estate/snapshot.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import type { CommandContext } from './commandContext.ts';

/** Asks for a subscription, and then for one of its delegations, as Azure lists them now. */
export async function pickDelegation(
  context: CommandContext,
  action: IActionContext,
): Promise<PlacedDelegation> {
  const row = await pickSubscription(context, action);
  const delegations = context.estate.readDelegations(row);
  const picks = delegations.then((found) => {
    if (found.length === 0)
      throw new Error(
        vscode.l10n.t('Azure lists no delegation of {0} any more.', subscriptionText(row.subscription)),
      );
    return found.map((delegation) => ({
      label: offerText(delegation),
      description: scopeText(delegation),
      detail: delegation.name,
      data: delegation,
    }));
  });
  const { data } = await action.ui.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('Delegation of {0}', subscriptionText(row.subscription)),
    loadingPlaceHolder: vscode.l10n.t('Reading the delegations…'),
    matchOnDescription: true,
    suppressPersistence: true,
    matchOnDetail: true,
  });
  return { row, delegation: data };
}

/** Why something of a snapshot could not be read, if so: then nothing found does not mean that nothing is there. */
function firstError(snapshot: EstateSnapshot): ArmError | undefined {
  return [snapshot, ...snapshot.accounts, ...tenantStates(snapshot)].find(({ error }) => error)?.error;
}

/** Every delegated subscription, by all of its doors. Rejects where there is none, and says why. */
export async function knownRows({ estate, load }: CommandContext): Promise<readonly DelegatedSubscription[]> {
  await load();
  if (estate.snapshot.phase === 'signedOut')
    throw new Error(vscode.l10n.t('Nobody is signed in. Sign in first.'));
  const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
  const failure = firstError(estate.snapshot);
  if (rows.length === 0 && failure) throw failure;
  if (rows.length === 0)
    throw new Error(
      vscode.l10n.t('No delegated subscription was found. The view “Delegations” says what to check.'),
    );
  return rows;
}

/** Asks for a delegated subscription, by any of its doors. */
export async function pickSubscription(
  context: CommandContext,
  action: IActionContext,
): Promise<DelegatedSubscription> {
  const { estate } = context;
  const picks = knownRows(context).then((rows) =>
    rows.map((row) => ({
      label: subscriptionText(row.subscription),
      description: tenantText(estate.tenant(row.managingTenantId), row.managingTenantId),
      detail: [
        row.subscription.id,
        vscode.l10n.t(
          'through {0} ({1})',
          tenantText(estate.tenant(row.door.tenantId), row.door.tenantId),
          plainText(row.door.accountLabel),
        ),
      ].join(' · '),
      data: row,
    })),
  );
  const { data } = await action.ui.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('Delegated subscription'),
    loadingPlaceHolder: vscode.l10n.t('Reading the subscriptions…'),
    matchOnDescription: true,
    suppressPersistence: true,
    matchOnDetail: true,
  });
  return data;
}
