import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { Door } from '../door.ts';
import type { RequestIds } from '../removal/outcome.ts';
import type { RemovalTarget } from '../removal/target.ts';
import type { OutcomeFacts } from './outcomeFacts.ts';
import type { ConfirmedFacts, RecordedRemoval } from './recordedRemoval.ts';

/** What is told of a removal to somebody who was not there, as for a ticket. Times are ISO 8601 in UTC. */
export interface RemovalEvidence {
  readonly who: Door & Pick<RecordedRemoval, 'resourceManager'>;
  readonly when: {
    readonly opened: string;
    readonly accepted?: string;
    readonly succeeded?: string;
    readonly finished?: string;
  };
  readonly what: RemovalTarget;
  readonly confirmed: ConfirmedFacts;
  /** The delegation, as last read before the DELETE. */
  readonly before: RegistrationAssignment;
  /** How it ended, with what was read then; absent while that is not known. */
  readonly after?: OutcomeFacts;
  readonly azure: {
    /** The operation's address, without the query, which may hold a signature. */
    readonly operation?: string;
    /** Of the answers that are known. */
    readonly requests: readonly RequestIds[];
  };
}

/** The evidence of a removal. The same record gives the same text of JSON: the order of the keys is always the same. */
export function evidenceOf(removal: RecordedRemoval): RemovalEvidence {
  const { door, resourceManager, openedAt, target, assignment, confirmed } = removal;
  const { accepted, succeeded, finished } = removal;
  const { accountLabel, accountId, tenantId } = door;
  const { id, scope, name, subscriptionId, subscriptionName, createdAt } = target;
  const operation = withoutQuery(operationUrlOf(removal));
  return {
    who: { accountLabel, accountId, tenantId, resourceManager },
    when: {
      opened: openedAt,
      ...(accepted && { accepted: accepted.at }),
      ...(succeeded && { succeeded: succeeded.at }),
      ...(finished && { finished: finished.at }),
    },
    what: {
      id,
      scope,
      name,
      subscriptionId,
      ...(subscriptionName !== undefined && { subscriptionName }),
      ...(createdAt !== undefined && { createdAt }),
    },
    confirmed: inKeyOrder(confirmed),
    before: inKeyOrder(assignment),
    ...(finished && { after: inKeyOrder(withoutOperationUrl(finished.outcome)) }),
    azure: { ...(operation !== undefined && { operation }), requests: requestsOf(removal) },
  };
}

/** The newest address of the operation that is known. */
function operationUrlOf({ accepted, finished }: RecordedRemoval): string | undefined {
  const heard = finished && 'heard' in finished.outcome ? finished.outcome.heard : undefined;
  return (heard && 'operationUrl' in heard ? heard.operationUrl : undefined) ?? accepted?.operationUrl;
}

function withoutQuery(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed ? `${parsed.origin}${parsed.pathname}` : undefined;
}

function withoutOperationUrl(outcome: OutcomeFacts): OutcomeFacts {
  return 'heard' in outcome && 'operationUrl' in outcome.heard
    ? { ...outcome, heard: { ...outcome.heard, operationUrl: undefined } }
    : outcome;
}

function requestsOf({ accepted, succeeded, finished }: RecordedRemoval): readonly RequestIds[] {
  const outcome = finished?.outcome;
  const known = [
    accepted?.requestIds,
    succeeded?.requestIds,
    outcome && 'requestIds' in outcome ? outcome.requestIds : undefined,
    outcome && 'heard' in outcome && 'error' in outcome.heard ? outcome.heard.error : undefined,
    outcome && 'error' in outcome ? outcome.error : undefined,
  ];
  const requests = known.flatMap((ids) => {
    const { requestId, correlationId } = ids ?? {};
    if (requestId === undefined && correlationId === undefined) return [];
    return [
      {
        ...(requestId !== undefined && { requestId }),
        ...(correlationId !== undefined && { correlationId }),
      },
    ];
  });
  return [...new Map(requests.map((ids) => [JSON.stringify(ids), ids])).values()];
}

/** The same value with the keys of every object in the order of the alphabet, and without those that have no value. */
function inKeyOrder<T>(value: T): T {
  // Only the order of keys changes, which types do not tell.
  return ordered(value) as T;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}
