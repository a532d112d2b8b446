import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { logError } from '../wording/logError.ts';
import type { CommandContext } from './commandContext.ts';

/**
 * Whether the user may remove a delegation. A yes that is known counts; anything else is looked up now, since a role may
 * have been activated since. Rejects as {@link RemovalPermissions.judge}.
 */
export async function judgeNow(
  { row, delegation }: PlacedDelegation,
  { permissions, log }: CommandContext,
  signal: AbortSignal,
): Promise<RemovalJudgement> {
  const known = permissions.known(row, delegation);
  if (known?.answer === 'yes') return known;
  if (known) permissions.forget(delegation.subscriptionId);
  const judgement = await permissions.judge(row, delegation, signal);
  if (judgement.error) logError(log, `Permissions at ${delegation.scope}`, judgement.error);
  return judgement;
}
