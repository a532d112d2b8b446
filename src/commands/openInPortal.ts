import { openUrl } from '@microsoft/vscode-azext-utils';
import type { TreeNode } from '../tree/treeNode.ts';
import { pickDelegation } from './pickDelegation.ts';
import { portalUrl } from './portalUrl.ts';
import type { CommandAction } from './commandAction.ts';

/** Opens the portal's page for a row, in the directory that the row was reached through. */
export const openInPortal: CommandAction = async (context, action, [clicked]) => {
  const node: TreeNode = clicked ?? { kind: 'assignment', ...(await pickDelegation(context, action)) };
  const url = portalUrl(context.session.portal, node);
  if (url !== undefined) await openUrl(url);
};
