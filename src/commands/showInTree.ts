import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalOutcome } from '../delegations/removal/outcome.ts';
import type { CommandContext } from './commandContext.ts';

/** Brings the tree in line with how a removal ended: only what it can have changed. */
export async function showInTree(
  outcome: RemovalOutcome,
  { delegation, row }: PlacedDelegation,
  { estate, tree }: Pick<CommandContext, 'estate' | 'tree'>,
): Promise<void> {
  switch (outcome.kind) {
    case 'removed':
      if (outcome.successor) tree.expire(row);
      else await estate.forget(delegation.id);
      return;
    case 'alreadyGone':
      return estate.forget(delegation.id);
    case 'acceptedAndNoLongerVisible':
      tree.expire(row);
      return estate.refreshTenant(delegation.door);
    case 'stillThere':
    case 'unknown':
    case 'stoppedWaiting':
    case 'replaced':
      tree.expire(row);
      return;
    case 'notRemoved':
      if (outcome.because === 'unreadable') tree.expire(row);
  }
}
