import * as vscode from 'vscode';
import type { Grant } from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { RemovalPlan } from '../delegations/removal/plan.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { offerText, subscriptionText, tenantText } from '../wording/names.ts';
import { inSentence, plainText } from '../wording/plainText.ts';
import { parseScope } from '../arm/resourceIds.ts';

/** What is asked before a removal. `detail` has at most a dozen lines. */
export interface Confirmation {
  readonly question: string;
  readonly detail: string;
}

/** Names the delegation, its scope, the customer, and who loses which role. */
export function confirmationText(
  plan: RemovalPlan,
  row: DelegatedSubscription,
  estate: Estate,
): Confirmation {
  const customerId = (plan.customerTenantId ?? row.subscription.tenantId).toLowerCase();
  const customer = tenantText(estate.tenant(customerId), customerId);
  const manager = tenantText(estate.tenant(row.managingTenantId), row.managingTenantId);
  const resourceGroup = parseScope(plan.target.scope)?.resourceGroupName;
  const subscription = inSentence(subscriptionText(row.subscription));
  const offer = offerText({ assignment: plan.assignment, name: plan.target.name });
  return {
    question: vscode.l10n.t('Remove the delegation “{0}”?', inSentence(offer)),
    detail: [
      resourceGroup === undefined
        ? vscode.l10n.t('Scope: subscription {0}', subscription)
        : vscode.l10n.t(
            'Scope: resource group {0} of {1}',
            inSentence(plainText(resourceGroup)),
            subscription,
          ),
      vscode.l10n.t('Customer: {0}', inSentence(customer)),
      vscode.l10n.t('Managing tenant: {0}', inSentence(manager)),
      ...(plan.marketplacePlan ? [vscode.l10n.t('It was bought as a Marketplace offer.')] : []),
      '',
      ...lossLines(plan.losses, estate),
      '',
      vscode.l10n.t('There is no undo: only the customer can delegate again.'),
    ].join('\n'),
  };
}

const linesForLosses = 5;

function lossLines(losses: readonly Grant[] | undefined, estate: Estate): readonly string[] {
  if (losses === undefined) return [vscode.l10n.t('Azure does not tell who loses access.')];
  if (losses.length === 0) return [vscode.l10n.t('It grants no role to anybody.')];
  // One line for each principal, with all of its roles.
  const principals = [...Map.groupBy(losses, ({ authorization }) => authorization.principalId).values()];
  const lines = principals.map((grants) => {
    const [first] = grants;
    const roles = grants.map((grant) => grantText(grant, estate.roleNames)).join('; ');
    return first === undefined ? '' : `• ${inSentence(principalText(first))}: ${roles}`;
  });
  const shown = lines.length > linesForLosses ? lines.slice(0, linesForLosses - 1) : lines;
  const left = lines.length - shown.length;
  return [
    vscode.l10n.t('These lose access:'),
    ...shown,
    ...(left > 0 ? [vscode.l10n.t('• and {0} more', left)] : []),
  ];
}
