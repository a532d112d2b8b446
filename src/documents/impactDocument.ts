import * as vscode from 'vscode';
import type { Delegation } from '../delegations/delegation.ts';
import type { Impact, Overlap, SightEnding } from '../delegations/impact/impact.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { type Names, offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { inSentence, plainText } from '../wording/plainText.ts';
import { heading, list, type Markdown, note, paragraph, table } from './markdown.ts';

/** Everything that a removal takes away, section by section, below a heading of the caller's. */
export function impactPieces(impact: Impact, names: Names): readonly Markdown[] {
  return [
    ...lossPieces(impact, names),
    ...overlapPieces(impact, names),
    ...sightPieces(impact.sightEndings, names),
    ...restPieces(impact),
    heading(2, vscode.l10n.t('What nobody can tell')),
    list([
      vscode.l10n.t('Who is a member of the groups above.'),
      vscode.l10n.t('Access by other ways: a guest account, another tenant, a role of the customer’s own.'),
      vscode.l10n.t('Whether a lock, a deny assignment or a policy keeps Azure from carrying it out.'),
    ]),
    paragraph(
      vscode.l10n.t(
        'There is no undo: only somebody of the customer can delegate again, by onboarding again.',
      ),
    ),
  ];
}

function lossPieces({ losses, untold }: Impact, { roleNames }: Names): readonly Markdown[] {
  const rows = losses.flatMap(({ grants }) =>
    grants.map(({ grant, delegation }) => [
      principalText(grant),
      grantText(grant, roleNames),
      `${offerText(delegation)} (${scopeText(delegation)})`,
      plainText(grant.authorization.principalId),
    ]),
  );
  return [
    heading(2, vscode.l10n.t('Who loses what')),
    rows.length > 0
      ? table(
          [
            vscode.l10n.t('Principal'),
            vscode.l10n.t('Role'),
            vscode.l10n.t('By delegation'),
            vscode.l10n.t('Principal ID'),
          ],
          rows,
        )
      : paragraph(
          untold.length > 0
            ? vscode.l10n.t('Azure does not tell who loses access.')
            : vscode.l10n.t('Nobody: it grants no role.'),
        ),
    ...(rows.length > 0 && untold.length > 0
      ? [paragraph(vscode.l10n.t('Azure does not tell who loses access with these:')), list(named(untold))]
      : []),
  ];
}

function overlapPieces(
  { overlaps, overlapsWithin, uncompared }: Impact,
  { roleNames }: Names,
): readonly Markdown[] {
  const shared = ({ authorizations, eligibleAuthorizations }: Overlap): readonly string[] =>
    [
      ...authorizations.map((authorization) => ({ kind: 'permanent', authorization }) as const),
      ...eligibleAuthorizations.map((authorization) => ({ kind: 'eligible', authorization }) as const),
    ].map((grant) => `${principalText(grant)}: ${grantText(grant, roleNames)}`);
  return [
    heading(2, vscode.l10n.t('Delegations that may lose access with it')),
    ...(overlaps.length === 0
      ? [paragraph(vscode.l10n.t('None is known that grants the same role to the same principal.'))]
      : [
          note(
            vscode.l10n.t(
              'Where the same managing tenant has several delegations of a subscription, and the same principal has the same role by more than one of them, removing one can take that away from the others too. They have to be onboarded again then.',
            ),
          ),
          ...overlaps.flatMap((overlap) => [heading(3, nameOf(overlap.delegation)), list(shared(overlap))]),
        ]),
    ...(overlapsWithin.length > 0
      ? [
          paragraph(vscode.l10n.t('Among those that are removed, these lose access with the first ones:')),
          ...overlapsWithin.flatMap((overlap) => [
            heading(3, nameOf(overlap.delegation)),
            list(shared(overlap)),
          ]),
        ]
      : []),
    ...(uncompared.length > 0
      ? [
          paragraph(vscode.l10n.t('Azure does not tell enough to compare it with these:')),
          list(named(uncompared)),
        ]
      : []),
  ];
}

function sightPieces(endings: readonly SightEnding[], names: Names): readonly Markdown[] {
  return [
    heading(2, vscode.l10n.t('Your own access')),
    ...(endings.length === 0
      ? [
          paragraph(
            vscode.l10n.t(
              'You may lose roles as a member of a group above. The subscription should stay visible to you.',
            ),
          ),
        ]
      : [
          list(endings.map((ending) => sightText(ending, names))),
          paragraph(
            vscode.l10n.t(
              'Whether that happens depends on the groups that you are a member of. Azure may then be unable to tell you how the removal ended.',
            ),
          ),
        ]),
  ];
}

/** That the user may lose sight of a subscription, and why. */
export function sightText({ row, isLastDelegation }: SightEnding, names: Names): string {
  const subscription = inSentence(subscriptionText(row.subscription));
  const tenant = inSentence(tenantText(names.tenant(row.managingTenantId), row.managingTenantId));
  return isLastDelegation
    ? vscode.l10n.t('{0} may disappear for you: it is its last delegation to {1}.', subscription, tenant)
    : vscode.l10n.t(
        '{0} may disappear for you: what is left gives {1} no permanent access.',
        subscription,
        tenant,
      );
}

function restPieces({ unusedDefinitionIds, marketplaceOffers }: Impact): readonly Markdown[] {
  return [
    ...(unusedDefinitionIds.length > 0
      ? [
          heading(2, vscode.l10n.t('Definitions that nothing uses any more')),
          paragraph(
            vscode.l10n.t(
              'They stay behind and give no access. Only somebody of the customer can delete them.',
            ),
          ),
          list(unusedDefinitionIds.map((id) => plainText(id, '', 500))),
        ]
      : []),
    ...(marketplaceOffers.length > 0
      ? [
          heading(2, vscode.l10n.t('Marketplace offers')),
          paragraph(
            vscode.l10n.t(
              'Bought through Azure Marketplace. The purchase does not end with the delegation, and delegating again goes by the offer.',
            ),
          ),
          list(
            marketplaceOffers.map(({ delegation, plan }) =>
              [
                nameOf(delegation),
                ...[plan.publisher, plan.product, plan.name, plan.version].map((each) => plainText(each)),
              ]
                .filter(Boolean)
                .join(' / '),
            ),
          ),
        ]
      : []),
  ];
}

function named(delegations: readonly Delegation[]): readonly string[] {
  return delegations.map(nameOf);
}

function nameOf(delegation: Delegation): string {
  return `${offerText(delegation)} (${scopeText(delegation)})`;
}
