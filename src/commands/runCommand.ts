import {
  callWithTelemetryAndErrorHandling,
  type IActionContext,
  type IAzExtOutputChannel,
  registerUIExtensionVariables,
} from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { type CommandId, commandIds } from '../commandIds.ts';
import { JournalError } from '../delegations/journal/journalError.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalOutcome } from '../delegations/removal/outcome.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { errorText } from '../wording/errorText.ts';
import { journalErrorText } from '../wording/journalErrorText.ts';
import { logError } from '../wording/logError.ts';
import { approveCloud } from './approveCloud.ts';
import { checkAll } from './checkAll.ts';
import { checkOnboardingFiles } from './checkOnboardingFiles.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { compareWithDelegation } from './compareWithDelegation.ts';
import { copyAsAzureCli, copyAsPowerShell, copyResourceId } from './copy.ts';
import { eraseHistory } from './eraseHistory.ts';
import { clearFilter, filter } from './filter.ts';
import { findDelegation } from './findDelegation.ts';
import { groupByCustomer, ungroup } from './groupByCustomer.ts';
import { newOnboardingTemplate } from './newOnboardingTemplate.ts';
import { openInPortal } from './openInPortal.ts';
import { openWalkthrough } from './openWalkthrough.ts';
import { refresh, refreshAll } from './refresh.ts';
import { removalHistory } from './removalHistory.ts';
import { removeAllDelegations } from './removeAllDelegations.ts';
import { removeDelegation } from './removeDelegation.ts';
import { removeOne } from './removeOne.ts';
import { reportIssue } from './reportIssue.ts';
import { revokeAccess } from './revokeAccess.ts';
import type { reports } from './reports.ts';
import { saveOnboardingTemplate } from './saveOnboardingTemplate.ts';
import { removeUnusedOffers } from './removeUnusedOffers.ts';
import { selectCloud } from './selectCloud.ts';
import { signIn, signInToTenant } from './signIn.ts';
import { throwIfReadOnly } from './throwIfReadOnly.ts';
import { viewProperties } from './viewProperties.ts';

const actions: Readonly<Record<Exclude<CommandId, typeof commandIds.showLog>, CommandAction>> = {
  [commandIds.signIn]: signIn,
  [commandIds.signInToTenant]: signInToTenant,
  [commandIds.refresh]: refresh,
  [commandIds.refreshAll]: refreshAll,
  [commandIds.findDelegation]: findDelegation,
  [commandIds.filter]: filter,
  [commandIds.clearFilter]: clearFilter,
  [commandIds.groupByCustomer]: groupByCustomer,
  [commandIds.ungroup]: ungroup,
  [commandIds.checkAll]: checkAll,
  [commandIds.removeDelegation]: removeDelegation,
  [commandIds.saveOnboardingTemplate]: saveOnboardingTemplate,
  [commandIds.removalHistory]: removalHistory,
  [commandIds.eraseHistory]: eraseHistory,
  [commandIds.removeAllDelegations]: removeAllDelegations,
  [commandIds.removeUnusedOffers]: removeUnusedOffers,
  [commandIds.viewProperties]: viewProperties,
  [commandIds.viewDetails]: report('viewDetails'),
  [commandIds.exportInventory]: report('exportInventory'),
  [commandIds.auditDelegations]: report('auditDelegations'),
  [commandIds.compareWithSnapshot]: report('compareWithSnapshot'),
  [commandIds.showActivity]: report('showActivity'),
  [commandIds.copyResourceId]: copyResourceId,
  [commandIds.copyAsAzureCli]: copyAsAzureCli,
  [commandIds.copyAsPowerShell]: copyAsPowerShell,
  [commandIds.openInPortal]: openInPortal,
  [commandIds.newOnboardingTemplate]: newOnboardingTemplate,
  [commandIds.checkOnboardingFiles]: checkOnboardingFiles,
  [commandIds.compareWithDelegation]: compareWithDelegation,
  [commandIds.approveCloud]: approveCloud,
  [commandIds.selectCloud]: selectCloud,
  [commandIds.openWalkthrough]: openWalkthrough,
  [commandIds.reportIssue]: reportIssue,
  [commandIds.revokeAccess]: revokeAccess,
};

/** A command of the bundle of reports, which is loaded with the first of them. */
function report(name: keyof typeof reports): CommandAction {
  return async (...args) => {
    const bundle = await import('./reports.ts');
    return bundle.reports[name](...args);
  };
}

let prepared = false;

/** Runs a command and words what goes wrong. Never rejects. */
export async function runCommand(
  id: keyof typeof actions,
  context: CommandContext,
  args: readonly unknown[],
): Promise<void> {
  await wordingErrors(id, context, async (action) => {
    const [record] = args.filter((arg) => typeof arg === 'string');
    await actions[id](context, action, record === undefined ? rowsOf(id, args, context) : [], record);
  });
}

/**
 * Removes a delegation that something else than a row names, as *Remove Delegation…* does, the question included. Never
 * rejects: nothing is returned where the user leaves, or was shown an error.
 */
export async function runRemoval(
  placed: PlacedDelegation,
  context: CommandContext,
): Promise<RemovalOutcome | undefined> {
  return wordingErrors(commandIds.removeDelegation, context, (action) => {
    throwIfReadOnly();
    return removeOne(context, action, placed);
  });
}

/** Runs what a command does, and shows what goes wrong; nothing is returned then. */
async function wordingErrors<T>(
  id: CommandId,
  context: CommandContext,
  run: (action: IActionContext) => Promise<T>,
): Promise<T | undefined> {
  if (!prepared) {
    registerUIExtensionVariables({
      context: withoutTelemetry(context.extension),
      outputChannel: quietChannel(context.log),
    });
    prepared = true;
  }
  return callWithTelemetryAndErrorHandling(id, async (action) => {
    action.telemetry.suppressAll = true;
    action.errorHandling.suppressReportIssue = true;
    action.errorHandling.buttons = [
      {
        title: vscode.l10n.t('Show Log'),
        callback: () => {
          context.log.show();
          return Promise.resolve();
        },
      },
    ];
    try {
      return await run(action);
    } catch (error) {
      if (JournalError.is(error)) throw new Error(journalErrorText(error), { cause: error });
      if (!ArmError.is(error)) throw error;
      logError(context.log, id, error);
      throw new Error(errorText(error), { cause: error });
    }
  });
}

/** Commands that belong to the view as a whole, or to an editor, where they are not called on a row. */
const viewCommands: ReadonlySet<string> = new Set([
  commandIds.signIn,
  commandIds.signInToTenant,
  commandIds.refresh,
  commandIds.refreshAll,
  commandIds.findDelegation,
  commandIds.filter,
  commandIds.clearFilter,
  commandIds.groupByCustomer,
  commandIds.ungroup,
  commandIds.checkAll,
  commandIds.approveCloud,
  commandIds.newOnboardingTemplate,
  commandIds.checkOnboardingFiles,
  commandIds.auditDelegations,
  commandIds.compareWithSnapshot,
  commandIds.exportInventory,
  commandIds.compareWithDelegation,
  commandIds.revokeAccess,
]);

/**
 * A menu passes the row that was clicked and all selected ones, where it is among them; the palette passes nothing.
 * The clicked one comes first, so that what works on one row alone works on that.
 *
 * @throws Error where the view was drawn anew at that moment and does not know the row any more: a command that then
 * asked for another target would not do what was clicked
 */
function rowsOf(id: CommandId, args: readonly unknown[], { tree }: CommandContext): readonly TreeNode[] {
  const [clicked, selected] = args;
  const others: readonly unknown[] = Array.isArray(selected) ? selected : [];
  // A link in a tooltip passes the id of its row.
  const named = typeof clicked === 'string' ? tree.rowOf(clicked) : clicked;
  const rows = [...new Set([named, ...others])].filter(isTreeNode);
  if (args.length > 0 && rows.length === 0 && !viewCommands.has(id))
    throw new Error(vscode.l10n.t('The view was just drawn anew. Try again.'));
  return rows;
}

function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/**
 * The utilities ask for the key of a telemetry account, which this extension has none of: what it is for was left out
 * of the bundle.
 */
function withoutTelemetry(extension: vscode.ExtensionContext): vscode.ExtensionContext {
  const packageJSON: unknown = { ...(extension.extension.packageJSON as object), aiKey: 'none' };
  return Object.create(extension, {
    extension: {
      value: Object.create(extension.extension, { packageJSON: { value: packageJSON } }) as unknown,
    },
  }) as vscode.ExtensionContext;
}

/** The utilities log each error's message, which may name people and tenants: not at the level that is kept. */
function quietChannel(log: vscode.LogOutputChannel): IAzExtOutputChannel {
  return Object.assign(Object.create(log) as vscode.LogOutputChannel, {
    appendLog: (message: string) => log.debug(message),
  });
}
