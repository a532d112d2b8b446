import * as vscode from 'vscode';
import type { IActionContext, IAzureQuickPickItem } from '@microsoft/vscode-azext-utils';
import type { JournalRecord, UnreadableRecord } from '../delegations/journal/diskJournal.ts';
import { openRemovalOf } from '../delegations/journal/recordedRemoval.ts';
import { removalDocument } from '../documents/removalDocument.ts';
import { removalNames } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import { recordStateText, timeText } from '../wording/recordText.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { exportEvidence } from './exportEvidence.ts';
import { saveTemplateOfRecord } from './saveOnboardingTemplate.ts';
import { lookAgain, toldRecord } from './showRemovalOutcome.ts';

/** Lists the recorded removals, newest first, and does with one of them what the user chooses. */
export const removalHistory: CommandAction = async (context, action) => {
  const { records, unreadable } = await (await context.journal.open()).list();
  if (records.length + unreadable.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No removal was recorded on this computer yet.'));
    return;
  }
  const { data } = await action.ui.showQuickPick([...records.map(recordPick), ...unreadable.map(filePick)], {
    placeHolder: vscode.l10n.t('Recorded removals, newest first'),
    matchOnDescription: true,
    matchOnDetail: true,
    suppressPersistence: true,
  });
  if ('path' in data) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(data.path));
  else await (await pickTask(data, action))(data, context, action);
};

function recordPick(record: JournalRecord): IAzureQuickPickItem<JournalRecord | UnreadableRecord> {
  const { target, assignment, openedAt, door } = record.removal;
  const { offer, subscription } = removalNames(target, assignment);
  return {
    label: offer,
    description: recordStateText(record),
    detail: [subscription, timeText(openedAt), plainText(door.accountLabel)].join(' · '),
    data: record,
  };
}

function filePick(file: UnreadableRecord): IAzureQuickPickItem<JournalRecord | UnreadableRecord> {
  const descriptions: Readonly<Record<UnreadableRecord['because'], string>> = {
    damaged: vscode.l10n.t('damaged; set aside'),
    newerVersion: vscode.l10n.t('of a newer version of the extension'),
    unreadable: vscode.l10n.t('cannot be read'),
  };
  return {
    label: vscode.l10n.t('A record that cannot be shown'),
    description: descriptions[file.because],
    detail: file.path,
    data: file,
  };
}

type Task = (record: JournalRecord, context: CommandContext, action: IActionContext) => Promise<void>;

async function pickTask(record: JournalRecord, { ui }: IActionContext): Promise<Task> {
  const { offer } = removalNames(record.removal.target, record.removal.assignment);
  const tasks: readonly IAzureQuickPickItem<Task>[] = [
    { label: vscode.l10n.t('Open Record'), data: openRecord },
    {
      label: vscode.l10n.t('Save Onboarding Template…'),
      description: vscode.l10n.t('with which the customer can delegate again'),
      data: ({ removal }, context, action) => saveTemplateOfRecord(removal, context, action),
    },
    {
      label: vscode.l10n.t('Export Evidence…'),
      description: vscode.l10n.t('who, when, what before and after, request ids'),
      data: exportEvidence,
    },
    ...(isOpen(record)
      ? [{ label: vscode.l10n.t('Check Again'), description: recordStateText(record), data: checkRecord }]
      : []),
    ...(record.state === 'underWay'
      ? []
      : [{ label: vscode.l10n.t('Delete Record…'), description: '', data: deleteRecord }]),
  ];
  const { data } = await ui.showQuickPick([...tasks], {
    placeHolder: vscode.l10n.t('Removal of “{0}”', offer),
    suppressPersistence: true,
  });
  return data;
}

const openRecord: Task = async ({ name, removal }, { documents, estate }) => {
  const { offer } = removalNames(removal.target, removal.assignment);
  await documents.show({
    title: vscode.l10n.t('Removal of {0}', offer),
    key: `removal-${name}`,
    pieces: removalDocument(removal, estate.roleNames),
  });
};

/** Whether another look may tell more of how it ended. */
function isOpen({ state, removal }: JournalRecord): boolean {
  const outcome = removal.finished?.outcome;
  if (!outcome) return state === 'unfinished';
  switch (outcome.kind) {
    case 'acceptedAndNoLongerVisible':
    case 'unknown':
    case 'stoppedWaiting':
      return true;
    case 'stillThere':
      return outcome.heard.deletion !== 'refused';
    default:
      return false;
  }
}

const checkRecord: Task = ({ name, removal }, context) =>
  lookAgain(openRemovalOf(removal), toldRecord(name, removal, context), context);

const deleteRecord: Task = async ({ name, removal }, { journal }, { ui }) => {
  const { offer } = removalNames(removal.target, removal.assignment);
  await ui.showWarningMessage(
    vscode.l10n.t('Delete the record of the removal of “{0}”?', offer),
    {
      modal: true,
      detail: vscode.l10n.t('No onboarding template can be made from it any more. Nothing changes in Azure.'),
    },
    { title: vscode.l10n.t('Delete Record') },
  );
  await (await journal.open()).remove(name);
};
