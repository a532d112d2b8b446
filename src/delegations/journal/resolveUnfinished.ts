import { inParallel } from '../estate/inParallel.ts';
import { checkAgain } from '../removal/checkAgain.ts';
import { deniesAccess } from '../removal/deniesAccess.ts';
import type { DeletionOutcome } from '../removal/outcome.ts';
import type { CheckPorts } from '../removal/ports.ts';
import type { DiskJournal } from './diskJournal.ts';
import { openRemovalOf, type RecordedRemoval } from './recordedRemoval.ts';

/** A removal whose end was found out; nobody else was told. */
export interface ResolvedRemoval {
  /** Of the record in the journal. */
  readonly name: string;
  /** As it was before it was resolved. */
  readonly removal: RecordedRemoval;
  /** With `journalError`, the record still has no outcome. */
  readonly outcome: DeletionOutcome;
}

/** A removal whose end cannot be found out now; its record stays unfinished. */
export interface PostponedRemoval {
  readonly name: string;
  readonly removal: RecordedRemoval;
  /** What could not be settled, or why nothing could be looked at. */
  readonly because: { readonly outcome: DeletionOutcome } | { readonly error: unknown };
}

/** What came of the unfinished records. */
export interface Resolution {
  readonly resolved: readonly ResolvedRemoval[];
  readonly postponed: readonly PostponedRemoval[];
}

const removalsAtATime = 8;

/**
 * Finds out how the removals ended that were interrupted, and records it. It only reads, and what it gets of Azure
 * cannot delete. Of several processes that do so at once, each record is resolved by one. Only what reading can settle
 * is: while Azure cannot be reached or is still at work, the record waits for the next time.
 *
 * @param azureFor Azure through the door of a removal; what it throws postpones that removal
 * @param signal stops the looking; what was not settled then is postponed
 * @throws JournalError where the journal cannot be read
 */
export async function resolveUnfinished(
  journal: Pick<DiskJournal, 'unfinished' | 'takeOver'>,
  azureFor: (removal: RecordedRemoval) => Promise<CheckPorts['azure']>,
  ports: Omit<CheckPorts, 'azure'>,
  signal: AbortSignal,
): Promise<Resolution> {
  const resolved: ResolvedRemoval[] = [];
  const postponed: PostponedRemoval[] = [];
  await inParallel(await journal.unfinished(), removalsAtATime, async ({ name, removal: asListed }) => {
    try {
      const record = await journal.takeOver(name, signal);
      if (!record) return;
      const { removal } = record;
      try {
        const azure = await azureFor(removal);
        const outcome = await checkAgain(openRemovalOf(removal), { ...ports, azure }, signal);
        if (!isSettled(outcome)) {
          postponed.push({ name, removal, because: { outcome } });
          return;
        }
        resolved.push({
          name,
          removal,
          outcome: await noted(outcome, () => record.update({ kind: 'finished', outcome })),
        });
      } finally {
        await record.release();
      }
    } catch (error) {
      postponed.push({ name, removal: asListed, because: { error } });
    }
  });
  return { resolved, postponed };
}

/** Whether looking once more would not tell more. */
function isSettled(outcome: DeletionOutcome): boolean {
  switch (outcome.kind) {
    case 'removed':
    case 'acceptedAndNoLongerVisible':
    case 'stillThere':
      return true;
    case 'unknown':
      return deniesAccess(outcome.error);
    case 'stoppedWaiting':
      return false;
  }
}

async function noted(outcome: DeletionOutcome, note: () => Promise<void>): Promise<DeletionOutcome> {
  try {
    await note();
    return outcome;
  } catch (journalError) {
    return { ...outcome, journalError };
  }
}
