import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import { ArmError } from '../arm/errors.ts';
import { audit, auditedInventory, type AuditResult } from '../delegations/audit/audit.ts';
import type { OnboardingRestriction } from '../delegations/audit/auditRule.ts';
import {
  onboardingPolicyRule,
  ownSubscriptions,
  signedInPeople,
} from '../delegations/audit/auditedAccounts.ts';
import { readOnboardingRestrictions } from '../delegations/audit/onboardingPolicy.ts';
import { sarifLog } from '../delegations/audit/sarif.ts';
import { auditDocument } from '../documents/auditDocument.ts';
import { markdownDocument } from '../documents/markdown.ts';
import { allowedManagingTenants, rulesSwitchedOff } from '../settings.ts';
import { findingText, ruleAdvice, ruleTitle } from '../wording/auditText.ts';
import { shortErrorText } from '../wording/errorText.ts';
import { inventoryProblemText } from '../wording/inventoryProblemText.ts';
import { logError } from '../wording/logError.ts';
import { offerText, subscriptionText } from '../wording/names.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { inventoryWithProgress } from './inventoryWithProgress.ts';
import { dayOf, saveReport } from './saveReport.ts';

/** Looks through the whole estate, shows what it found as a document and on the rows, and offers to export it. */
export const auditDelegations: CommandAction = async (context, action) => {
  const { estate, documents, findings } = context;
  const inventory = await inventoryWithProgress(context);
  if (!inventory) return;
  const off = rulesSwitchedOff();
  const restrictions = off.has(onboardingPolicyRule) ? [] : await restrictionsOf(context);
  if (!restrictions) return;
  const result = audit(
    {
      ...auditedInventory(inventory),
      restrictions,
      allowedManagingTenants: allowedManagingTenants(),
      people: signedInPeople(estate.snapshot),
      now: inventory.takenAt.getTime(),
    },
    off,
  );
  const notChecked = [
    ...inventory.problems.map((problem) => inventoryProblemText(problem, estate)),
    ...result.untold.map(({ row, delegation }) =>
      vscode.l10n.t(
        'Who holds what by {0} ({1}): not told by Azure',
        offerText(delegation),
        subscriptionText(row.subscription),
      ),
    ),
    ...restrictions.flatMap(({ subscription, error }) =>
      error
        ? [vscode.l10n.t('The policies of {0}: {1}', subscriptionText(subscription), shortErrorText(error))]
        : [],
    ),
  ];
  findings.show(
    result.findings.map((finding) => ({ finding, text: findingText(finding, estate.roleNames) })),
  );
  const report = auditDocument(result, notChecked, inventory.takenAt, estate);
  await documents.show({ title: vscode.l10n.t('Audit of delegations'), key: 'audit', pieces: report });
  offerExport(
    { result, notChecked, at: inventory.takenAt, markdown: () => markdownDocument(report) },
    context,
    action,
  );
};

/** Nothing where the user cancels. */
async function restrictionsOf({
  estate,
  session,
  log,
}: CommandContext): Promise<readonly OnboardingRestriction[] | undefined> {
  const own = ownSubscriptions(estate.snapshot);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading policies'),
      cancellable: true,
    },
    async (_progress, token) => {
      const signal = cancelledBy(token);
      try {
        const restrictions = await readOnboardingRestrictions(own, session, signal);
        for (const { subscription, error } of restrictions)
          if (error) logError(log, `Policies of ${subscription.id}`, error);
        return restrictions;
      } catch (error) {
        if (signal.aborted || ArmError.is(error, 'cancelled')) return undefined;
        throw error;
      }
    },
  );
}

interface AuditReport {
  readonly result: AuditResult;
  readonly notChecked: readonly string[];
  readonly at: Date;
  readonly markdown: () => string;
}

function offerExport(report: AuditReport, context: CommandContext, action: IActionContext): void {
  const { findings } = report.result;
  const [sarif, markdown] = [vscode.l10n.t('Export as SARIF…'), vscode.l10n.t('Export as Markdown…')];
  const message =
    findings.length === 0
      ? vscode.l10n.t('The audit found nothing.')
      : findings.length === 1
        ? vscode.l10n.t('The audit found 1 thing.')
        : vscode.l10n.t('The audit found {0} things.', findings.length);
  void vscode.window
    .showInformationMessage(message, sarif, markdown)
    .then(async (answer) => {
      const name = `azure-delegations-audit-${dayOf(report.at)}`;
      if (answer === sarif)
        await saveReport({ name, extension: 'sarif', text: sarifText(report, context) }, context, action);
      if (answer === markdown)
        await saveReport({ name, extension: 'md', text: report.markdown() }, context, action);
    })
    .then(undefined, (error: unknown) => {
      // The user declining the warning is no error.
      if (
        error instanceof Error &&
        error.name !== 'UserCancelledError' &&
        !/cancel/i.test(error.constructor.name)
      )
        void vscode.window.showErrorMessage(error.message);
    });
}

function sarifText({ result, notChecked, at }: AuditReport, { estate, extension }: CommandContext): string {
  const { version } = extension.extension.packageJSON as { readonly version: string };
  const log = sarifLog(
    result,
    {
      rule: ({ id }) => ruleTitle(id),
      remedy: ({ id }) => ruleAdvice(id),
      finding: (finding) => findingText(finding, estate.roleNames),
      notChecked,
    },
    { version, at },
  );
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
