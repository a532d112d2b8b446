import * as vscode from 'vscode';

/** The section of every setting of the extension. */
export const settingsSection = 'azureDelegations';

/** The extension's settings, by their names below the section. All have application scope. */
export const settingNames = {
  deleteConfirmation: 'deleteConfirmation',
  readOnly: 'readOnly',
  historyDays: 'history.days',
  trustedResourceManagers: 'trustedResourceManagers',
} as const;

/** Whether the extension only looks, and nothing can be removed. */
export function isReadOnly(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get(settingNames.readOnly) === true;
}

/** For how many days finished removals are remembered. */
export function historyDays(): number {
  const days: unknown = vscode.workspace.getConfiguration(settingsSection).get(settingNames.historyDays);
  return typeof days === 'number' && days >= 1 ? days : 365;
}

/** Whether the name has to be typed before a delegation is removed, as it always has to be where others may lose access. */
export function asksForName(): boolean {
  return (
    vscode.workspace.getConfiguration(settingsSection).get(settingNames.deleteConfirmation) === 'EnterName'
  );
}
