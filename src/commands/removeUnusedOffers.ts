import { type IActionContext, isUserCancelledError } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { OwnSubscription } from '../delegations/estate/estate.ts';
import { isOwn, tenantStates } from '../delegations/estate/snapshot.ts';
import { findUnusedOffers, type UnusedOffers } from '../delegations/offers/findUnusedOffers.ts';
import { removeUnusedOffer } from '../delegations/offers/removeUnusedOffer.ts';
import type { UnusedOffer } from '../delegations/offers/unusedOffer.ts';
import { asksForName } from '../settings.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { errorText } from '../wording/errorText.ts';
import { definitionText, subscriptionText, tenantText } from '../wording/names.ts';
import { inSentence } from '../wording/plainText.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { type OfferResult, showOfferResults } from './showOfferResults.ts';
import { throwIfReadOnly } from './throwIfReadOnly.ts';
import { tickSome } from './tickList.ts';
import { typeToConfirm } from './typeToConfirm.ts';

/**
 * Shows the offers that no delegation uses: of a provider, of one subscription and its provider, or from the palette all
 * of the user's own tenants. Removes those that the user ticks.
 */
export const removeUnusedOffers: CommandAction = async (context, action, [node]) => {
  throwIfReadOnly();
  await context.load();
  const found = await search(context, node);
  if (!found) return;
  if (found.offers.length === 0 && found.unread.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Every offer is in use: no registration definition is without a delegation.'),
    );
    return;
  }
  const agreed = await tick(found, context);
  if (agreed.length === 0 || !(await confirm(agreed, context, action))) return;
  const results = await removeThem(agreed, context);
  showOfferResults(results, context);
};

/** Resolves with nothing where the user cancels. */
function search(
  { session, estate }: CommandContext,
  node: TreeNode | undefined,
): Thenable<UnusedOffers | undefined> {
  const own = tenantStates(estate.snapshot).flatMap(({ door, subscriptions }) =>
    subscriptions
      .filter((subscription) => isOwn(door, subscription))
      .map((subscription): OwnSubscription => ({ door, subscription })),
  );
  const row = node?.kind === 'subscription' ? node.row : undefined;
  const subscriptions = row ? own.filter(({ subscription }) => subscription.id === row.subscription.id) : own;
  const managingTenantId = node?.kind === 'managingTenant' ? node.managingTenant.id : row?.managingTenantId;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for unused offers'),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = cancelledBy(token);
      const ports = {
        connect: async (door: OwnSubscription['door']) => (await session.connect(door, 'silent')).offers,
        permissions: session.permissions.bind(session),
        onProgress: (done: number, of: number) => {
          progress.report({ increment: 100 / of, message: vscode.l10n.t('{0} of {1}', done, of) });
        },
      };
      try {
        return await findUnusedOffers(subscriptions, managingTenantId, ports, signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    },
  );
}

function tick({ offers, unread }: UnusedOffers, context: CommandContext): Promise<readonly UnusedOffer[]> {
  const nameOf = (offer: UnusedOffer): { readonly label: string; readonly description: string } => ({
    label: definitionText(offer.definition),
    description: [providerText(offer, context), subscriptionText(offer.subscription)]
      .map(inSentence)
      .join(' · '),
  });
  return tickSome({
    title: vscode.l10n.t('Remove Unused Offers'),
    heading: vscode.l10n.t('Used by no delegation'),
    entries: offers
      .filter(({ mayDelete }) => mayDelete !== false)
      .map((offer) => ({
        ...nameOf(offer),
        detail: [
          offer.at.name,
          ...(offer.mayDelete === undefined
            ? [vscode.l10n.t('your permissions could not be read: Azure may refuse')]
            : []),
        ].join(' · '),
        value: offer,
      })),
    otherHeading: vscode.l10n.t('Cannot be removed now'),
    others: [
      ...offers
        .filter(({ mayDelete }) => mayDelete === false)
        .map((offer) => ({
          ...nameOf(offer),
          detail: vscode.l10n.t('You lack a role there that may delete it, such as Owner.'),
        })),
      ...unread.map(({ subscription, error }) => ({
        label: subscriptionText(subscription),
        description: vscode.l10n.t('its offers could not be read'),
        detail: errorText(error),
      })),
    ],
  });
}

/** Lines for offers; there may be many. */
const namedOffers = 6;

async function confirm(
  offers: readonly UnusedOffer[],
  context: CommandContext,
  action: IActionContext,
): Promise<boolean> {
  const lines = offers.map((offer) =>
    vscode.l10n.t(
      '• {0} of {1}, in {2}',
      inSentence(definitionText(offer.definition)),
      inSentence(providerText(offer, context)),
      inSentence(subscriptionText(offer.subscription)),
    ),
  );
  const shown = lines.length > namedOffers ? lines.slice(0, namedOffers - 1) : lines;
  const left = lines.length - shown.length;
  const [first] = offers;
  const expected = offers.length === 1 && first ? definitionText(first.definition) : String(offers.length);
  const question =
    offers.length === 1
      ? vscode.l10n.t('Remove the unused offer “{0}”?', inSentence(expected))
      : vscode.l10n.t('Remove {0} unused offers?', offers.length);
  const detail = [
    ...shown,
    ...(left > 0 ? [vscode.l10n.t('• and {0} more', left)] : []),
    '',
    vscode.l10n.t(
      'Nobody loses access: no delegation uses them. To delegate by the same terms again, they have to be deployed again.',
    ),
  ].join('\n');
  const typing = offers.length > 1 || asksForName();
  const yes = { title: typing ? vscode.l10n.t('Remove Offers…') : vscode.l10n.t('Remove Offer') };
  try {
    await action.ui.showWarningMessage(question, { modal: true, detail }, yes);
  } catch (error) {
    if (isUserCancelledError(error)) return false;
    throw error;
  }
  return (
    !typing ||
    typeToConfirm(action, {
      expected,
      prompt:
        offers.length === 1
          ? vscode.l10n.t('Type “{0}” to remove the offer.', inSentence(expected))
          : vscode.l10n.t('Type {0}, the number of offers, to remove them.', expected),
    })
  );
}

/** One after the other: they are few, and nobody waits for an operation. */
function removeThem(
  offers: readonly UnusedOffer[],
  { session, log }: CommandContext,
): Thenable<readonly OfferResult[]> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Removing unused offers'),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = cancelledBy(token);
      const results: OfferResult[] = [];
      for (const offer of offers) {
        progress.report({
          increment: 100 / offers.length,
          message: vscode.l10n.t('{0} of {1}', results.length + 1, offers.length),
        });
        const azure = (await session.connect(offer.door, 'interactive')).offers;
        const onDeleting = (): void => log.info(`Removing ${offer.id}`);
        const outcome = await removeUnusedOffer(offer, azure, onDeleting, signal);
        log.info(`Removal of ${offer.id}: ${outcome.kind}`);
        results.push({ offer, outcome });
      }
      return results;
    },
  );
}

function providerText({ definition }: UnusedOffer, { estate }: CommandContext): string {
  const id = definition.properties?.managedByTenantId?.toLowerCase() ?? '';
  const told = definition.properties?.managedByTenantName;
  return tenantText(estate.tenant(id) ?? { id, displayName: told }, id);
}
