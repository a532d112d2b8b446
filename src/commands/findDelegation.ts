import { UserCancelledError } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { grantsOf } from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import { knownDelegations } from '../delegations/impact/knownDelegations.ts';
import type { Inventory } from '../delegations/inventory/inventory.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { findDelegations } from '../delegations/search/findDelegations.ts';
import { SearchTerms } from '../delegations/search/searchTerms.ts';
import { isFoundBy } from '../delegations/search/searchTexts.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { revealDelegation } from './revealDelegation.ts';

/** Looks for a delegation in the whole estate, and shows the one that is chosen in the tree. */
export const findDelegation: CommandAction = async (context) => {
  await revealDelegation(await pickFound(context), context);
};

/** More are not listed: typing another word finds it sooner than scrolling. */
const listedAtMost = 200;

interface FoundItem extends vscode.QuickPickItem {
  readonly placed?: PlacedDelegation;
}

/** Lists what matches while it is typed, and while the estate is still being read. */
async function pickFound({ estate, load }: CommandContext): Promise<PlacedDelegation> {
  const picker = vscode.window.createQuickPick<FoundItem>();
  const stop = new AbortController();
  const show = (): void => {
    const [active] = picker.activeItems;
    picker.items = itemsOf(estate, picker.value);
    const same = picker.items.find(({ placed }) => placed && placed.delegation.key === keyOf(active));
    if (same) picker.activeItems = [same];
  };
  picker.title = vscode.l10n.t('Find Delegation');
  picker.placeholder = vscode.l10n.t('Offer, customer, subscription, principal, role or id');
  picker.keepScrollPosition = true;
  picker.busy = true;
  const { promise: picked, resolve, reject } = Promise.withResolvers<PlacedDelegation>();
  const stopListening = estate.onDidChange(show);
  const listeners = [
    picker.onDidChangeValue(show),
    picker.onDidAccept(() => {
      const placed = picker.activeItems[0]?.placed;
      if (placed) resolve(placed);
    }),
    picker.onDidHide(() => reject(new UserCancelledError('find'))),
  ];
  const reading = load()
    .then(() => estate.takeInventory(() => undefined, stop.signal))
    .then((inventory) => {
      picker.busy = false;
      picker.title = titleOf(inventory);
      show();
    });
  reading.catch((error: unknown) => {
    if (!stop.signal.aborted) reject(error);
  });
  try {
    show();
    picker.show();
    return await picked;
  } finally {
    stop.abort(new ArmError('Cancelled.', { reason: 'cancelled' }));
    stopListening();
    for (const listener of listeners) listener.dispose();
    picker.dispose();
  }
}

/** What could not be read is not denied to be there. */
function titleOf({ problems }: Inventory): string {
  if (problems.length === 0) return vscode.l10n.t('Find Delegation');
  return problems.length === 1
    ? vscode.l10n.t('Find Delegation · 1 tenant or subscription could not be read')
    : vscode.l10n.t('Find Delegation · {0} tenants or subscriptions could not be read', problems.length);
}

function itemsOf(estate: Estate, text: string): readonly FoundItem[] {
  const terms = new SearchTerms(text);
  const found = findDelegations(knownDelegations(estate), terms, estate);
  const items = found.slice(0, listedAtMost).map((placed) => itemOf(placed, terms, estate));
  if (found.length <= listedAtMost) return items;
  const more = vscode.l10n.t('and {0} more: type another word', found.length - listedAtMost);
  return [...items, { label: more, alwaysShow: true }];
}

function itemOf(placed: PlacedDelegation, terms: SearchTerms, estate: Estate): FoundItem {
  const { row, delegation } = placed;
  const { subscription, managingTenantId, door } = row;
  const customer = tenantText(estate.tenant(subscription.tenantId), subscription.tenantId);
  const grant = grantsOf(delegation).find((one) => isFoundBy(one, terms, estate));
  return {
    label: offerText(delegation),
    description: [subscriptionText(subscription), scopeText(delegation), customer].join(' · '),
    detail: [
      vscode.l10n.t('managed by {0}', tenantText(estate.tenant(managingTenantId), managingTenantId)),
      estate.doorsTo(subscription.id) > 1
        ? vscode.l10n.t(
            'through {0} ({1})',
            tenantText(estate.tenant(door.tenantId), door.tenantId),
            plainText(door.accountLabel),
          )
        : '',
      grant ? `${principalText(grant)}: ${grantText(grant, estate.roleNames)}` : '',
    ]
      .filter(Boolean)
      .join(' · '),
    // It was found here, also by what does not show.
    alwaysShow: true,
    placed,
  };
}

function keyOf(item: FoundItem | undefined): string | undefined {
  return item?.placed?.delegation.key;
}
