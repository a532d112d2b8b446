import * as vscode from 'vscode';
import {
  asksForMultifactor,
  definitionOf,
  type Grant,
  grantsOf,
  isMarketplaceOffer,
  termsOf,
} from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { Overlap } from '../delegations/impact/impact.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { roleId, roleName } from '../delegations/roles.ts';
import { durationText, grantText, principalText } from '../wording/grantText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { permissionText, whoCanRemoveText } from '../wording/permissionText.ts';
import { plainText } from '../wording/plainText.ts';
import { fields, heading, link, list, type Markdown, note, paragraph, table } from './markdown.ts';

/** What there is to say of a delegation beside its body. */
export interface DelegationDetails {
  readonly placed: PlacedDelegation;
  readonly judgement: RemovalJudgement;
  readonly overlaps: readonly Overlap[];
  /** Whether the other delegations of the subscription could be read. */
  readonly othersKnown: boolean;
  /** What a built-in role is for, by its GUID. */
  readonly roleDescription: (roleId: string) => string | undefined;
  readonly links: readonly { readonly text: string; readonly address: string }[];
}

/** Everything about one delegation. */
export function detailsDocument(details: DelegationDetails, estate: Estate): readonly Markdown[] {
  const { placed, judgement, links } = details;
  const { delegation } = placed;
  return [
    heading(1, offerText(delegation)),
    ...(termsOf(delegation).description
      ? [paragraph(plainText(termsOf(delegation).description, '', 1000))]
      : []),
    basics(placed, estate),
    heading(2, vscode.l10n.t('Access')),
    ...access(details, estate),
    heading(2, vscode.l10n.t('Who may remove it')),
    paragraph(permissionText(judgement, estate.roleNames)),
    paragraph(whoCanRemoveText(judgement)),
    ...(judgement.subscriptionDisabled
      ? [note(vscode.l10n.t('The subscription is disabled: Azure changes nothing in it.'))]
      : []),
    heading(2, vscode.l10n.t('What overlaps')),
    ...overlapPieces(details, estate),
    heading(2, vscode.l10n.t('Links')),
    ...links.map(({ text, address }) => link(text, address)),
  ];
}

function basics({ row, delegation }: PlacedDelegation, estate: Estate): Markdown {
  const { assignment } = delegation;
  const plan = definitionOf(delegation)?.plan;
  const tenant = (id: string): string => {
    const name = tenantText(estate.tenant(id), id);
    return name === id ? id : `${name} (${id})`;
  };
  const created = assignment.systemData ?? definitionOf(delegation)?.systemData;
  const time = (text: string | undefined): string | undefined => {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) ? undefined : new Date(at).toLocaleString(vscode.env.language);
  };
  const by = (when: string | undefined, who: string | undefined): string =>
    [time(when), plainText(who)].filter(Boolean).join(', ');
  return fields([
    [vscode.l10n.t('Scope'), scopeText(delegation)],
    [vscode.l10n.t('Subscription'), `${subscriptionText(row.subscription)} (${row.subscription.id})`],
    [vscode.l10n.t('Subscription state'), plainText(row.subscription.state)],
    [vscode.l10n.t('Customer'), tenant(row.subscription.tenantId)],
    [vscode.l10n.t('Managing tenant'), tenant(row.managingTenantId)],
    [vscode.l10n.t('State'), plainText(assignment.properties?.provisioningState)],
    [vscode.l10n.t('Created'), by(created?.createdAt, created?.createdBy)],
    [vscode.l10n.t('Last changed'), by(created?.lastModifiedAt, created?.lastModifiedBy)],
    [
      vscode.l10n.t('Marketplace offer'),
      isMarketplaceOffer(delegation) && plan
        ? [plan.publisher, plan.product, plan.name, plan.version].map((part) => plainText(part)).join(' / ')
        : undefined,
    ],
    [
      vscode.l10n.t('Reached as'),
      vscode.l10n.t('{0} in {1}', plainText(row.door.accountLabel), tenant(row.door.tenantId)),
    ],
    [vscode.l10n.t('Delegation'), plainText(delegation.id, '', 500)],
    [vscode.l10n.t('Definition'), plainText(assignment.properties?.registrationDefinitionId, '', 500)],
  ]);
}

function access({ placed, roleDescription }: DelegationDetails, estate: Estate): readonly Markdown[] {
  const grants = grantsOf(placed.delegation);
  if (!termsOf(placed.delegation).authorizations)
    return [paragraph(vscode.l10n.t('Azure does not tell who holds what.'))];
  if (grants.length === 0) return [paragraph(vscode.l10n.t('It grants no role to anybody.'))];
  const [permanent, eligible] = (['permanent', 'eligible'] as const).map((kind) =>
    grants.filter((grant) => grant.kind === kind),
  );
  const role = (id: string): string => plainText(roleName(id, estate.roleNames));
  const description = ({ authorization }: Grant): string =>
    roleDescription(roleId(authorization.roleDefinitionId)) ?? '';
  return [
    ...(permanent?.length
      ? [
          heading(3, vscode.l10n.t('Permanent')),
          table(
            [
              vscode.l10n.t('Who'),
              vscode.l10n.t('Role'),
              vscode.l10n.t('What the role is for'),
              vscode.l10n.t('Principal'),
            ],
            permanent.map((grant) => [
              principalText(grant),
              [
                role(grant.authorization.roleDefinitionId),
                ...assignable(grant).map((id) => vscode.l10n.t('may assign {0}', role(id))),
              ].join(', '),
              description(grant),
              plainText(grant.authorization.principalId),
            ]),
          ),
        ]
      : []),
    ...(eligible?.length
      ? [
          heading(3, vscode.l10n.t('Eligible for activation')),
          table(
            [
              vscode.l10n.t('Who'),
              vscode.l10n.t('Role'),
              vscode.l10n.t('For how long'),
              vscode.l10n.t('Multifactor authentication'),
              vscode.l10n.t('Approvers'),
              vscode.l10n.t('What the role is for'),
              vscode.l10n.t('Principal'),
            ],
            eligible.map((grant) => [
              principalText(grant),
              role(grant.authorization.roleDefinitionId),
              ...policyCells(grant),
              description(grant),
              plainText(grant.authorization.principalId),
            ]),
          ),
        ]
      : []),
  ];
}

function assignable(grant: Grant): readonly string[] {
  return grant.kind === 'permanent' ? (grant.authorization.delegatedRoleDefinitionIds ?? []) : [];
}

function policyCells(grant: Grant): readonly [string, string, string] {
  const policy = grant.kind === 'eligible' ? grant.authorization.justInTimeAccessPolicy : undefined;
  const approvers = (policy?.managedByTenantApprovers ?? []).map((approver) =>
    plainText(approver.principalIdDisplayName, plainText(approver.principalId)),
  );
  return [
    durationText(policy?.maximumActivationDuration) ?? '',
    asksForMultifactor(grant) ? vscode.l10n.t('required') : vscode.l10n.t('not required'),
    approvers.join(', ') || vscode.l10n.t('nobody has to approve'),
  ];
}

function overlapPieces({ overlaps, othersKnown }: DelegationDetails, estate: Estate): readonly Markdown[] {
  const shared = ({ authorizations, eligibleAuthorizations }: Overlap): readonly string[] =>
    [
      ...authorizations.map((authorization): Grant => ({ kind: 'permanent', authorization })),
      ...eligibleAuthorizations.map((authorization): Grant => ({ kind: 'eligible', authorization })),
    ].map((grant) => `${principalText(grant)}: ${grantText(grant, estate.roleNames)}`);
  return [
    ...(othersKnown
      ? []
      : [note(vscode.l10n.t('Not all delegations of this subscription could be read to compare it with.'))]),
    ...(overlaps.length === 0
      ? [
          paragraph(
            vscode.l10n.t('No other delegation is known that grants the same role to the same principal.'),
          ),
        ]
      : overlaps.flatMap((overlap) => [
          paragraph(
            vscode.l10n.t(
              '{0} grants the same, and may lose it when this one is removed:',
              `${offerText(overlap.delegation)} (${scopeText(overlap.delegation)})`,
            ),
          ),
          list(shared(overlap)),
        ])),
  ];
}
