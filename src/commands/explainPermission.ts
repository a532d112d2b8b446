import * as vscode from 'vscode';
import { type IActionContext, isUserCancelledError, openUrl } from '@microsoft/vscode-azext-utils';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { offerText, placeText } from '../wording/names.ts';
import { permissionText, whoCanRemoveText } from '../wording/permissionText.ts';
import { inSentence } from '../wording/plainText.ts';
import type { CommandContext } from './commandContext.ts';
import { copy } from './copy.ts';
import { customerRequest } from './customerRequest.ts';
import { activationUrl } from './portalUrl.ts';

const documentation = 'https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation';

/**
 * Says why the user cannot remove a delegation and who can, and helps with what is left to do.
 *
 * @returns whether the user wants to try anyway
 */
export async function explainPermission(
  judgement: RemovalJudgement,
  placed: PlacedDelegation,
  { estate, session }: CommandContext,
  { ui }: IActionContext,
): Promise<boolean> {
  const { delegation, row } = placed;
  const offer = inSentence(offerText(delegation));
  const activate = { title: vscode.l10n.t('Activate in Azure Portal') };
  const request = {
    title:
      judgement.side === 'managing'
        ? vscode.l10n.t('Copy Request for Customer')
        : vscode.l10n.t('Copy Request for Owner'),
  };
  const learn = { title: vscode.l10n.t('Open Documentation') };
  const tryAnyway = { title: vscode.l10n.t('Try Anyway') };
  const canActivate = judgement.answer === 'activateInPim';
  try {
    const chosen = await ui.showWarningMessage(
      canActivate
        ? vscode.l10n.t('You cannot remove the delegation “{0}” yet.', offer)
        : vscode.l10n.t('You cannot remove the delegation “{0}”.', offer),
      {
        modal: true,
        detail: [
          placeText(delegation, row.subscription),
          permissionText(judgement, estate.roleNames),
          whoCanRemoveText(judgement),
          ...(judgement.subscriptionDisabled
            ? [vscode.l10n.t('The subscription is disabled, so Azure may refuse it to anybody.')]
            : []),
        ].join('\n\n'),
      },
      ...(canActivate ? [activate] : []),
      request,
      learn,
      tryAnyway,
    );
    switch (chosen) {
      case activate:
        await openUrl(activationUrl(session.portal, row.door.tenantId));
        return false;
      case request:
        await copy(customerRequest(placed, estate, session.portal));
        return false;
      case learn:
        await openUrl(documentation);
        return false;
      default:
        return chosen === tryAnyway;
    }
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
}
