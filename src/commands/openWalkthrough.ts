import * as vscode from 'vscode';
import type { CommandAction } from './commandAction.ts';

/** Opens the first steps with the extension. */
export const openWalkthrough: CommandAction = async ({ extension }) => {
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    `${extension.extension.id}#firstSteps`,
    false,
  );
};
