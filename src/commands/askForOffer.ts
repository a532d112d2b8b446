import type { IActionContext, IAzureQuickPickItem } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import { tenantStates } from '../delegations/estate/snapshot.ts';
import { knownDelegations } from '../delegations/impact/knownDelegations.ts';
import { grantsOf, managingTenantOf } from '../delegations/delegation.ts';
import type { NewOffer, NewOfferScope } from '../onboarding/create/newOffer.ts';
import { principalText } from '../wording/grantText.ts';
import { tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import { askForGuid } from './askForGuid.ts';
import { askForPrincipals } from './askForPrincipals.ts';
import type { CommandContext } from './commandContext.ts';
import type { KnownPrincipal } from './askForPrincipals.ts';

/** Asks for everything that an offer is made of. */
export async function askForOffer(context: CommandContext, action: IActionContext): Promise<NewOffer> {
  const managingTenantId = await askForManagingTenant(context, action);
  const name = await action.ui.showInputBox({
    title: vscode.l10n.t('Name of the offer'),
    prompt: vscode.l10n.t('The customer sees it. Definition and assignment are named after it.'),
    placeHolder: vscode.l10n.t('such as: Fabrikam Managed Services'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('An offer needs a name.') : undefined),
  });
  const scope = await askForScope(action);
  const principals = await askForPrincipals(principalsOf(context, managingTenantId), action);
  return { managingTenantId, name: name.trim(), scope, principals };
}

/** Offers the tenants that the account works in; another one is typed. */
async function askForManagingTenant(
  { estate, load }: CommandContext,
  action: IActionContext,
): Promise<string> {
  const other: IAzureQuickPickItem<string | undefined> = {
    label: vscode.l10n.t('$(edit) Enter a tenant ID…'),
    data: undefined,
  };
  // Nobody has to be signed in to write a file.
  const picks = load().then(
    () => [...tenantPicks(), other],
    () => [other],
  );
  const { data } = await action.ui.showQuickPick(picks, {
    title: vscode.l10n.t('Managing tenant'),
    placeHolder: vscode.l10n.t('The tenant whose users receive access'),
    loadingPlaceHolder: vscode.l10n.t('Reading your tenants…'),
    matchOnDescription: true,
    suppressPersistence: true,
  });
  return data ?? (await askForGuid(action, vscode.l10n.t('Tenant ID of the managing tenant')));

  function tenantPicks(): readonly IAzureQuickPickItem<string | undefined>[] {
    const ids = new Set([
      ...estate.managingTenants
        .filter(({ subscriptions }) => subscriptions.some(({ direction }) => direction === 'outgoing'))
        .map(({ id }) => id),
      ...tenantStates(estate.snapshot).map(({ door }) => door.tenantId),
    ]);
    return [...ids].map((id) => ({
      label: tenantText(estate.tenant(id), id),
      description: id,
      data: id,
    }));
  }
}

async function askForScope(action: IActionContext): Promise<NewOfferScope> {
  const { data: kind } = await action.ui.showQuickPick(
    [
      {
        label: vscode.l10n.t('Subscription'),
        detail: vscode.l10n.t('The whole subscription that the template is deployed to'),
        data: 'subscription' as const,
      },
      {
        label: vscode.l10n.t('Resource group'),
        detail: vscode.l10n.t('One resource group of that subscription'),
        data: 'resourceGroup' as const,
      },
    ],
    {
      title: vscode.l10n.t('Scope'),
      placeHolder: vscode.l10n.t('What the customer delegates'),
      suppressPersistence: true,
    },
  );
  if (kind === 'subscription') return { kind };
  const name = await action.ui.showInputBox({
    title: vscode.l10n.t('Name of the resource group'),
    // "Naming rules and restrictions for Azure resources", Microsoft.Resources.
    validateInput: (text) =>
      /^[\p{L}\p{N}_.()-]{1,90}(?<!\.)$/u.test(text)
        ? undefined
        : vscode.l10n.t('Letters, digits, and _ - . ( ), up to 90 of them, and no period at the end.'),
  });
  return { kind, name };
}

/** Who holds something by the delegations of a managing tenant, as far as they were read. */
function principalsOf({ estate }: CommandContext, managingTenantId: string): readonly KnownPrincipal[] {
  const grants = knownDelegations(estate)
    .filter(({ delegation }) => managingTenantOf(delegation) === managingTenantId)
    .flatMap(({ delegation }) => grantsOf(delegation));
  const byId = new Map(
    grants.map((grant): [string, KnownPrincipal] => {
      const id = plainText(grant.authorization.principalId).toLowerCase();
      return [id, { id, displayName: principalText(grant) }];
    }),
  );
  return [...byId.values()].filter(({ id }) => id !== '');
}
