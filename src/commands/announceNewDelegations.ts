import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { type Newcomers, newcomersIn, type Remembered } from '../delegations/drift/newcomers.ts';
import { tenantStates } from '../delegations/estate/snapshot.ts';
import { heading, type Markdown, paragraph, table } from '../documents/markdown.ts';
import { logError } from '../wording/logError.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import type { CommandContext } from './commandContext.ts';

const memory = 'seenDelegations';

/** Reads the whole estate once, in silence, and tells of what is new since the last time. Never rejects. */
export async function announceNewDelegations(context: CommandContext): Promise<void> {
  const { estate, extension, log, load } = context;
  try {
    await load();
    if (estate.snapshot.phase !== 'ready') return;
    const inventory = await estate.takeInventory(() => undefined, new AbortController().signal);
    const before = extension.globalState.get<Remembered>(memory, {});
    const newcomers = newcomersIn(inventory, tenantStates(estate.snapshot), before);
    await extension.globalState.update(memory, newcomers.remember);
    if (newcomers.delegations.length > 0) announce(newcomers, context);
  } catch (error) {
    if (ArmError.is(error)) logError(log, 'New delegations', error);
    else log.error(`New delegations: ${error instanceof Error ? error.name : 'failed'}`);
  }
}

function announce(newcomers: Newcomers, { documents, estate }: CommandContext): void {
  const { delegations, managingTenantIds } = newcomers;
  const show = vscode.l10n.t('Show');
  const what =
    delegations.length === 1
      ? vscode.l10n.t('1 new delegation since the last look.')
      : vscode.l10n.t('{0} new delegations since the last look.', delegations.length);
  const tenants = managingTenantIds.map((id) => tenantText(estate.tenant(id), id));
  const message =
    tenants.length === 0
      ? what
      : `${what} ${vscode.l10n.t('New managing tenants: {0}.', tenants.slice(0, 3).join(', '))}`;
  void vscode.window.showInformationMessage(message, show).then(async (answer) => {
    if (answer !== show) return;
    const title = vscode.l10n.t('New delegations');
    await documents.show({ title, key: 'new', pieces: pieces(title, message, newcomers) });
  });

  function pieces(title: string, text: string, { delegations: found }: Newcomers): readonly Markdown[] {
    return [
      heading(1, title),
      paragraph(text),
      table(
        [
          vscode.l10n.t('Offer'),
          vscode.l10n.t('Managing tenant'),
          vscode.l10n.t('Customer'),
          vscode.l10n.t('Subscription'),
        ],
        found.map(({ row, delegation }) => [
          `${offerText(delegation)} (${scopeText(delegation)})`,
          tenantText(estate.tenant(row.managingTenantId), row.managingTenantId),
          tenantText(estate.tenant(row.subscription.tenantId), row.subscription.tenantId),
          subscriptionText(row.subscription),
        ]),
      ),
    ];
  }
}
