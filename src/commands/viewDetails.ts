import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { resourceKey } from '../arm/resourceIds.ts';
import { overlapsWith } from '../delegations/impact/overlapsWith.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { detailsDocument } from '../documents/detailsDocument.ts';
import { builtInRoles } from '../onboarding/roles/builtInRoles.ts';
import { logError } from '../wording/logError.ts';
import { offerText } from '../wording/names.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { judgeNow } from './judgeNow.ts';
import { pickDelegation } from './pickDelegation.ts';
import { portalUrl } from './portalUrl.ts';

/** Shows everything about a delegation as a document, as Azure tells it now. */
export const viewDetails: CommandAction = async (context, action, [clicked]) => {
  const placed =
    clicked?.kind === 'assignment' || clicked?.kind === 'authorization'
      ? { row: clicked.row, delegation: clicked.delegation }
      : await pickDelegation(context, action);
  await showDetails(placed, context);
};

async function showDetails(placed: PlacedDelegation, context: CommandContext): Promise<void> {
  const { estate, documents, session } = context;
  const { signal } = new AbortController();
  const { row } = placed;
  const [others, judgement] = await Promise.all([
    siblingsOf(placed, context),
    judgeNow(placed, context, signal),
  ]);
  const id = resourceKey(placed.delegation.id);
  const delegation = others?.find((each) => resourceKey(each.id) === id) ?? placed.delegation;
  const overlapOf = overlapsWith([delegation]);
  const rest = (others ?? []).filter((each) => resourceKey(each.id) !== id);
  const portal = portalUrl(session.portal, { kind: 'assignment', row, delegation });
  const subscription = portalUrl(session.portal, { kind: 'subscription', row });
  await documents.show({
    title: offerText(delegation),
    key: delegation.key,
    pieces: detailsDocument(
      {
        placed: { row, delegation },
        judgement,
        overlaps: rest.flatMap((each) => overlapOf(each) ?? []),
        othersKnown: others !== undefined,
        roleDescription: (role) => builtInRoles.find((each) => each.id === role)?.description,
        links: [
          ...(portal === undefined
            ? []
            : [{ text: vscode.l10n.t('Delegations in the Azure portal'), address: portal }]),
          ...(subscription === undefined
            ? []
            : [{ text: vscode.l10n.t('The subscription in the Azure portal'), address: subscription }]),
          {
            text: vscode.l10n.t('Microsoft’s documentation: remove access to a delegation'),
            address: 'https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation',
          },
        ],
      },
      estate,
    ),
  });
}

/** All delegations of the subscription to the same tenant; nothing where they cannot be read. */
async function siblingsOf({ row }: PlacedDelegation, { estate, log }: CommandContext) {
  try {
    return await estate.readDelegations(row);
  } catch (error) {
    if (!ArmError.is(error)) throw error;
    logError(log, `Delegations of ${row.subscription.id}`, error);
    return undefined;
  }
}
