import * as vscode from 'vscode';
import type { RecordedRemoval } from '../delegations/journal/recordedRemoval.ts';
import type { CommandContext } from './commandContext.ts';

/** The removal that a record of this name is of. Rejects where there is none any more. */
export async function findRecord(
  name: string,
  { journal }: Pick<CommandContext, 'journal'>,
): Promise<RecordedRemoval> {
  const { records } = await (await journal.open()).list();
  const found = records.find((record) => record.name === name);
  if (!found) throw new Error(vscode.l10n.t('The history does not hold this removal any more.'));
  return found.removal;
}
