import * as vscode from 'vscode';
import { type Cloud, type CloudProblem, cloudFromSettings } from './cloud.ts';

/** The editor's own section for clouds. Its settings have no scope, so a folder may carry them. */
export const cloudSection = 'microsoft-sovereign-cloud';

/** What the user's settings say about the cloud, and whether the opened folder tried to say something else. */
export interface UserCloud {
  readonly cloud: Cloud | CloudProblem;
  /** A folder or workspace that was opened names a cloud; it was not listened to. */
  readonly folderIgnored: boolean;
}

/**
 * Reads the cloud from the user's own settings alone. A workspace could otherwise name a resource manager of its
 * choice and be sent a token.
 */
export function readUserCloud(): UserCloud {
  const section = vscode.workspace.getConfiguration(cloudSection);
  const environment = section.inspect('environment');
  const customEnvironment = section.inspect('customEnvironment');
  return {
    cloud: cloudFromSettings(environment?.globalValue, customEnvironment?.globalValue),
    folderIgnored: [environment, customEnvironment].some(
      (value) => value?.workspaceValue !== undefined || value?.workspaceFolderValue !== undefined,
    ),
  };
}

const approvedSetting = 'trustedResourceManagers';

/** Whether a token may go to a cloud: a known one, or a custom one whose origin the user approved. */
export function isApproved(cloud: Cloud): boolean {
  return !cloud.custom || approvedOrigins().includes(new URL(cloud.resourceManager).origin);
}

/** Remembers, in the user's settings, that a custom cloud may be sent tokens. */
export async function approve(cloud: Cloud): Promise<void> {
  const origins = new Set([...approvedOrigins(), new URL(cloud.resourceManager).origin]);
  await vscode.workspace
    .getConfiguration('azureDelegations')
    .update(approvedSetting, [...origins], vscode.ConfigurationTarget.Global);
}

function approvedOrigins(): readonly string[] {
  const value = vscode.workspace
    .getConfiguration('azureDelegations')
    .inspect<readonly unknown[]>(approvedSetting)?.globalValue;
  return Array.isArray(value) ? value.filter((origin) => typeof origin === 'string') : [];
}

/** The clouds that the editor's setting knows; the public one is the setting's absence. */
export type CloudChoice = 'public' | 'USGovernment' | 'ChinaCloud' | 'custom';

/** What the user's settings name now; something unknown is none of them. */
export function chosenCloud(): unknown {
  const value = vscode.workspace.getConfiguration(cloudSection).inspect('environment')?.globalValue;
  return value === undefined || value === null || value === '' ? 'public' : value;
}

/** Writes the user's setting. Rejects where the editor does not know it, as without its Microsoft sign-in. */
export async function chooseCloud(choice: CloudChoice): Promise<void> {
  await vscode.workspace
    .getConfiguration(cloudSection)
    .update('environment', choice === 'public' ? undefined : choice, vscode.ConfigurationTarget.Global);
}

/** The resource manager of the custom cloud that the user's settings describe, where they do so in full. */
export function customCloudOrigin(): string | undefined {
  const described = vscode.workspace.getConfiguration(cloudSection).inspect('customEnvironment')?.globalValue;
  const cloud = cloudFromSettings('custom', described);
  return 'problem' in cloud ? undefined : new URL(cloud.resourceManager).origin;
}
