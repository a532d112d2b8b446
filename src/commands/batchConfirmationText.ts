import * as vscode from 'vscode';
import type { CheckedDelegation } from '../delegations/batch/checkedDelegation.ts';
import type { Impact, Overlap } from '../delegations/impact/impact.ts';
import { isDeleteRole } from '../delegations/roles.ts';
import { offerText } from '../wording/names.ts';
import { inSentence } from '../wording/plainText.ts';

/** What is asked before a removal of many: totals, and what they take from those that stay and from each other. */
export function batchConfirmationText(
  chosen: readonly CheckedDelegation[],
  impact: Impact,
): { readonly question: string; readonly detail: string } {
  const subscriptions = new Set(chosen.map(({ row }) => row.subscription.id)).size;
  const customers = new Set(chosen.map(({ row }) => row.subscription.tenantId)).size;
  const uncertain = chosen.filter(({ judgement }) => judgement.answer !== 'yes').length;
  const withinByDeleteRole = impact.overlapsWithin.filter(losesDeleteRole);
  return {
    question:
      subscriptions === 1
        ? vscode.l10n.t('Remove {0} delegations of one subscription?', chosen.length)
        : vscode.l10n.t('Remove {0} delegations of {1} subscriptions?', chosen.length, subscriptions),
    detail: [
      ...[
        customers === 1 ? vscode.l10n.t('Customers: 1') : vscode.l10n.t('Customers: {0}', customers),
        lossLine(impact),
        ...overlapLines(impact),
        ...(impact.overlapsWithin.length > 0
          ? [
              withinByDeleteRole.length > 0
                ? vscode.l10n.t(
                    '{0} of the chosen share the delete role with each other: after the first removals you may not be allowed to remove the others.',
                    withinByDeleteRole.length,
                  )
                : vscode.l10n.t(
                    '{0} of the chosen share roles with each other.',
                    impact.overlapsWithin.length,
                  ),
            ]
          : []),
        ...counted(impact.uncompared.length, (count) =>
          vscode.l10n.t('Azure does not tell whether {0} that stay share roles with them.', count),
        ),
        ...counted(impact.sightEndings.length, (count) =>
          vscode.l10n.t('You may lose sight of subscriptions: {0}', count),
        ),
        ...counted(impact.marketplaceOffers.length, (count) =>
          vscode.l10n.t('Bought as a Marketplace offer: {0}', count),
        ),
        ...counted(uncertain, (count) =>
          vscode.l10n.t('Azure may refuse, your permission is not certain: {0}', count),
        ),
      ].map((line) => `• ${line}`),
      '',
      vscode.l10n.t('There is no undo: only the customers can delegate again.'),
    ].join('\n'),
  };
}

/** Overlaps that are named one by one; there may be very many. */
const namedOverlaps = 3;

function overlapLines({ overlaps }: Impact): readonly string[] {
  if (overlaps.length === 0) return [];
  const named = overlaps
    .slice(0, namedOverlaps)
    .map(({ delegation }) => `“${inSentence(offerText(delegation))}”`);
  const left = overlaps.length - named.length;
  return [
    vscode.l10n.t(
      'Delegations that stay and may lose access with them: {0}',
      [...named, ...(left > 0 ? [vscode.l10n.t('and {0} more', left)] : [])].join(', '),
    ),
  ];
}

function lossLine({ losses, untold }: Impact): string {
  const grants = losses.flatMap((loss) => loss.grants);
  const eligible = grants.filter(({ grant }) => grant.kind === 'eligible').length;
  const line = vscode.l10n.t(
    'Principals that lose access: {0} (roles: {1}, eligible: {2})',
    losses.length,
    grants.length - eligible,
    eligible,
  );
  return untold.length === 0
    ? line
    : `${line} ${vscode.l10n.t('Of {0}, Azure does not tell who.', untold.length)}`;
}

function losesDeleteRole({ authorizations, eligibleAuthorizations }: Overlap): boolean {
  return [...authorizations, ...eligibleAuthorizations].some(({ roleDefinitionId }) =>
    isDeleteRole(roleDefinitionId),
  );
}

function counted(count: number, line: (count: number) => string): readonly string[] {
  return count === 0 ? [] : [line(count)];
}
