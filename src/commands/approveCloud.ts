import * as vscode from 'vscode';
import type { CommandAction } from './commandAction.ts';

/** Asks, naming the origin, whether a custom cloud may be sent the user's tokens. */
export const approveCloud: CommandAction = async ({ session }, action) => {
  const { cloud } = session;
  if ('problem' in cloud || session.usableCloud) return;
  const { origin } = new URL(cloud.resourceManager);
  await action.ui.showWarningMessage(
    vscode.l10n.t('Connect to the custom Azure cloud at {0}?', origin),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Your user settings name it. If you continue, access tokens of your account for {0} are sent to {1}. Continue only if you know who operates it.',
        cloud.tokenScope.replace(/\/?\.default$/, ''),
        origin,
      ),
    },
    { title: vscode.l10n.t('Connect') },
  );
  await session.approveCloud(cloud);
};
