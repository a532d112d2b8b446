import { getClient } from '@azure-rest/core-client';
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import type { ArmConnection } from '../../arm/connection.ts';
import { ArmError } from '../../arm/errors.ts';
import type { DeletePoller } from '../../arm/managedservices/deletePoller.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { AcceptedWithoutOperationError } from '../../arm/managedservices/operationErrors.ts';
import { operationFailure, operationStatusOf } from '../../arm/managedservices/operationStatus.ts';
import { retryAfterInMs } from '../../arm/managedservices/retryAfter.ts';
import { requestIdsOf } from '../../arm/requestIds.ts';
import { parseRegistrationDefinitionId, registrationAssignmentId } from '../../arm/resourceIds.ts';
import { toArmError } from '../../arm/toArmError.ts';
import { attempt } from './attempt.ts';
import { deniesAccess } from './deniesAccess.ts';
import type { RequestIds } from './outcome.ts';
import type { DeletionAnswer, DeletionOperation, OperationStatus, RemovalAzure } from './ports.ts';

/** What removals need of Azure Resource Manager, over one connection. */
export function armRemovalAzure(connection: ArmConnection): RemovalAzure {
  const { managedServices, subscriptions } = connection;
  return {
    readAssignment: (scope, name, signal) =>
      orArmError(registrationAssignmentId(scope, name), async () => {
        const options = { expandRegistrationDefinition: true, abortSignal: signal };
        const assignment = await managedServices.registrationAssignments.get(scope, name, options);
        return withDefinition(connection, assignment, signal);
      }),

    beginDelete: (scope, name, signal) => beginDelete(connection, scope, name, signal),

    operationAt: (url) => rememberedOperation(connection, url),

    async subscriptionIsReadable(subscriptionId, abortSignal) {
      const { error } = await attempt(() => subscriptions.subscriptions.get(subscriptionId, { abortSignal }));
      if (!error) return true;
      if (deniesAccess(error) || (error.reason === 'notFound' && error.code !== undefined)) return false;
      throw error;
    },
  };
}

/** The assignment with its definition, by a reading of its own where Azure left it out and lets it be read. */
async function withDefinition(
  { managedServices }: ArmConnection,
  assignment: RegistrationAssignment,
  abortSignal: AbortSignal,
): Promise<RegistrationAssignment> {
  const { registrationDefinition, registrationDefinitionId = '' } = assignment.properties ?? {};
  const id = parseRegistrationDefinitionId(registrationDefinitionId);
  if (registrationDefinition || !id) return assignment;
  const { value: definition } = await attempt(() =>
    managedServices.registrationDefinitions.get(id.scope, id.name, { abortSignal }),
  );
  if (!definition) return assignment;
  return { ...assignment, properties: { ...assignment.properties, registrationDefinition: definition } };
}

async function beginDelete(
  { managedServices }: ArmConnection,
  scope: string,
  name: string,
  abortSignal: AbortSignal,
): Promise<DeletionAnswer> {
  const id = registrationAssignmentId(scope, name);
  const last = lastAnswer();
  const options = { abortSignal, onResponse: last.onResponse };
  try {
    const poller = await managedServices.registrationAssignments.beginDelete(scope, name, options);
    const requestIds = last.requestIds();
    if (!poller.isDone) return { kind: 'accepted', operation: polledOperation(poller, last, id), requestIds };
    if (!last.isAzures()) throw new ArmError('The answer is not from Azure.', { reason: 'malformed' });
    return { kind: last.status() === 204 ? 'didNotExist' : 'deleted', requestIds };
  } catch (error) {
    if (error instanceof AcceptedWithoutOperationError)
      return { kind: 'accepted', requestIds: last.requestIds() };
    return { kind: 'failed', error: toArmError(error, id), retryAfterMs: last.retryAfterMs() };
  }
}

/** A deletion that was accepted just now. */
function polledOperation(poller: DeletePoller, last: LastAnswer, id: string): DeletionOperation {
  return {
    get url() {
      // Only a deletion that was done at once has no address.
      return poller.getOperationUrl() ?? '';
    },
    get retryAfterMs() {
      return last.retryAfterMs();
    },
    async readStatus(abortSignal) {
      // The poller hands its options on to the request.
      const options = { abortSignal, onResponse: last.onResponse };
      const { error } = await attempt(() => orArmError(id, () => poller.poll(options)));
      if (!error) return { kind: poller.isDone ? 'succeeded' : 'running' };
      if (error.reason === 'operationFailed') return { kind: 'failed', error };
      throw error;
    },
  };
}

/** A deletion of which only the address is known. */
function rememberedOperation({ managedServices }: ArmConnection, url: string): DeletionOperation {
  const { pipeline } = managedServices;
  const last = lastAnswer();
  return {
    url,
    get retryAfterMs() {
      return last.retryAfterMs();
    },
    readStatus: (abortSignal) =>
      orArmError(undefined, async (): Promise<OperationStatus> => {
        const client = getClient(url, { pipeline });
        const answer = await client.pathUnchecked(url).get({ abortSignal, onResponse: last.onResponse });
        // What header the address came in is not known. By the stricter rule a status has to be named to count.
        const status = operationStatusOf(answer, { header: 'azure-asyncoperation', url });
        switch (status) {
          case 'Running':
            return { kind: 'running' };
          case 'Succeeded':
            return { kind: 'succeeded' };
          case 'Failed':
          case 'Canceled':
            return { kind: 'failed', error: toArmError(operationFailure(status, answer)) };
        }
      }),
  };
}

/** What the newest answer says beside what a client tells of it. */
interface LastAnswer {
  readonly onResponse: (answer: PipelineResponse) => void;
  readonly status: () => number | undefined;
  readonly requestIds: () => RequestIds;
  /** Whether it bears a request id, as every answer of Azure does and that of a proxy in its place does not. */
  readonly isAzures: () => boolean;
  readonly retryAfterMs: () => number | undefined;
}

function lastAnswer(): LastAnswer {
  let last: PipelineResponse | undefined;
  const requestIds = (): RequestIds => requestIdsOf((name) => last?.headers.get(name));
  return {
    onResponse: (answer) => (last = answer),
    status: () => last?.status,
    requestIds,
    isAzures: () => Object.values(requestIds()).some((id) => id !== ''),
    retryAfterMs: () => retryAfterInMs(last?.headers.get('retry-after')),
  };
}

async function orArmError<T>(scope: string | undefined, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toArmError(error, scope);
  }
}
