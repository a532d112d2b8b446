import * as vscode from 'vscode';
import { grantsOf } from '../delegations/delegation.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { ownerRoleId, roleName } from '../delegations/roles.ts';
import { grantText, principalText } from '../wording/grantText.ts';
import { type Names, offerText, placeText, tenantText } from '../wording/names.ts';
import { serviceProvidersUrl } from './portalUrl.ts';
import { azureCliCommand, powerShellCommand } from './shellCommands.ts';

/**
 * A message, line by line, to somebody of the customer who can remove a delegation: which one, where to find it, and how.
 *
 * @param portal base URL without a trailing slash
 */
export function customerRequest(
  { delegation, row }: PlacedDelegation,
  names: Names,
  portal: string,
): readonly string[] {
  const customerId = row.subscription.tenantId;
  const losses = grantsOf(delegation).map(
    (grant) => `- ${principalText(grant)}: ${grantText(grant, names.roleNames)}`,
  );
  return [
    vscode.l10n.t('Please remove this Azure Lighthouse delegation:'),
    '',
    vscode.l10n.t('Delegation: {0}', offerText(delegation)),
    placeText(delegation, row.subscription),
    vscode.l10n.t('Subscription ID: {0}', row.subscription.id),
    vscode.l10n.t('Customer: {0}', named(names, customerId)),
    vscode.l10n.t('Managing tenant: {0}', named(names, row.managingTenantId)),
    vscode.l10n.t('Resource ID: {0}', delegation.id),
    '',
    vscode.l10n.t(
      'It takes a role on that scope that may assign roles, such as {0}.',
      roleName(ownerRoleId, names.roleNames),
    ),
    vscode.l10n.t('In the Azure portal, it is on the page “Service providers”, under “Delegations”:'),
    serviceProvidersUrl(portal, customerId),
    vscode.l10n.t('Or with the Azure CLI:'),
    azureCliCommand(delegation),
    vscode.l10n.t('Or with Azure PowerShell:'),
    powerShellCommand(delegation),
    ...(losses.length > 0 ? ['', vscode.l10n.t('This access ends with it:'), ...losses] : []),
  ];
}

function named(names: Names, tenantId: string): string {
  const name = tenantText(names.tenant(tenantId), tenantId);
  return name === tenantId ? tenantId : `${name} (${tenantId})`;
}
