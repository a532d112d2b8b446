import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { Door } from '../door.ts';
import type { OpenRemoval } from '../removal/checkAgain.ts';
import type { RemovalProof, RequestIds } from '../removal/outcome.ts';
import type { RemovalPlan } from '../removal/plan.ts';
import type { RemovalTarget } from '../removal/target.ts';
import type { OutcomeFacts } from './outcomeFacts.ts';
import type { Owner } from './surroundings.ts';

/** The version of what is written. A later one may mean something else by the same words. */
export const recordFormat = 1;

/** One removal, as it is written to disk. Times are ISO 8601 in UTC. */
export interface RecordedRemoval {
  readonly format: typeof recordFormat;
  /** From then on a DELETE may have been sent. */
  readonly openedAt: string;
  /** Who removed it, and through which tenant. */
  readonly door: Door;
  /** Base URL of the cloud's Azure Resource Manager. */
  readonly resourceManager: string;
  /** The process that removed it. */
  readonly owner: Owner;
  readonly target: RemovalTarget;
  /** As last read before the DELETE, with its definition inside. */
  readonly assignment: RegistrationAssignment;
  readonly confirmed: ConfirmedFacts;
  /** That Azure accepted the DELETE, as soon as it did; it may be the last that was heard. */
  readonly accepted?: AcceptedFacts;
  /** That Azure said it is done, as soon as it did. */
  readonly succeeded?: SucceededFacts;
  readonly finished?: FinishedFacts;
}

/** What the user agreed to. */
export type ConfirmedFacts = Pick<
  RemovalPlan,
  'permission' | 'losses' | 'customerTenantId' | 'marketplacePlan'
>;

/** That Azure accepted a DELETE. */
export interface AcceptedFacts {
  readonly at: string;
  /** Where the operation's status is read. The query may hold a signature. */
  readonly operationUrl?: string | undefined;
  readonly requestIds?: RequestIds | undefined;
}

/** That Azure said that a deletion is done. */
export interface SucceededFacts {
  readonly at: string;
  readonly proof: RemovalProof;
  readonly requestIds?: RequestIds | undefined;
}

/** How a removal ended. */
export interface FinishedFacts {
  readonly at: string;
  readonly outcome: OutcomeFacts;
}

/** What is needed to find out how a removal ended whose record does not tell. */
export function openRemovalOf(removal: RecordedRemoval): OpenRemoval {
  const { target, assignment, accepted, succeeded, finished } = removal;
  const operationUrl = accepted?.operationUrl;
  if (succeeded) {
    const heard = { deletion: 'succeeded', proof: succeeded.proof, operationUrl } as const;
    // An outcome beside "removed" says that it was seen after that.
    return { target, assignment, heard, unverified: !finished };
  }
  return {
    target,
    assignment,
    heard: accepted ? { deletion: 'accepted', operationUrl } : { deletion: 'unanswered' },
  };
}
