import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import type { Interaction } from '../auth/credentialSource.ts';
import type { AzureSession } from '../azureSession.ts';
import type { Azure } from '../delegations/azure.ts';
import type { RecordedRemoval } from '../delegations/journal/recordedRemoval.ts';

/**
 * Azure as a recorded removal reached it: the same cloud, account and tenant.
 *
 * @throws ArmError where the cloud of the settings is another one, or the account is not signed in
 */
export async function connectAsRecorded(
  { door, resourceManager }: Pick<RecordedRemoval, 'door' | 'resourceManager'>,
  session: AzureSession,
  interaction: Interaction,
): Promise<Azure> {
  if (session.usableCloud?.resourceManager !== resourceManager)
    throw new ArmError(vscode.l10n.t('The settings name another cloud than that of the removal.'), {
      reason: 'signInRequired',
    });
  if (!(await session.accounts()).some(({ id }) => id === door.accountId))
    throw new ArmError(vscode.l10n.t('The account of the removal is not signed in.'), {
      reason: 'signInRequired',
    });
  return session.connect(door, interaction);
}
