import type { IAzureQuickPickItem } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { AzureSession } from '../azureSession.ts';
import { type CloudChoice, chooseCloud, chosenCloud, customCloudOrigin } from '../auth/userCloud.ts';
import { plainText } from '../wording/plainText.ts';
import { approveCloud } from './approveCloud.ts';
import type { CommandAction } from './commandAction.ts';

/**
 * Asks for a cloud, and writes it into the editor's own user setting, which other extensions for Azure read too. A custom
 * one has to be described in the settings; one that is new is asked about before anything is sent there.
 */
export const selectCloud: CommandAction = async (context, action, nodes) => {
  const { data } = await action.ui.showQuickPick(picks(), {
    placeHolder: vscode.l10n.t('Azure cloud, for this and other extensions for Azure'),
    suppressPersistence: true,
  });
  await chooseCloud(data);
  if (data === 'custom' && customCloudOrigin() === undefined) {
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      'microsoft-sovereign-cloud.customEnvironment',
    );
    return;
  }
  if (isUnapproved(context.session)) await approveCloud(context, action, nodes);
};

function picks(): IAzureQuickPickItem<CloudChoice>[] {
  const now = chosenCloud();
  const origin = customCloudOrigin();
  const choices: readonly (readonly [choice: CloudChoice, label: string, detail: string])[] = [
    ['public', vscode.l10n.t('Azure'), 'https://portal.azure.com'],
    ['USGovernment', vscode.l10n.t('Azure for US Government'), 'https://portal.azure.us'],
    ['ChinaCloud', vscode.l10n.t('Azure operated by 21Vianet'), 'https://portal.azure.cn'],
    [
      'custom',
      vscode.l10n.t('Custom cloud'),
      origin === undefined
        ? vscode.l10n.t('Not described in your settings yet; opens them')
        : plainText(origin),
    ],
  ];
  return choices.map(([data, label, detail]) => ({
    data,
    label,
    detail,
    ...(data === now && { description: vscode.l10n.t('in use') }),
  }));
}

function isUnapproved({ viewState }: AzureSession): boolean {
  return viewState === 'unapprovedCloud';
}
