import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { TreeNode } from '../tree/treeNode.ts';
import type { CommandContext } from './commandContext.ts';

/**
 * What a command does.
 *
 * @param action asks the user; throws UserCancelledError where the user declines
 * @param nodes the rows that it was called on; none from the palette
 * @param record the name of a record of the journal, where it was called for one
 */
export type CommandAction = (
  context: CommandContext,
  action: IActionContext,
  nodes: readonly TreeNode[],
  record?: string,
) => Promise<void>;
