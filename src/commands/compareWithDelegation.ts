import { basename } from 'node:path/posix';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { Grant } from '../delegations/delegation.ts';
import { fields, heading, list, type Markdown, note, paragraph, table } from '../documents/markdown.ts';
import {
  compareOffer,
  type GrantDifference,
  type OfferComparison,
} from '../onboarding/compare/compareOffer.ts';
import type { Offer } from '../onboarding/model/onboardingFile.ts';
import { textOf } from '../onboarding/syntax/literal.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { onboardingDocument } from './onboardingDocument.ts';
import { pickDelegation } from './pickDelegation.ts';

/** Compares an onboarding file with a delegation as it is in Azure now: which authorizations differ. */
export const compareWithDelegation: CommandAction = async (context, action) => {
  const { document, file } = await onboardingDocument(action);
  const offer = await pickOffer(file.offers, document, action);
  const { row, delegation } = await pickDelegation(context, action);
  const definition = delegation.assignment.properties?.registrationDefinition;
  if (!definition)
    throw new Error(
      vscode.l10n.t('Azure did not tell what {0} grants, so it cannot be compared.', offerText(delegation)),
    );
  const comparison = compareOffer(offer, definition);
  const fileName = plainText(basename(document.uri.path));
  await context.documents.show({
    title: vscode.l10n.t('{0} and {1}', fileName, offerText(delegation)),
    key: `compare ${document.uri.toString()} ${offer.authorizations.arrays[0]?.node.offset ?? 0} ${delegation.key}`,
    pieces: [
      heading(1, vscode.l10n.t('{0} compared with {1}', fileName, offerText(delegation))),
      fields([
        [vscode.l10n.t('File'), plainText(vscode.workspace.asRelativePath(document.uri))],
        [vscode.l10n.t('Delegation'), delegation.id],
        [vscode.l10n.t('Subscription'), subscriptionText(row.subscription)],
        [vscode.l10n.t('Scope'), scopeText(delegation)],
        [
          vscode.l10n.t('Managing tenant'),
          tenantText(context.estate.tenant(row.managingTenantId), row.managingTenantId),
        ],
      ]),
      ...resultOf(comparison, context),
    ],
  });
};

/** A document may make several offers: of which one. */
async function pickOffer(
  offers: readonly Offer[],
  document: vscode.TextDocument,
  action: IActionContext,
): Promise<Offer> {
  const [only, ...others] = offers;
  if (only && others.length === 0) return only;
  const picks = offers.map((offer, index) => {
    const tenant = textOf(offer.managedByTenantId?.value);
    const place = offer.authorizations.arrays[0]?.name ?? offer.managedByTenantId?.property;
    return {
      label: vscode.l10n.t('Offer {0}', index + 1),
      ...(place
        ? { description: vscode.l10n.t('line {0}', document.positionAt(place.offset).line + 1) }
        : {}),
      ...(tenant === undefined ? {} : { detail: plainText(tenant) }),
      data: offer,
    };
  });
  const { data } = await action.ui.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('The file makes several offers: which one?'),
    suppressPersistence: true,
  });
  return data;
}

function resultOf(comparison: OfferComparison, context: CommandContext): readonly Markdown[] {
  const { differences, otherTenant, isPartial, unreadable } = comparison;
  const tenantName = (id: string): string =>
    tenantText(context.estate.tenant(id.toLowerCase()), plainText(id));
  return [
    ...(otherTenant
      ? [
          note(
            vscode.l10n.t(
              'The file names another managing tenant: {0}, in Azure {1}.',
              tenantName(otherTenant.inFile),
              tenantName(otherTenant.inAzure ?? ''),
            ),
          ),
        ]
      : []),
    paragraph(countText(differences.length)),
    ...(differences.length === 0
      ? []
      : [
          table(
            [
              vscode.l10n.t('Principal'),
              vscode.l10n.t('In the file'),
              vscode.l10n.t('In Azure'),
              vscode.l10n.t('What differs'),
            ],
            differences.map((difference) => rowOf(difference, context.estate.roleNames)),
          ),
        ]),
    ...(isPartial ? [heading(2, vscode.l10n.t('What cannot be told')), list([partText(unreadable)])] : []),
  ];
}

function countText(differences: number): string {
  switch (differences) {
    case 0:
      return vscode.l10n.t('All authorizations that can be compared are the same.');
    case 1:
      return vscode.l10n.t('1 authorization differs.');
    default:
      return vscode.l10n.t('{0} authorizations differ.', differences);
  }
}

function partText(unreadable: number): string {
  if (unreadable === 0)
    return vscode.l10n.t(
      'The file may grant more than is written in it, so that nothing is said about what only Azure has.',
    );
  return unreadable === 1
    ? vscode.l10n.t(
        'The principal or role of 1 authorization comes from elsewhere, so that nothing is said about what only Azure has.',
      )
    : vscode.l10n.t(
        'The principal or role of {0} authorizations comes from elsewhere, so that nothing is said about what only Azure has.',
        unreadable,
      );
}

function rowOf(difference: GrantDifference, roleNames: ReadonlyMap<string, string>): readonly string[] {
  const { inFile, inAzure } = difference;
  const principal = inFile ?? inAzure;
  const text = (grant: Grant | undefined): string => (grant ? grantText(grant, roleNames) : '—');
  return [
    principal ? `${principalText(principal)} (${plainText(principal.authorization.principalId)})` : '',
    text(inFile),
    text(inAzure),
    whatDiffers(difference),
  ];
}

function whatDiffers({ inFile, inAzure }: GrantDifference): string {
  if (!inFile) return vscode.l10n.t('only in Azure');
  if (!inAzure) return vscode.l10n.t('only in the file');
  const differs = (read: (grant: Grant) => unknown): boolean =>
    JSON.stringify(read(inFile)) !== JSON.stringify(read(inAzure));
  return [
    ...(differs(({ authorization }) => authorization.principalIdDisplayName)
      ? [vscode.l10n.t('display name: {0} and {1}', principalText(inFile), principalText(inAzure))]
      : []),
    ...(differs(
      (grant) => grant.kind === 'permanent' && grant.authorization.delegatedRoleDefinitionIds?.toSorted(),
    )
      ? [vscode.l10n.t('roles that may be assigned')]
      : []),
    ...(differs((grant) => grant.kind === 'eligible' && grant.authorization.justInTimeAccessPolicy)
      ? [vscode.l10n.t('activation policy')]
      : []),
  ].join(', ');
}
