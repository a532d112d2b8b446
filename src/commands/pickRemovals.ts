import * as vscode from 'vscode';
import type { BatchCheck, CheckedDelegation, Unremovable } from '../delegations/batch/checkedDelegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { errorText } from '../wording/errorText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';

/** With more than these, nothing is ticked beforehand: who removes that many should have chosen them. */
const mostTicked = 20;

interface Pick extends vscode.QuickPickItem {
  /** Absent where it cannot be removed. */
  readonly removable?: CheckedDelegation;
}

/**
 * Asks which of the checked delegations to remove. What cannot be removed is listed with the reason, and cannot be
 * ticked. Resolves with nothing where the user leaves.
 */
export function pickRemovals(
  title: string,
  { removable, unremovable }: BatchCheck,
  estate: Estate,
): Promise<readonly CheckedDelegation[]> {
  const removablePicks = removable.map((checked): Pick => ({
    ...nameOf(checked, estate),
    detail: hintOf(checked),
    removable: checked,
  }));
  const picks: readonly Pick[] = [
    ...section(vscode.l10n.t('Can be removed'), removablePicks),
    ...section(
      vscode.l10n.t('Cannot be removed now'),
      unremovable.map((each) => unremovablePick(each, estate)),
    ),
  ];
  const { promise, resolve } = Promise.withResolvers<readonly CheckedDelegation[]>();
  const picker = vscode.window.createQuickPick<Pick>();
  const chosen = (): readonly CheckedDelegation[] =>
    picker.selectedItems.flatMap(({ removable: checked }) => checked ?? []);
  const tell = (): void => {
    picker.placeholder =
      removable.length === 0
        ? vscode.l10n.t('None of them can be removed now')
        : vscode.l10n.t('{0} of {1} chosen', chosen().length, removable.length);
  };
  picker.title = title;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = picks;
  picker.selectedItems = removable.length > mostTicked ? [] : removablePicks;
  tell();
  picker.onDidChangeSelection((selected) => {
    const allowed = selected.filter((pick) => pick.removable);
    if (allowed.length < selected.length) picker.selectedItems = allowed;
    tell();
  });
  picker.onDidAccept(() => {
    if (chosen().length === 0 && removable.length > 0) return;
    resolve(chosen());
    picker.hide();
  });
  picker.onDidHide(() => {
    resolve([]);
    picker.dispose();
  });
  picker.show();
  return promise;
}

function section(label: string, picks: readonly Pick[]): readonly Pick[] {
  if (picks.length === 0) return [];
  return [{ label: `${label} · ${picks.length}`, kind: vscode.QuickPickItemKind.Separator }, ...picks];
}

function nameOf({ delegation, row }: PlacedDelegation, estate: Estate): vscode.QuickPickItem {
  const customer = tenantText(estate.tenant(row.subscription.tenantId), row.subscription.tenantId);
  return {
    label: offerText(delegation),
    description: [subscriptionText(row.subscription), scopeText(delegation), customer].join(' · '),
  };
}

/** What there is to know before somebody ticks it. */
function hintOf({ judgement }: CheckedDelegation): string {
  return [
    ...(judgement.answer === 'perhaps'
      ? [vscode.l10n.t('Only a broad wildcard of your roles allows it: Azure may refuse.')]
      : []),
    ...(judgement.answer === 'unknown'
      ? [vscode.l10n.t('Your permissions could not be read: Azure may refuse.')]
      : []),
    ...(judgement.subscriptionDisabled
      ? [vscode.l10n.t('The subscription is disabled: Azure may refuse.')]
      : []),
  ].join(' ');
}

function unremovablePick(unremovable: Unremovable, estate: Estate): Pick {
  const iconPath = new vscode.ThemeIcon('circle-slash');
  switch (unremovable.because) {
    case 'noPermission': {
      const { answer, side } = unremovable.placed.judgement;
      const reason =
        answer === 'activateInPim'
          ? vscode.l10n.t('Activate the delete role in Privileged Identity Management first.')
          : side === 'managing'
            ? vscode.l10n.t('You lack the delete role there. Only the customer can remove it.')
            : vscode.l10n.t('You lack a role such as Owner there.');
      return { ...nameOf(unremovable.placed, estate), detail: reason, iconPath };
    }
    case 'notListed':
      return {
        ...nameOf(unremovable.placed, estate),
        detail: vscode.l10n.t('Azure does not list it any more.'),
        iconPath,
      };
    case 'alreadyRunning':
      return {
        ...nameOf(unremovable.placed, estate),
        detail: vscode.l10n.t('Is being removed already.'),
        iconPath,
      };
    case 'unreadable':
      return {
        label: subscriptionText(unremovable.row.subscription),
        description: vscode.l10n.t('its delegations could not be read'),
        detail: errorText(unremovable.error),
        iconPath,
      };
  }
}
