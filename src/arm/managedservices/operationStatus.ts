import type { HttpResponse } from '@azure-rest/core-client';
import { OperationFailedError } from './operationErrors.ts';
import { isJsonObject, linkOf, malformed, unexpectedStatus } from './responses.ts';

/** Where a long-running operation is followed, and by which of the two patterns of the ARM RPC. */
export interface OperationLink {
  readonly header: 'azure-asyncoperation' | 'location';
  readonly url: string;
}

/** What an operation is known to be; only the last three are final (ARM RPC, asynchronous operations). */
export type OperationStatus = 'Running' | 'Succeeded' | 'Failed' | 'Canceled';

const finalStatuses: ReadonlyMap<string, OperationStatus> = new Map([
  ['succeeded', 'Succeeded'],
  ['failed', 'Failed'],
  ['canceled', 'Canceled'],
]);

/** The address in an answer that an operation can be followed at; `Azure-AsyncOperation` goes first. */
export function operationLinkOf(response: HttpResponse): OperationLink | undefined {
  for (const header of ['azure-asyncoperation', 'location'] as const) {
    const url = response.headers[header];
    if (url !== undefined) return { header, url: linkOf(response, url, header) };
  }
  return undefined;
}

/**
 * What the answer at an operation's address says about the operation.
 *
 * A status that the body names wins. Without one, 202 means that it still runs, and any other success at a
 * `Location` that it is done; at an `Azure-AsyncOperation` address it means nothing at all.
 *
 * @throws RestError when the status could not be read (4xx, 5xx), which says nothing about the operation, and
 * with the code `MALFORMED_RESPONSE` when the answer holds none
 */
export function operationStatusOf(response: HttpResponse, followed: OperationLink): OperationStatus {
  const { body, status: httpStatus } = response;
  if (!/^20[0124]$/.test(httpStatus)) throw unexpectedStatus(response);

  const status = isJsonObject(body) ? body.status : undefined;
  if (typeof status === 'string' && status !== '')
    return finalStatuses.get(status.toLowerCase()) ?? 'Running';
  if (httpStatus === '202') return 'Running';

  const saysNothing = body === undefined || body === '' || (isJsonObject(body) && status === undefined);
  if (followed.header === 'location' && saysNothing) return 'Succeeded';
  throw malformed(response, 'it holds no status of the operation');
}

/** The error for an operation that ended badly, in Azure's words where it has some. */
export function operationFailure(
  operationStatus: 'Failed' | 'Canceled',
  response: HttpResponse,
): OperationFailedError {
  const body: unknown = response.body;
  const error = isJsonObject(body) && isJsonObject(body.error) ? body.error : {};
  const { code, message } = error;
  return new OperationFailedError(
    typeof message === 'string' && message !== ''
      ? message
      : `The operation ended as ${operationStatus} and Azure gave no reason.`,
    operationStatus,
    typeof code === 'string' && code !== '' ? code : undefined,
    response,
  );
}
