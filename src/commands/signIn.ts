import * as vscode from 'vscode';
import type { IActionContext, IAzureQuickPickItem } from '@microsoft/vscode-azext-utils';
import type { Account } from '../auth/credentialSource.ts';
import { tenantStates } from '../delegations/estate/snapshot.ts';
import { tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import { isTenant, signInOutside } from './signInOutside.ts';
import type { CommandContext } from './commandContext.ts';
import type { CommandAction } from './commandAction.ts';

/** Asks for an account, and reads its estate; or says how to sign in where the accounts are not the editor's. */
export const signIn: CommandAction = async (context) => {
  const { session, reload, tree } = context;
  const mode = session.authentication;
  if (mode !== 'vscode') {
    signInOutside(context, mode);
    return;
  }
  await tree.during('signingIn', () => session.signIn());
  await reload();
};

/**
 * Asks for a session in one tenant: that of the row, one that wants a sign-in of its own, or any other. With the Azure
 * CLI, signs that in to the tenant.
 */
export const signInToTenant: CommandAction = async (context, action, [node]) => {
  const { session, estate } = context;
  const mode = session.authentication;
  if (mode !== 'vscode' && mode !== 'azureCli') {
    signInOutside(context, mode);
    return;
  }
  const { account, tenantId } =
    node?.kind === 'tenantProblem'
      ? {
          account: { id: node.state.door.accountId, label: node.state.door.accountLabel },
          tenantId: node.state.door.tenantId,
        }
      : await pickTenant(context, action);
  if (mode === 'azureCli') {
    signInOutside(context, mode, tenantId);
    return;
  }
  await session.signInToTenant(account, tenantId);
  await estate.refresh();
};

interface TenantChoice {
  readonly account: Account;
  readonly tenantId: string;
}

async function pickTenant(context: CommandContext, action: IActionContext): Promise<TenantChoice> {
  const { estate, load, session } = context;
  await load();
  const picks = tenantStates(estate.snapshot)
    .filter(({ status }) => status === 'signInRequired')
    .map(({ door }): IAzureQuickPickItem<TenantChoice | undefined> => ({
      label: tenantText(estate.tenant(door.tenantId), door.tenantId),
      description: plainText(door.accountLabel),
      detail: door.tenantId,
      data: { account: { id: door.accountId, label: door.accountLabel }, tenantId: door.tenantId },
    }));
  const other: IAzureQuickPickItem<TenantChoice | undefined> = {
    label: vscode.l10n.t('$(edit) Another tenant…'),
    alwaysShow: true,
    data: undefined,
  };
  const { data } = await action.ui.showQuickPick([...picks, other], {
    placeHolder: vscode.l10n.t('Tenant to sign in to'),
    matchOnDescription: true,
    suppressPersistence: true,
    matchOnDetail: true,
  });
  if (data) return data;
  const tenantId = await action.ui.showInputBox({
    prompt: vscode.l10n.t('Id or domain of the tenant'),
    placeHolder: 'contoso.onmicrosoft.com',
    validateInput: (value) =>
      isTenant(value.trim())
        ? undefined
        : vscode.l10n.t('A tenant id (GUID) or a domain name, such as contoso.onmicrosoft.com'),
  });
  return {
    account: await pickAccount(await session.accounts(), action),
    tenantId: tenantId.trim().toLowerCase(),
  };
}

async function pickAccount(accounts: readonly Account[], action: IActionContext): Promise<Account> {
  const [only] = accounts;
  if (!only) throw new Error(vscode.l10n.t('Nobody is signed in. Sign in first.'));
  if (accounts.length === 1) return only;
  const { data } = await action.ui.showQuickPick(
    accounts.map((account) => ({ label: plainText(account.label), data: account })),
    { placeHolder: vscode.l10n.t('Account to sign in with'), suppressPersistence: true },
  );
  return data;
}
