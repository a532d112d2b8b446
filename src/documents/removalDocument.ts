import * as vscode from 'vscode';
import { grantsOf } from '../delegations/delegation.ts';
import { evidenceOf, type RemovalEvidence } from '../delegations/journal/evidence.ts';
import type { OutcomeFacts } from '../delegations/journal/outcomeFacts.ts';
import type { RecordedRemoval } from '../delegations/journal/recordedRemoval.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { removalNames } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import { outcomeFactsText, proofText, timeText } from '../wording/recordText.ts';
import { fields, heading, type Markdown, paragraph, table } from './markdown.ts';

/** What is told of a removal to somebody who was not there. Times in UTC are beside those of this computer. */
export function removalDocument(
  removal: RecordedRemoval,
  roleNames: ReadonlyMap<string, string>,
): readonly Markdown[] {
  const evidence = evidenceOf(removal);
  const { offer } = removalNames(removal.target, removal.assignment);
  return [
    heading(1, vscode.l10n.t('Removal of “{0}”', offer)),
    paragraph(
      evidence.after
        ? vscode.l10n.t('Outcome: {0}.', outcomeFactsText(evidence.after))
        : vscode.l10n.t('How it ended is not known yet.'),
    ),
    heading(2, vscode.l10n.t('What')),
    whatFields(evidence),
    heading(2, vscode.l10n.t('Who and when')),
    whoFields(evidence),
    heading(2, vscode.l10n.t('Access before')),
    accessBefore(evidence, roleNames),
    heading(2, vscode.l10n.t('After')),
    evidence.after
      ? fields(afterPairs(evidence.after))
      : paragraph(vscode.l10n.t('Nothing was read since the request.')),
    heading(2, vscode.l10n.t('Requests')),
    ...requests(evidence),
  ];
}

function whatFields({ what, before, confirmed }: RemovalEvidence): Markdown {
  const { registrationDefinitionId, registrationDefinition } = before.properties ?? {};
  const { managedByTenantId, managedByTenantName, manageeTenantId, manageeTenantName } =
    registrationDefinition?.properties ?? {};
  const { marketplacePlan: plan } = confirmed;
  return fields([
    [vscode.l10n.t('Registration assignment'), plainText(what.id, '', 500)],
    [vscode.l10n.t('Registration definition'), plainText(registrationDefinitionId, '', 500)],
    [vscode.l10n.t('Subscription'), named(what.subscriptionName, what.subscriptionId)],
    [vscode.l10n.t('Managing tenant'), named(managedByTenantName, managedByTenantId)],
    [vscode.l10n.t('Customer tenant'), named(manageeTenantName, manageeTenantId)],
    [vscode.l10n.t('Delegated since'), what.createdAt && bothTimes(what.createdAt)],
    [
      vscode.l10n.t('Marketplace plan'),
      plan && plainText([plan.publisher, plan.product, plan.name, plan.version].join(' · ')),
    ],
  ]);
}

function whoFields({ who, when }: RemovalEvidence): Markdown {
  return fields([
    [vscode.l10n.t('Account'), named(who.accountLabel, who.accountId)],
    [vscode.l10n.t('Through tenant'), plainText(who.tenantId)],
    [vscode.l10n.t('Resource manager'), plainText(who.resourceManager)],
    [vscode.l10n.t('Recorded, before the request'), bothTimes(when.opened)],
    [vscode.l10n.t('Accepted by Azure'), when.accepted && bothTimes(when.accepted)],
    [vscode.l10n.t('Called done by Azure'), when.succeeded && bothTimes(when.succeeded)],
    [vscode.l10n.t('Outcome found'), when.finished && bothTimes(when.finished)],
  ]);
}

function accessBefore({ before }: RemovalEvidence, roleNames: ReadonlyMap<string, string>): Markdown {
  const grants = grantsOf({ assignment: before });
  if (grants.length === 0) return paragraph(vscode.l10n.t('Azure did not tell who had access.'));
  return table(
    [vscode.l10n.t('Who'), vscode.l10n.t('Id'), vscode.l10n.t('Role')],
    grants.map((grant) => [
      principalText(grant),
      plainText(grant.authorization.principalId),
      grantText(grant, roleNames),
    ]),
  );
}

function afterPairs(after: OutcomeFacts): readonly (readonly [string, string | undefined])[] {
  const heard = 'heard' in after ? after.heard : undefined;
  const error =
    (heard && 'error' in heard ? heard.error : undefined) ?? ('error' in after ? after.error : undefined);
  const successor = after.kind === 'removed' ? after.successor?.systemData?.createdAt : undefined;
  return [
    [vscode.l10n.t('Outcome'), outcomeFactsText(after)],
    [vscode.l10n.t('Known because'), after.kind === 'removed' ? proofText(after.proof) : undefined],
    [
      vscode.l10n.t('Subscription'),
      after.kind === 'removed' && after.sightLost
        ? vscode.l10n.t('no longer visible to the account')
        : undefined,
    ],
    [
      vscode.l10n.t('Azure’s last word'),
      error && plainText([error.status, error.code, error.message].filter(Boolean).join(' '), '', 500),
    ],
    [vscode.l10n.t('The newer delegation was created'), successor && bothTimes(successor)],
  ];
}

function requests({ azure }: RemovalEvidence): readonly Markdown[] {
  const { operation, requests: known } = azure;
  if (operation === undefined && known.length === 0)
    return [paragraph(vscode.l10n.t('No answer of Azure is known.'))];
  return [
    ...(operation === undefined
      ? []
      : [fields([[vscode.l10n.t('Operation'), plainText(operation, '', 1_000)]])]),
    ...(known.length === 0
      ? []
      : [
          table(
            ['x-ms-request-id', 'x-ms-correlation-request-id'],
            known.map(({ requestId, correlationId }) => [plainText(requestId), plainText(correlationId)]),
          ),
        ]),
  ];
}

function named(name: string | undefined, id: string | undefined): string {
  const [shownName, shownId] = [plainText(name), plainText(id)];
  return shownName === '' || shownId === '' ? shownName + shownId : `${shownName} (${shownId})`;
}

/** A time as UTC, and as this computer's; what is no time as it is. */
function bothTimes(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? plainText(iso) : `${new Date(iso).toISOString()} (${timeText(iso)})`;
}
