import * as vscode from 'vscode';
import { resourceKey } from '../arm/resourceIds.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';

/**
 * How many delegations some rows have in words, each counted once, whatever doors it is seen through. Empty before
 * everything was read, and while a row has not been: a number that is too small would deny some.
 */
export function delegationCountOf(rows: readonly DelegatedSubscription[], estate: Estate): string {
  if (!estate.isInventoried) return '';
  const ids = new Set<string>();
  for (const row of rows) {
    const delegations = estate.delegationsOf(row);
    if (!delegations) return '';
    for (const { id } of delegations) ids.add(resourceKey(id));
  }
  return delegationCount(ids.size);
}

/** A number of delegations in words. */
export function delegationCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 delegation') : vscode.l10n.t('{0} delegations', count);
}

/** A number of subscriptions in words. */
export function subscriptionCount(rows: readonly DelegatedSubscription[]): string {
  const count = new Set(rows.map(({ subscription }) => subscription.id)).size;
  return count === 1 ? vscode.l10n.t('1 subscription') : vscode.l10n.t('{0} subscriptions', count);
}

/** How many subscriptions of customers there are, and how many of the user's own, in words. */
export function managedCounts(rows: readonly DelegatedSubscription[]): readonly string[] {
  const count = (wanted: DelegatedSubscription['direction']): number =>
    new Set(rows.flatMap(({ direction, subscription: { id } }) => (direction === wanted ? [id] : []))).size;
  const [customers, own] = [count('outgoing'), count('incoming')];
  return [
    customers === 0
      ? ''
      : customers === 1
        ? vscode.l10n.t('1 customer subscription')
        : vscode.l10n.t('{0} customer subscriptions', customers),
    own === 0
      ? ''
      : own === 1
        ? vscode.l10n.t('manages 1 of your subscriptions')
        : vscode.l10n.t('manages {0} of your subscriptions', own),
  ];
}
