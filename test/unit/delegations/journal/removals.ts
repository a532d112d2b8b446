import { randomUUID } from 'node:crypto';
import type { Door } from '../../../../src/delegations/door.ts';
import type { RemovalOutcome } from '../../../../src/delegations/removal/outcome.ts';
import { planRemoval } from '../../../../src/delegations/removal/plan.ts';
import type {
  RemovalChange,
  RemovalEntry,
  RemovalRecord,
} from '../../../../src/delegations/removal/ports.ts';
import { DiskJournal } from '../../../../src/delegations/journal/diskJournal.ts';
import { type JournalSurroundings, thisProcess } from '../../../../src/delegations/journal/surroundings.ts';
import { FakeClock } from './fakeClock.ts';
import { delegation, target } from '../removal/delegation.ts';

export const door: Door = {
  accountId: 'account-1',
  accountLabel: 'alex@fabrikam.example',
  tenantId: '83abe5cd-bcc3-441a-bd86-e6a75360cecc',
};
export const resourceManager = 'https://management.azure.com/';
export const operationUrl = 'https://management.azure.com/operationStatuses/1?t=signature';
export const requestIds = { requestId: 'request-1', correlationId: 'correlation-1' };

/** What a removal tells the journal. */
export const toRemember: RemovalRecord = {
  target: target(),
  assignment: delegation(),
  confirmed: planRemoval(target(), delegation(), 'yes'),
};

export const removed: RemovalOutcome = {
  kind: 'removed',
  target: target(),
  assignment: delegation(),
  proof: 'operationSucceeded',
  sightLost: true,
  requestIds,
};
export const accepted: RemovalChange = { kind: 'accepted', operationUrl, requestIds };
export const finished: RemovalChange = { kind: 'finished', outcome: removed };

/** The journal in a folder, as a process of its own has it; this machine's, where nothing else is said. */
export function journalOf(folder: string, surroundings: Partial<JournalSurroundings> = {}): DiskJournal {
  return new DiskJournal(folder, { ...thisProcess(), clock: new FakeClock(), ...surroundings });
}

/** What a process finds when all others have ended. */
export const othersAreDead = { isRunning: () => false } as const;

/** What the removal of another delegation tells the journal; each time another one. */
export function anotherToRemember(): RemovalRecord {
  const { id, name, ...others } = target();
  const another = randomUUID();
  return { ...toRemember, target: { ...others, id: id.replace(name, another), name: another } };
}

/** Opens a record, as a removal does. */
export async function open(journal: DiskJournal, record = toRemember): Promise<RemovalEntry> {
  const entry = await journal.through(door, resourceManager).open(record);
  if (!entry) throw new Error('The same delegation is being removed elsewhere');
  return entry;
}

/** Records a removal from its beginning to its end. */
export async function recordWhole(journal: DiskJournal): Promise<void> {
  const entry = await open(journal);
  await entry.update(accepted);
  await entry.update(finished);
}
