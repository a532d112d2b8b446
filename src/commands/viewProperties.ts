import { openReadOnlyJson } from '@microsoft/vscode-azext-utils';
import { documentName } from '../documents/documentName.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { offerText, subscriptionText, tenantText } from '../wording/names.ts';
import type { CommandContext } from './commandContext.ts';
import { pickDelegation } from './pickDelegation.ts';
import type { CommandAction } from './commandAction.ts';

/** Shows what Azure says of a row, as JSON. */
export const viewProperties: CommandAction = async (context, action, [clicked]) => {
  const node: TreeNode = clicked ?? { kind: 'assignment', ...(await pickDelegation(context, action)) };
  const document = documentOf(node, context);
  if (document)
    await openReadOnlyJson({ label: documentName(document.label), fullId: document.id }, document.body);
};

interface Document {
  readonly label: string;
  readonly id: string;
  readonly body: object;
}

function documentOf(node: TreeNode, { estate }: CommandContext): Document | undefined {
  switch (node.kind) {
    case 'managingTenant':
    case 'customer': {
      const { id, subscriptions } =
        node.kind === 'customer' ? { ...node, id: node.tenantId } : node.managingTenant;
      const tenant = estate.tenant(id) ?? { id };
      return {
        label: tenantText(tenant, id),
        id: `/tenants/${id}`,
        body: {
          ...tenant,
          delegatedSubscriptions: subscriptions.map(({ subscription, door, direction }) => ({
            direction,
            through: door,
            subscription,
          })),
        },
      };
    }
    case 'subscription':
    case 'nothing':
      return {
        label: subscriptionText(node.row.subscription),
        id: node.row.key,
        body: { ...node.row.subscription, through: node.row.door },
      };
    case 'assignment':
      return {
        label: offerText(node.delegation),
        id: node.delegation.key,
        body: node.delegation.assignment,
      };
    case 'authorization':
      return {
        label: offerText(node.delegation),
        id: `${node.delegation.key}/authorizations/${node.index}`,
        body: node.grant.authorization,
      };
    case 'problem':
    case 'tenantProblem':
    case 'accountProblem':
    case 'unchecked':
      return undefined;
  }
}
