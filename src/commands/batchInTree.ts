import { type BatchResult, verdictOf } from '../delegations/batch/batchResult.ts';
import type { DelegatedSubscription } from '../delegations/estate/managingTenants.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalStep } from '../delegations/removal/ports.ts';
import type { CommandContext } from './commandContext.ts';

/** What the tree shows of removals of many. */
export interface BatchInTree {
  onStep(placed: PlacedDelegation, step: RemovalStep): void;
  onResult(result: BatchResult): void;
  /** Has what may look different now read again: each row and each list of subscriptions once. */
  end(): Promise<void>;
}

/** Keeps the tree in line with removals of many, as they go. */
export function batchInTree({ estate, tree }: Pick<CommandContext, 'estate' | 'tree'>): BatchInTree {
  const stale = new Set<DelegatedSubscription>();
  const emptied = new Set<string>();
  return {
    onStep({ delegation }, step) {
      if (step === 'deleting') tree.showRemoval(delegation, true);
    },
    onResult(result) {
      const { placed, outcome } = result;
      const isOfAnother = outcome.kind === 'notRemoved' && outcome.because === 'alreadyRunning';
      if (!isOfAnother) tree.showRemoval(placed.delegation, false);
      if (verdictOf(result) === 'gone') {
        for (const id of estate.takeOut(placed.delegation.id)) emptied.add(id);
        if ('successor' in outcome) stale.add(placed.row);
        return;
      }
      if (verdictOf(result) === 'outOfSight') emptied.add(placed.row.subscription.id);
      if (verdictOf(result) !== 'cancelled') stale.add(placed.row);
    },
    async end() {
      for (const row of stale) tree.expire(row);
      await estate.readAgain(emptied);
    },
  };
}
