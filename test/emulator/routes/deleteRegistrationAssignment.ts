import { refusal } from '../access.ts';
import { withEvent } from '../events.ts';
import { withoutAssignment } from '../removal.ts';
import { armError, type Reply } from '../reply.ts';
import { type ArmRequest, type Azure, parameter, scopeOfRequest } from '../route.ts';
import { canonical } from '../scope.ts';
import type { DeletionBehaviour } from '../world.ts';
import { indexOf } from '../worldIndex.ts';
import { changeGuard } from './changeGuards.ts';
import { missingResourceGroup } from './resourceGroups.ts';

/** DELETE of a registration assignment: refused, not there (204), done, or accepted. */
export function deleteRegistrationAssignment(request: ArmRequest, azure: Azure): Reply {
  const world = azure.world.current;
  const scope = scopeOfRequest(request);
  const id = `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${parameter(request, 'name')}`;
  const refused =
    refusal(world, request.caller, 'Microsoft.ManagedServices/registrationAssignments/delete', id) ??
    missingResourceGroup(world, scope) ??
    changeGuard(world, request.caller, 'delete', id);
  if (refused !== undefined) return refused;
  if (!indexOf(world).assignments.has(canonical(id))) return { status: 204 };

  const remove = (): void =>
    azure.world.become(
      withEvent(withoutAssignment(azure.world.current, id), world, request.caller, 'delete', id),
    );
  const answer = answerFor(request, world.service.deletion);
  if (answer === 'ok' || answer === 'noContent') {
    remove();
    return { status: answer === 'ok' ? 200 : 204 };
  }
  return begin(request, azure, { ...world.service.deletion, answer }, remove, id);
}

/** Trouble with the operation needs an operation. */
function answerFor({ fault }: ArmRequest, { answer }: DeletionBehaviour): DeletionBehaviour['answer'] {
  const needsOperation =
    fault?.stuckOperation === true ||
    fault?.failOperation !== undefined ||
    fault?.statusReadFails !== undefined;
  return needsOperation && (answer === 'ok' || answer === 'noContent') ? 'asyncOperation' : answer;
}

function begin(
  request: ArmRequest,
  azure: Azure,
  deletion: DeletionBehaviour,
  remove: () => void,
  id: string,
): Reply {
  const { fault } = request;
  const succeeds = fault?.failOperation === undefined && fault?.stuckOperation !== true;
  if (succeeds && deletion.takesEffect === 'atOnce') remove();
  else markDeleting(azure, id);
  const operation = azure.operations.begin({
    caller: request.caller,
    polls: fault?.stuckOperation === true ? Infinity : deletion.polls,
    retryAfter: deletion.retryAfter,
    failure: fault?.failOperation,
    unreadable: unreadable(fault?.statusReadFails),
    onSuccess: remove,
  });

  const address = (type: string): string =>
    `${request.url.origin}${scopeOfRequest(request)}/providers/Microsoft.ManagedServices/${type}/${operation}?api-version=${request.apiVersion}`;
  const { answer } = deletion;
  const status =
    fault?.azureAsyncOperation ?? (answer === 'location' ? undefined : address('operationStatuses'));
  const result = fault?.location ?? (answer === 'asyncOperation' ? undefined : address('operationResults'));
  return {
    status: 202,
    headers: {
      ...(status === undefined ? {} : { 'Azure-AsyncOperation': status }),
      ...(result === undefined ? {} : { Location: result }),
      ...(deletion.retryAfter === null ? {} : { 'Retry-After': String(deletion.retryAfter) }),
    },
  };
}

function markDeleting(azure: Azure, id: string): void {
  const world = azure.world.current;
  azure.world.become({
    ...world,
    registrationAssignments: world.registrationAssignments.map((entry) =>
      canonical(entry.id) === canonical(id)
        ? { ...entry, properties: { ...entry.properties, provisioningState: 'Deleting' } }
        : entry,
    ),
  });
}

function unreadable(status: number | undefined): Reply | undefined {
  if (status === undefined) return undefined;
  return armError(
    status,
    status === 403 ? 'AuthorizationFailed' : 'OperationStatusUnavailable',
    'The status of the operation cannot be read.',
  );
}
