import * as vscode from 'vscode';
import type { IActionContext } from '@microsoft/vscode-azext-utils';
import type { RegistrationAssignment } from '../arm/managedservices/models.ts';
import { ArmError } from '../arm/errors.ts';
import type { RecordedRemoval } from '../delegations/journal/recordedRemoval.ts';
import { type OnboardingFiles, onboardingFiles } from '../delegations/restore/onboardingFiles.ts';
import type { Recreated } from '../delegations/restore/onboardingTemplate.ts';
import type { RestorePlan } from '../delegations/restore/planRestore.ts';
import { planRestoreNow } from '../delegations/restore/planRestoreNow.ts';
import { type SavedDelegation, savedDelegation } from '../delegations/restore/savedDelegation.ts';
import { definitionChangeText } from '../wording/definitionChangeText.ts';
import { errorText } from '../wording/errorText.ts';
import { markdownText } from '../wording/markdownText.ts';
import { offerText } from '../wording/names.ts';
import { inSentence, plainText } from '../wording/plainText.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { connectAsRecorded } from './connectAsRecorded.ts';
import { findRecord } from './findRecord.ts';
import { pickDelegation } from './pickDelegation.ts';
import { saveTextFiles } from './saveTextFiles.ts';

/** Saves the files with which a customer recreates a delegation: of a row, of a record, or of the user's choice. */
export const saveOnboardingTemplate: CommandAction = async (context, action, [clicked], record) => {
  if (record !== undefined) return saveTemplateOfRecord(await findRecord(record, context), context, action);
  const { delegation } =
    clicked?.kind === 'assignment' || clicked?.kind === 'authorization'
      ? clicked
      : await pickDelegation(context, action);
  const { removal: azure } = await context.session.connect(delegation.door, 'silent');
  const assignment = await azure.readAssignment(
    delegation.scope,
    delegation.name,
    new AbortController().signal,
  );
  const saved = completeOf(assignment);
  // It is there now. Whoever restores it later may not find its definition any more.
  await save(saved, { recreate: 'definitionAndAssignment', savedAt: new Date() }, context, action);
};

/** The same for what a removal took, compared with what is there by now. */
export async function saveTemplateOfRecord(
  removal: RecordedRemoval,
  context: CommandContext,
  action: IActionContext,
): Promise<void> {
  const saved = completeOf(removal.assignment);
  const savedAt = new Date(removal.openedAt);
  let plan: RestorePlan;
  try {
    const azure = await connectAsRecorded(removal, context.session, 'silent');
    plan = await planRestoreNow(saved, azure, new AbortController().signal);
  } catch (error) {
    if (!ArmError.is(error)) throw error;
    const notCompared = vscode.l10n.t(
      'It could not be compared with what the subscription has now: whoever deploys it overwrites a definition that has changed since. {0}',
      errorText(error),
    );
    await save(saved, { recreate: 'definitionAndAssignment', savedAt, notCompared }, context, action);
    return;
  }
  await warnOfConflicts(plan, context, action);
  const recreate = plan.kind === 'recreate' ? plan.recreate : 'definitionAndAssignment';
  await save(saved, { recreate, savedAt }, context, action);
}

/** @throws Error where something is missing that it takes to recreate the delegation */
function completeOf(assignment: RegistrationAssignment): SavedDelegation {
  const saved = savedDelegation(assignment);
  if (saved.kind === 'complete') return saved;
  throw new Error(
    vscode.l10n.t(
      'No template can be made of this delegation: Azure did not tell, or not readably, its {0}.',
      saved.missing.join(', '),
    ),
  );
}

const mostChanges = 8;

/** Asks whether to go on where the files, once deployed, would change more than they restore. */
async function warnOfConflicts(
  plan: RestorePlan,
  { estate }: CommandContext,
  { ui }: IActionContext,
): Promise<void> {
  const { inItsPlace } = plan;
  const isThere =
    inItsPlace &&
    vscode.l10n.t(
      'There is a delegation with the same id now, created {0}. To deploy the files would put the saved one in its place.',
      plainText(inItsPlace.systemData?.createdAt, vscode.l10n.t('at an unknown time')),
    );
  if (plan.kind === 'recreate') {
    if (isThere !== undefined)
      await goOn(ui, vscode.l10n.t('This delegation was made again already.'), [isThere]);
    return;
  }
  const changes = plan.changes.map((change) => definitionChangeText(change, estate.roleNames));
  const shown = changes.length > mostChanges ? changes.slice(0, mostChanges - 1) : changes;
  const others = plan.usedBy.length;
  await goOn(ui, vscode.l10n.t('The registration definition has changed since.'), [
    vscode.l10n.t('To deploy the files would overwrite the definition that is there now. Changes:'),
    ...shown,
    ...(shown.length < changes.length
      ? [vscode.l10n.t('• and {0} more', changes.length - shown.length)]
      : []),
    ...(others === 0
      ? []
      : [
          '',
          others === 1
            ? vscode.l10n.t('Another delegation uses it, and would change with it.')
            : vscode.l10n.t('{0} other delegations use it, and would change with it.', others),
        ]),
    ...(isThere === undefined ? [] : ['', isThere]),
  ]);
}

async function goOn(ui: IActionContext['ui'], message: string, detail: readonly string[]): Promise<void> {
  await ui.showWarningMessage(
    message,
    { modal: true, detail: detail.join('\n') },
    { title: vscode.l10n.t('Save Anyway') },
  );
}

interface Saving {
  readonly recreate: Recreated;
  readonly savedAt: Date;
  /** Why it is not known what deploying it would overwrite. */
  readonly notCompared?: string;
}

async function save(
  saved: SavedDelegation,
  { recreate, savedAt, notCompared }: Saving,
  context: CommandContext,
  action: IActionContext,
): Promise<void> {
  const { estate, log } = context;
  const options = { recreate, savedAt, markdown: markdownText, roleNames: estate.roleNames };
  const files: OnboardingFiles = onboardingFiles(saved, options);
  const folder = await saveTextFiles(files, context, action);
  log.info(`Saved ${files.files.length} files of an onboarding template`);
  const offer = offerText({
    assignment: { properties: { registrationDefinition: saved.definition } },
    name: saved.id.name,
  });
  const said = vscode.l10n.t(
    'Saved the onboarding template of “{0}” in {1}. Somebody of the customer tenant can deploy it.',
    inSentence(offer),
    folder.fsPath,
  );
  const open = vscode.l10n.t('Open README');
  void (
    notCompared === undefined
      ? vscode.window.showInformationMessage(said, open)
      : vscode.window.showWarningMessage(`${said} ${notCompared}`, open)
  ).then(async (answer) => {
    if (answer === open)
      await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(folder, 'README.md'));
  });
}
