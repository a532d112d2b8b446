import * as vscode from 'vscode';
import type { Grant } from '../delegations/delegation.ts';
import type { Impact, Overlap } from '../delegations/impact/impact.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalPlan } from '../delegations/removal/plan.ts';
import { sightText } from '../documents/impactDocument.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { type Names, offerText, placeText, tenantText } from '../wording/names.ts';
import { permissionText } from '../wording/permissionText.ts';
import { inSentence } from '../wording/plainText.ts';
import { differenceLines } from './differenceLines.ts';

/** What is asked before a removal. `detail` has at most a dozen lines. */
export interface Confirmation {
  readonly question: string;
  readonly detail: string;
}

/** What the question tells. */
export interface Confirmable {
  readonly plan: RemovalPlan;
  readonly agreed: RemovalPlan | undefined;
  readonly judgement: RemovalJudgement | undefined;
  /** As just read. */
  readonly placed: PlacedDelegation;
  readonly impact: Impact;
  /** Whether the other delegations of the subscription could be read. */
  readonly othersKnown: boolean;
}

const mostLines = 12;
const mostLosses = 5;

/** Names the delegation, its scope, the customer, who loses which role, and what else may be lost. */
export function confirmationText(about: Confirmable, names: Names): Confirmation {
  const { plan, agreed, placed } = about;
  const offer = inSentence(offerText(placed.delegation));
  const before = agreed ? differenceLines(agreed, plan, names.roleNames) : placeLines(about, names);
  const after = [...warnings(about, names), lastLine(about)];
  const room = mostLines - before.length - after.length;
  const losses = lossLines(plan.losses, names, Math.max(1, Math.min(mostLosses, room - 1)));
  const sections = [before, losses, after];
  const isRoomy = before.length + losses.length + after.length + sections.length - 1 <= mostLines;
  return {
    question: agreed
      ? vscode.l10n.t('“{0}” has changed since you agreed. Remove it as it is now?', offer)
      : vscode.l10n.t('Remove the delegation “{0}”?', offer),
    detail: sections.map((lines) => lines.join('\n')).join(isRoomy ? '\n\n' : '\n'),
  };
}

function placeLines({ plan, placed: { delegation, row } }: Confirmable, names: Names): readonly string[] {
  const customerId = (plan.customerTenantId ?? row.subscription.tenantId).toLowerCase();
  const customer = tenantText(names.tenant(customerId), customerId);
  const manager = tenantText(names.tenant(row.managingTenantId), row.managingTenantId);
  return [
    placeText(delegation, row.subscription),
    vscode.l10n.t('Customer: {0}', inSentence(customer)),
    vscode.l10n.t('Managing tenant: {0}', inSentence(manager)),
  ];
}

/** What may surprise; at most five lines. */
function warnings({ plan, impact, judgement, othersKnown }: Confirmable, names: Names): readonly string[] {
  const { overlaps, uncompared } = impact;
  const [sight] = impact.sightEndings;
  return [
    ...overlapLines(overlaps, names),
    ...(!othersKnown
      ? [vscode.l10n.t('Other delegations of this subscription could not be read. They may lose access too.')]
      : uncompared.length > 0
        ? [
            vscode.l10n.t(
              'Whether these lose access too is not known: {0}',
              few(uncompared.map((delegation) => quoted(offerText(delegation)))),
            ),
          ]
        : []),
    ...(sight ? [sightText(sight, names)] : []),
    ...(plan.marketplacePlan ? [vscode.l10n.t('It was bought as a Marketplace offer.')] : []),
    ...(judgement?.answer === 'yes'
      ? []
      : judgement
        ? [permissionText(judgement, names.roleNames)]
        : [vscode.l10n.t('It is not known whether you can remove it.')]),
  ];
}

function overlapLines(overlaps: readonly Overlap[], { roleNames }: Names): readonly string[] {
  const [first, second] = overlaps;
  if (!first) return [];
  const others = overlaps.map(({ delegation }) => offerText(delegation));
  if (second)
    return [
      vscode.l10n.t(
        '⚠ These give the same roles to the same principals, and may lose them too: {0}',
        few(others.map(quoted)),
      ),
    ];
  const { authorizations, eligibleAuthorizations } = first;
  const grants: readonly Grant[] = [
    ...authorizations.map((authorization): Grant => ({ kind: 'permanent', authorization })),
    ...eligibleAuthorizations.map((authorization): Grant => ({ kind: 'eligible', authorization })),
  ];
  return [
    vscode.l10n.t(
      '⚠ {0} grants the same and may lose it too: {1}',
      few(others.map(quoted)),
      few(grants.map((grant) => `${inSentence(principalText(grant))}: ${grantText(grant, roleNames)}`)),
    ),
  ];
}

function lastLine({ impact }: Confirmable): string {
  return impact.unusedDefinitionIds.length > 0
    ? vscode.l10n.t(
        'There is no undo: only the customer can delegate again. The definition stays behind, unused.',
      )
    : vscode.l10n.t('There is no undo: only the customer can delegate again.');
}

/** One line for each principal, with all of its roles, and no more lines than `most` beside the first. */
function lossLines(losses: readonly Grant[] | undefined, names: Names, most: number): readonly string[] {
  if (losses === undefined) return [vscode.l10n.t('Azure does not tell who loses access.')];
  if (losses.length === 0) return [vscode.l10n.t('It grants no role to anybody.')];
  const principals = [...Map.groupBy(losses, ({ authorization }) => authorization.principalId).values()];
  const lines = principals.map((grants) => {
    const [first] = grants;
    const roles = grants.map((grant) => grantText(grant, names.roleNames)).join('; ');
    return first === undefined ? '' : `• ${inSentence(principalText(first))}: ${roles}`;
  });
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const left = lines.length - shown.length;
  return [
    vscode.l10n.t('These lose access:'),
    ...shown,
    ...(left > 0 ? [vscode.l10n.t('• and {0} more', left)] : []),
  ];
}

const mostNamed = 3;

/** Texts in a line, but for those that would make it too long. */
function few(texts: readonly string[]): string {
  const shown = texts.slice(0, mostNamed).join('; ');
  const left = texts.length - mostNamed;
  return left > 0 ? vscode.l10n.t('{0} and {1} more', shown, left) : shown;
}

function quoted(name: string): string {
  return `“${inSentence(name)}”`;
}
