import * as vscode from 'vscode';
import type { IdentityAbsence, IdentityMode } from '../auth/authenticationMode.ts';
import { identityAdvice } from '../auth/identityAdvice.ts';
import { settingNames, settingsSection } from '../settings.ts';
import type { CommandContext } from './commandContext.ts';

/** What is missing where somebody asks for a sign-in that the editor does not give. */
const absences: Readonly<Record<Exclude<IdentityMode, 'azureCli'>, IdentityAbsence>> = {
  environment: 'environmentIncomplete',
  managedIdentity: 'noManagedIdentity',
  default: 'noCredential',
};

/**
 * Takes the user to a sign-in outside of the editor: `az login` in a terminal, or what has to be there for another
 * identity. Does not wait until that is done; the view is read again when it is, as far as the editor notices.
 */
export function signInOutside(context: CommandContext, mode: IdentityMode, tenantId?: string): void {
  if (mode === 'azureCli') signInToAzureCli(context, tenantId);
  else void offerRefresh(context, identityAdvice(absences[mode], tenantId));
}

function signInToAzureCli(context: CommandContext, tenantId: string | undefined): void {
  const commands = azureCliSignIn(context.session.usableCloud, tenantId);
  if (!isWhereTerminalsAre(context)) {
    void vscode.env.clipboard.writeText(commands.join('\n'));
    void offerRefresh(
      context,
      vscode.l10n.t(
        'The Azure CLI of your own computer is asked, not that of the remote one. The command is on the clipboard: run "{0}" in a terminal there, then refresh.',
        commands.join(' ; '),
      ),
    );
    return;
  }
  const terminal = vscode.window.createTerminal({ name: vscode.l10n.t('Azure CLI Sign-In') });
  terminal.show();
  for (const command of commands) terminal.sendText(command);
  const listening = vscode.Disposable.from(
    vscode.window.onDidEndTerminalShellExecution((ended) => {
      if (ended.terminal === terminal && ended.execution.commandLine.value.startsWith('az login')) done();
    }),
    vscode.window.onDidCloseTerminal((closed) => {
      if (closed === terminal) done();
    }),
  );
  context.extension.subscriptions.push(listening);
  const done = (): void => {
    listening.dispose();
    void context.reload();
  };
  void offerRefresh(context, vscode.l10n.t('Sign in with the Azure CLI in the terminal, then refresh.'));
}

/**
 * The commands by which the Azure CLI signs in to a cloud and a tenant.
 *
 * @throws Error where the tenant is no GUID and no domain, and so nothing that a shell may be given
 */
export function azureCliSignIn(
  cloud: { readonly name: string; readonly custom: boolean } | undefined,
  tenantId: string | undefined,
): readonly string[] {
  if (tenantId !== undefined && !isTenant(tenantId)) throw new Error(`${tenantId} names no tenant.`);
  const login = tenantId === undefined ? 'az login' : `az login --tenant ${tenantId}`;
  // The CLI knows the other clouds by the same names; what it calls a custom one, only its user knows.
  const isOther = cloud !== undefined && !cloud.custom && cloud.name !== 'AzureCloud';
  return isOther ? [`az cloud set --name ${cloud.name}`, login] : [login];
}

/** Whether a text is the id (GUID) or the domain of a tenant. */
export function isTenant(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{2,252}$/i.test(text);
}

/** The extension may run on the user's computer while folder and terminals are on another one. */
function isWhereTerminalsAre({ extension }: CommandContext): boolean {
  return (
    vscode.env.remoteName === undefined ||
    extension.extension.extensionKind === vscode.ExtensionKind.Workspace
  );
}

async function offerRefresh(context: CommandContext, message: string): Promise<void> {
  const refresh = vscode.l10n.t('Refresh');
  const settings = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showInformationMessage(message, refresh, settings);
  if (chosen === refresh) await context.reload();
  if (chosen === settings)
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      `${settingsSection}.${settingNames.authentication}`,
    );
}
