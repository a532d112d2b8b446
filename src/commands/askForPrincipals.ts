import type { IActionContext, IAzureQuickPickItem } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import { deleteRoleId } from '../delegations/roles.ts';
import { isAlwaysPermanent, type NewPrincipal, readerRoleId } from '../onboarding/create/newOffer.ts';
import { builtInRoles } from '../onboarding/roles/builtInRoles.ts';
import { lighthouseSupport, userAccessAdministratorRoleId } from '../onboarding/roles/lighthouseSupport.ts';
import { askForGuid } from './askForGuid.ts';

/** A principal that delegations tell of. */
export interface KnownPrincipal {
  /** GUID, lower case. */
  readonly id: string;
  readonly displayName: string;
}

/** Asks for principals and their roles, one after the other, until there are enough. */
export async function askForPrincipals(
  known: readonly KnownPrincipal[],
  action: IActionContext,
): Promise<readonly NewPrincipal[]> {
  const principals: NewPrincipal[] = [];
  do {
    const chosen = principals.map(({ id }) => id);
    principals.push(
      await askForPrincipal(
        known.filter(({ id }) => !chosen.includes(id)),
        principals.length === 0,
        action,
      ),
    );
  } while (await askForMore(principals, action));
  return principals;
}

async function askForPrincipal(
  known: readonly KnownPrincipal[],
  isFirst: boolean,
  action: IActionContext,
): Promise<NewPrincipal> {
  const { data } = await action.ui.showQuickPick(
    [
      ...known.map((principal) => ({
        label: principal.displayName,
        description: principal.id,
        data: principal,
      })),
      { label: vscode.l10n.t('$(edit) Enter an object ID…'), data: undefined },
    ],
    {
      title: vscode.l10n.t('Principal'),
      placeHolder: vscode.l10n.t('Who receives access: best a group of the managing tenant'),
      matchOnDescription: true,
      suppressPersistence: true,
    },
  );
  const { id, displayName } = data ?? (await askForOther(action));
  const roleIds = await askForRoles(displayName, isFirst, action);
  return {
    id,
    displayName,
    roleIds,
    delegatedRoleIds: roleIds.includes(userAccessAdministratorRoleId)
      ? await askForDelegatedRoles(displayName, action)
      : [],
    isEligible: !roleIds.every(isAlwaysPermanent) && (await askWhetherEligible(displayName, action)),
  };
}

async function askForOther(action: IActionContext): Promise<KnownPrincipal> {
  const id = await askForGuid(
    action,
    vscode.l10n.t('Object ID of a group, user or service principal of the managing tenant'),
  );
  const displayName = await action.ui.showInputBox({
    title: vscode.l10n.t('Display name'),
    prompt: vscode.l10n.t('What the customer reads instead of the id.'),
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('A name tells the customer who it is.') : undefined,
  });
  return { id, displayName: displayName.trim() };
}

/** The first one gets what every delegation needs: somebody who sees it, and somebody who can remove it. */
function askForRoles(
  displayName: string,
  isFirst: boolean,
  action: IActionContext,
): Promise<readonly string[]> {
  return askForSome(rolePicks(), isFirst ? [readerRoleId, deleteRoleId] : [], action, {
    title: vscode.l10n.t('Roles of {0}', displayName),
    placeHolder: vscode.l10n.t('With the delete role, the managing tenant can remove the delegation later'),
  });
}

function askForDelegatedRoles(displayName: string, action: IActionContext): Promise<readonly string[]> {
  const picks = rolePicks().filter(({ data }) => data !== userAccessAdministratorRoleId);
  return askForSome(picks, [], action, {
    title: vscode.l10n.t('Roles that {0} may assign', displayName),
    placeHolder: vscode.l10n.t('To managed identities in the customer’s tenant'),
  });
}

/** Asks for one role or more, and again where none was chosen. */
async function askForSome(
  picks: readonly IAzureQuickPickItem<string>[],
  preset: readonly string[],
  action: IActionContext,
  texts: { readonly title: string; readonly placeHolder: string },
): Promise<readonly string[]> {
  const presetLabels = picks.filter(({ data }) => preset.includes(data)).map(({ label }) => label);
  for (;;) {
    const picked = await action.ui.showQuickPick([...picks], {
      ...texts,
      canPickMany: true,
      isPickSelected: ({ label }) => presetLabels.includes(label),
      matchOnDetail: true,
      suppressPersistence: true,
    });
    if (picked.length > 0) return picked.map(({ data }) => data);
  }
}

async function askWhetherEligible(displayName: string, action: IActionContext): Promise<boolean> {
  const { data } = await action.ui.showQuickPick(
    [
      {
        label: vscode.l10n.t('Permanent'),
        detail: vscode.l10n.t('The roles are held at all times.'),
        data: false,
      },
      {
        label: vscode.l10n.t('Eligible'),
        detail: vscode.l10n.t(
          'The roles are activated when they are needed, with multifactor authentication, for up to 8 hours. For users and groups, with Privileged Identity Management. Reader and the delete role stay permanent.',
        ),
        data: true,
      },
    ],
    {
      title: vscode.l10n.t('How {0} holds the roles', displayName),
      suppressPersistence: true,
    },
  );
  return data;
}

/** What is missing to a delegation that can be seen and removed is said before the files are written. */
async function askForMore(principals: readonly NewPrincipal[], action: IActionContext): Promise<boolean> {
  const hasDeleteRole = principals.some(({ roleIds }) => roleIds.includes(deleteRoleId));
  const { data } = await action.ui.showQuickPick(
    [
      {
        label: vscode.l10n.t('$(check) Write the files'),
        ...(hasDeleteRole
          ? {}
          : {
              detail: vscode.l10n.t(
                '$(warning) Nobody holds the delete role: only the customer could remove the delegation.',
              ),
            }),
        data: false,
      },
      { label: vscode.l10n.t('$(add) Add another principal…'), data: true },
    ],
    {
      title: vscode.l10n.t('Principals'),
      placeHolder: principals.map(({ displayName }) => displayName).join(', '),
      suppressPersistence: true,
    },
  );
  return data;
}

/** The roles that a delegation may grant; the two that each should have come first. */
function rolePicks(): readonly IAzureQuickPickItem<string>[] {
  const first = [readerRoleId, deleteRoleId];
  const supported = builtInRoles.filter((role) =>
    ['supported', 'withDelegatedRoles'].includes(lighthouseSupport(role).kind),
  );
  return supported
    .toSorted((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)))
    .map(({ id, name, description }) => ({ label: name, detail: description, data: id }));
}
