import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { Door } from '../door.ts';
import type { RequestIds } from '../removal/outcome.ts';
import type { RemovalTarget } from '../removal/target.ts';
import { isOwner } from './leases.ts';
import type { ErrorFacts, HeardFacts, OutcomeFacts } from './outcomeFacts.ts';
import {
  type AcceptedFacts,
  type ConfirmedFacts,
  type FinishedFacts,
  recordFormat,
  type RecordedRemoval,
  type SucceededFacts,
} from './recordedRemoval.ts';
import {
  type Check,
  isBoolean,
  isDate,
  isList,
  isNumber,
  isObject,
  isText,
  optional,
  parseJson,
  shape,
  variant,
} from './shape.ts';

/** Why a text is no record: it is none, or a later version of the extension wrote it. */
export type NoRecord = 'damaged' | 'newerVersion';

/** The removal that a text records. Bodies of Azure are taken as they are. */
export function parseRecord(text: string): RecordedRemoval | NoRecord {
  const value = parseJson(text);
  if (isObject(value) && typeof value.format === 'number' && value.format > recordFormat)
    return 'newerVersion';
  return isRecordedRemoval(value) ? value : 'damaged';
}

const isDoor = shape<Door>({ accountId: isText, accountLabel: isText, tenantId: isText });

const isTarget = shape<RemovalTarget>({
  id: isText,
  scope: isText,
  name: isText,
  subscriptionId: isText,
  createdAt: optional(isText),
  subscriptionName: optional(isText),
});

const isAssignment = shape<Pick<RegistrationAssignment, 'properties' | 'systemData'>>({
  properties: optional(isObject),
  systemData: optional(isObject),
});

const isConfirmed = shape<ConfirmedFacts>({
  permission: isText,
  losses: optional(isList),
  customerTenantId: optional(isText),
  marketplacePlan: optional(isObject),
});

const isRequestIds = shape<RequestIds>({ requestId: optional(isText), correlationId: optional(isText) });

const isAccepted = shape<AcceptedFacts>({
  at: isDate,
  operationUrl: optional(isText),
  requestIds: optional(isRequestIds),
});

const isSucceeded = shape<SucceededFacts>({
  at: isDate,
  proof: isText,
  requestIds: optional(isRequestIds),
});

const isError = shape<ErrorFacts>({
  reason: isText,
  message: isText,
  status: optional(isNumber),
  code: optional(isText),
  requestId: optional(isText),
  correlationId: optional(isText),
  scope: optional(isText),
});

const heard: Readonly<Record<HeardFacts['deletion'], Check>> = {
  refused: shape({ error: isError, answerLost: isBoolean }),
  unanswered: shape({ error: optional(isError) }),
  accepted: shape({ operationUrl: optional(isText), error: optional(isError) }),
  failed: shape({ error: isError, operationUrl: optional(isText) }),
  succeeded: shape({ proof: isText, operationUrl: optional(isText) }),
};

const isHeard = variant('deletion', heard);

const outcomes: Readonly<Record<OutcomeFacts['kind'], Check>> = {
  removed: shape({ proof: isText, sightLost: isBoolean, successor: optional(isAssignment) }),
  acceptedAndNoLongerVisible: shape({ heard: isHeard, error: isError }),
  stillThere: shape({ heard: isHeard, current: isAssignment }),
  unknown: shape({ heard: isHeard, error: isError }),
  stoppedWaiting: shape({ because: isText, heard: isHeard }),
  alreadyGone: shape({}),
  replaced: shape({ successor: isAssignment }),
  notRemoved: shape({ because: isText }),
};

const hasRequestIds = shape({ requestIds: optional(isRequestIds) });
const isOutcome: Check = (value) => variant('kind', outcomes)(value) && hasRequestIds(value);

const isFinished = shape<FinishedFacts>({ at: isDate, outcome: isOutcome });

const isRecordedRemoval = shape<RecordedRemoval>({
  format: (value) => value === recordFormat,
  openedAt: isDate,
  door: isDoor,
  resourceManager: isText,
  owner: isOwner,
  target: isTarget,
  assignment: isAssignment,
  confirmed: isConfirmed,
  accepted: optional(isAccepted),
  succeeded: optional(isSucceeded),
  finished: optional(isFinished),
});
