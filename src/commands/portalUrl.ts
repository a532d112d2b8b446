import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { TreeNode } from '../tree/treeNode.ts';

/** The portal's pages for Azure Lighthouse: of those who manage, and of those who are managed. */
const pages = {
  outgoing: 'view/Microsoft_Azure_CustomerHub/MyCustomersBladeV2',
  incoming: 'view/Microsoft_Azure_CustomerHub/ServiceProvidersBladeV2/~/providers',
} as const;

/** Where the portal lets a user activate eligible roles for Azure resources. */
const activationPage = 'view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/azurerbac';

/** Where somebody of a customer finds what is delegated. */
export function serviceProvidersUrl(portal: string, tenantId: string): string {
  return urlOf(portal, tenantId, pages.incoming);
}

/** Where somebody activates a role that is eligible in Privileged Identity Management. */
export function activationUrl(portal: string, tenantId: string): string {
  return urlOf(portal, tenantId, activationPage);
}

/**
 * Where the portal shows a row: a subscription has a page of its own, a delegation is on the page of its side. The
 * directory is the tenant that the row was reached through.
 *
 * @param portal base URL without a trailing slash
 */
export function portalUrl(portal: string, node: TreeNode): string | undefined {
  const pageOf = (row: DelegatedSubscription, page: string): string => urlOf(portal, row.door.tenantId, page);
  const pageOfAll = ([row]: readonly DelegatedSubscription[]): string | undefined =>
    row && pageOf(row, pages[row.direction]);
  switch (node.kind) {
    case 'managingTenant':
      return pageOfAll(node.managingTenant.subscriptions);
    case 'customer':
      return pageOfAll(node.subscriptions);
    case 'subscription':
    case 'nothing':
      return pageOf(node.row, `resource/subscriptions/${node.row.subscription.id}/overview`);
    case 'assignment':
    case 'authorization':
      return pageOf(node.row, pages[node.row.direction]);
    case 'problem':
    case 'tenantProblem':
    case 'accountProblem':
    case 'unchecked':
      return undefined;
  }
}

/** A page of the portal, in a directory. */
function urlOf(portal: string, tenantId: string, page: string): string {
  return `${portal}/#@${tenantId}/${page}`;
}
