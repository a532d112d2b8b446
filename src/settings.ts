import * as vscode from 'vscode';
import type { Severity } from './onboarding/rules/ruleCodes.ts';
import { type AuthenticationMode, authenticationModes } from './auth/authenticationMode.ts';

/** The section of every setting of the extension. */
export const settingsSection = 'azureDelegations';

/**
 * The extension's settings, by their names below the section. All have application scope, but for the rules for files,
 * which a folder brings along with its files.
 */
export const settingNames = {
  deleteConfirmation: 'deleteConfirmation',
  authentication: 'authentication',
  readOnly: 'readOnly',
  historyDays: 'history.days',
  onboardingRules: 'onboarding.rules',
  groupByCustomer: 'groupByCustomer',
  trustedResourceManagers: 'trustedResourceManagers',
  auditRules: 'audit.rules',
  allowedManagingTenants: 'audit.allowedManagingTenants',
  announceNewDelegations: 'announceNewDelegations',
  allowAgents: 'allowAgents',
} as const;

/** How tokens are obtained; the editor's accounts where the setting says nothing that is known. */
export function authenticationMode(): AuthenticationMode {
  const value: unknown = vscode.workspace.getConfiguration(settingsSection).get(settingNames.authentication);
  return authenticationModes.find((mode) => mode === value) ?? 'vscode';
}

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

/** The severities that somebody has set for rules for onboarding files, by the codes of the rules. */
export function onboardingSeverities(resource?: vscode.Uri): ReadonlyMap<string, Severity> {
  const set: unknown = vscode.workspace
    .getConfiguration(settingsSection, resource)
    .get(settingNames.onboardingRules);
  if (typeof set !== 'object' || set === null) return new Map();
  return new Map(Object.entries(set).filter((entry): entry is [string, Severity] => isSeverity(entry[1])));
}

function isSeverity(value: unknown): value is Severity {
  return typeof value === 'string' && ['error', 'warning', 'information', 'hint', 'off'].includes(value);
}

/** Whether the tree puts customers between managing tenants and subscriptions. */
export function isGroupedByCustomer(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get(settingNames.groupByCustomer) === true;
}

/** Groups the tree by customer, or not, from now on. */
export async function groupByCustomer(isGrouped: boolean): Promise<void> {
  await vscode.workspace
    .getConfiguration(settingsSection)
    .update(settingNames.groupByCustomer, isGrouped, vscode.ConfigurationTarget.Global);
}

/** The ids of the audit's rules that are switched off. */
export function rulesSwitchedOff(): ReadonlySet<string> {
  const rules: unknown = vscode.workspace.getConfiguration(settingsSection).get(settingNames.auditRules);
  const entries = typeof rules === 'object' && rules !== null ? Object.entries(rules) : [];
  return new Set(entries.flatMap(([id, isOn]) => (isOn === false ? [id] : [])));
}

/** The ids of the tenants that may manage, in lower case; empty where all may. */
export function allowedManagingTenants(): ReadonlySet<string> {
  const ids: unknown = vscode.workspace
    .getConfiguration(settingsSection)
    .get(settingNames.allowedManagingTenants);
  const texts = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  return new Set(texts.map((id) => id.trim().toLowerCase()).filter((id) => id !== ''));
}

/** Whether the user wants to hear of delegations that are new since the last look. */
export function announcesNewDelegations(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get(settingNames.announceNewDelegations) === true;
}

/** Whether chat agents may use the extension's tools. */
export function allowsAgents(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get(settingNames.allowAgents) === true;
}
