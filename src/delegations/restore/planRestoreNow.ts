import { ArmError } from '../../arm/errors.ts';
import { scopeOf } from '../../arm/resourceIds.ts';
import type { Azure } from '../azure.ts';
import { planRestore, type RestorePlan } from './planRestore.ts';
import type { SavedDelegation } from './savedDelegation.ts';

/**
 * Plans a restore by what Azure tells now.
 *
 * @throws ArmError where the subscription cannot be read: then a definition that is not found may be there
 */
export async function planRestoreNow(
  saved: SavedDelegation,
  azure: Pick<Azure, 'assignments' | 'definition'>,
  signal: AbortSignal,
): Promise<RestorePlan> {
  const { subscriptionId } = saved.id;
  const assignments = await azure.assignments(subscriptionId, undefined, signal);
  try {
    const current = await azure.definition(scopeOf(subscriptionId), saved.definitionId.name, signal);
    return planRestore(saved, current, assignments);
  } catch (error) {
    if (ArmError.is(error, 'notFound')) return planRestore(saved, undefined, assignments);
    throw error;
  }
}
