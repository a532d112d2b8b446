import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import { ArmError } from '../arm/errors.ts';
import { fields, heading } from '../documents/markdown.ts';
import { impactPieces } from '../documents/impactDocument.ts';
import type { Impact } from '../delegations/impact/impact.ts';
import { impactOf } from '../delegations/impact/impactOf.ts';
import { knownDelegations } from '../delegations/impact/knownDelegations.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalPlan } from '../delegations/removal/plan.ts';
import { asksForName } from '../settings.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { inSentence } from '../wording/plainText.ts';
import { askWithImpact } from './askWithImpact.ts';
import type { CommandContext } from './commandContext.ts';
import { confirmationText } from './confirmationText.ts';
import { explainPermission } from './explainPermission.ts';
import { typeToConfirm } from './typeToConfirm.ts';

/** What somebody is asked about. */
export interface RemovalQuestion {
  readonly plan: RemovalPlan;
  /** What the user said yes to before, where the delegation is not that any more. */
  readonly agreed: RemovalPlan | undefined;
  /** Whether the user may do it; undefined where finding out failed. */
  readonly judgement: RemovalJudgement | undefined;
  /** As it was when somebody pointed at it. */
  readonly placed: PlacedDelegation;
}

/** Says what a removal takes away, and asks whether it is wanted. False where the user does not, or leaves. */
export async function confirmRemoval(
  { plan, agreed, judgement, placed }: RemovalQuestion,
  context: CommandContext,
  action: IActionContext,
  signal: AbortSignal,
): Promise<boolean> {
  const { row } = placed;
  const now = { row, delegation: { ...placed.delegation, assignment: plan.assignment } };
  const mayNot = judgement?.answer === 'no' || judgement?.answer === 'activateInPim';
  if (mayNot && !agreed && !(await explainPermission(judgement, now, context, action))) return false;

  const othersKnown = await knowOthers(placed, context);
  const impact = impactOf([now], knownDelegations(context.estate));
  const { question, detail } = confirmationText(
    { plan, agreed, judgement, placed: now, impact, othersKnown },
    context.estate,
  );
  const overlaps = impact.overlaps.length > 0;
  const typing = overlaps || asksForName();
  const isWanted = await askWithImpact(
    action,
    {
      question,
      detail,
      yes: typing ? vscode.l10n.t('Remove Delegation…') : vscode.l10n.t('Remove Delegation'),
      goOn: vscode.l10n.t(
        'Nothing was removed yet. Go on with the removal of “{0}”?',
        inSentence(offerText(now.delegation)),
      ),
    },
    () => showImpact(now, impact, context),
    signal,
  );
  if (!isWanted) return false;
  if (!typing) return true;
  const expected = offerText(now.delegation);
  return typeToConfirm(action, {
    expected,
    prompt: overlaps
      ? vscode.l10n.t(
          'Other delegations may lose access with “{0}”. Type its name to remove it.',
          inSentence(expected),
        )
      : vscode.l10n.t('Type “{0}” to remove the delegation.', inSentence(expected)),
  });
}

/** Reads the other delegations of a subscription where they were not read yet. False where that fails. */
async function knowOthers({ row }: PlacedDelegation, { estate }: CommandContext): Promise<boolean> {
  if (estate.delegationsOf(row)) return true;
  try {
    await estate.readDelegations(row);
    return true;
  } catch (error) {
    if (!ArmError.is(error)) throw error;
    return false;
  }
}

async function showImpact(
  { delegation, row }: PlacedDelegation,
  impact: Impact,
  { documents, estate }: CommandContext,
): Promise<void> {
  const { subscription, managingTenantId, door } = row;
  await documents.show({
    title: vscode.l10n.t('Impact of removing {0}', offerText(delegation)),
    key: delegation.key,
    pieces: [
      heading(1, vscode.l10n.t('What removing “{0}” takes away', inSentence(offerText(delegation)))),
      fields([
        [vscode.l10n.t('Subscription'), `${subscriptionText(subscription)} (${subscription.id})`],
        [vscode.l10n.t('Scope'), scopeText(delegation)],
        [vscode.l10n.t('Customer'), tenantText(estate.tenant(subscription.tenantId), subscription.tenantId)],
        [vscode.l10n.t('Managing tenant'), tenantText(estate.tenant(managingTenantId), managingTenantId)],
        [
          vscode.l10n.t('Reached as'),
          vscode.l10n.t(
            '{0} in {1}',
            door.accountLabel,
            tenantText(estate.tenant(door.tenantId), door.tenantId),
          ),
        ],
        [vscode.l10n.t('Delegation'), delegation.id],
      ]),
      ...impactPieces(impact, estate),
    ],
  });
}
