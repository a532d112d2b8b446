import type { Door } from '../delegations/door.ts';
import type { RemovalJournal } from '../delegations/removal/ports.ts';
import type { CommandContext } from './commandContext.ts';

/**
 * The journal of the removals through a door, opened when it is first needed: where that fails, so does the record, and
 * nothing is sent.
 *
 * @param resourceManager base URL of the one that the DELETE goes to
 */
export function journalThrough(
  { journal }: Pick<CommandContext, 'journal'>,
  door: Door,
  resourceManager: string,
): RemovalJournal {
  const through = async (): Promise<RemovalJournal> => (await journal.open()).through(door, resourceManager);
  return {
    isRemovedElsewhere: async (id) => (await through()).isRemovedElsewhere(id),
    open: async (record) => (await through()).open(record),
  };
}
