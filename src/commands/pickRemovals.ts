import * as vscode from 'vscode';
import type { BatchCheck, CheckedDelegation, Unremovable } from '../delegations/batch/checkedDelegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { errorText } from '../wording/errorText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { inSentence } from '../wording/plainText.ts';
import { tickSome } from './tickList.ts';

/** Asks which of the checked delegations to remove; says of the others why they cannot be. */
export function pickRemovals(
  title: string,
  { removable, unremovable }: BatchCheck,
  estate: Estate,
): Promise<readonly CheckedDelegation[]> {
  return tickSome({
    title,
    heading: vscode.l10n.t('Can be removed'),
    entries: removable.map((checked) => ({
      ...nameOf(checked, estate),
      detail: hintOf(checked),
      value: checked,
    })),
    otherHeading: vscode.l10n.t('Cannot be removed now'),
    others: unremovable.map((each) => ({ ...subjectOf(each, estate), detail: reasonOf(each) })),
  });
}

function nameOf(
  { delegation, row }: PlacedDelegation,
  estate: Estate,
): { readonly label: string; readonly description: string } {
  const customer = tenantText(estate.tenant(row.subscription.tenantId), row.subscription.tenantId);
  return {
    label: offerText(delegation),
    description: [subscriptionText(row.subscription), scopeText(delegation), customer]
      .map(inSentence)
      .join(' · '),
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

function subjectOf(
  unremovable: Unremovable,
  estate: Estate,
): { readonly label: string; readonly description: string } {
  return unremovable.because === 'unreadable'
    ? {
        label: subscriptionText(unremovable.row.subscription),
        description: vscode.l10n.t('its delegations could not be read'),
      }
    : nameOf(unremovable.placed, estate);
}

function reasonOf(unremovable: Unremovable): string {
  switch (unremovable.because) {
    case 'noPermission': {
      const { answer, side } = unremovable.placed.judgement;
      if (answer === 'activateInPim')
        return vscode.l10n.t('Activate the delete role in Privileged Identity Management first.');
      return side === 'managing'
        ? vscode.l10n.t('You lack the delete role there. The customer can remove it.')
        : vscode.l10n.t('You lack a role there that may assign roles, such as Owner.');
    }
    case 'notListed':
      return vscode.l10n.t('Azure does not list it any more.');
    case 'alreadyRunning':
      return vscode.l10n.t('Is being removed already.');
    case 'unreadable':
      return errorText(unremovable.error);
  }
}
