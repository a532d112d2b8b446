import { refusal } from '../access.ts';
import type { Reply } from '../reply.ts';
import { type ArmRequest, atEachScope, type Azure, parameter, type Route, scopeOfRequest } from '../route.ts';
import { managedServicesVersions } from './versions.ts';

/**
 * The addresses behind `Azure-AsyncOperation` (`operationStatuses`, as in the specification 2019-04-01-preview)
 * and `Location` (`operationResults`).
 */
export const operationStatusRoutes: readonly Route[] = [
  ...routes('operationStatuses', 'status'),
  ...routes('operationResults', 'result'),
];

function routes(type: string, view: 'status' | 'result'): readonly Route[] {
  return atEachScope({
    method: 'GET',
    path: `/providers/Microsoft.ManagedServices/${type}/{operationId}`,
    apiVersions: managedServicesVersions,
    resourceType: `Microsoft.ManagedServices/${type}`,
    handle: (request, azure) => look(request, azure, view),
  });
}

/** Access is asked twice: what the caller sees may have gone before the look, or with it. */
function look(request: ArmRequest, azure: Azure, view: 'status' | 'result'): Reply {
  const operationId = parameter(request, 'operationId');
  const lockedOut = (): Reply | undefined => {
    const world = azure.world.current;
    if (
      world.service.deletion.statusReadableAfterLockOut &&
      azure.operations.isOwn(operationId, request.caller)
    )
      return undefined;
    const operation = 'Microsoft.ManagedServices/operationStatuses/read';
    return refusal(world, request.caller, operation, scopeOfRequest(request));
  };
  const before = lockedOut();
  if (before !== undefined) return before;
  const reply = azure.operations.look(operationId, view);
  return lockedOut() ?? reply;
}
