import type { AbortSignalLike } from '@azure/abort-controller';
import type { Client, HttpResponse, RequestParameters } from '@azure-rest/core-client';
import {
  createHttpPoller,
  type OperationResponse,
  type OperationState,
  type PollerLike,
  type RestorableOperationState,
} from '@azure/core-lro';
import { isRestError } from '@azure/core-rest-pipeline';
import { AcceptedWithoutOperationError, type OperationFailedError } from './operationErrors.ts';
import {
  operationFailure,
  operationLinkOf,
  operationStatusOf,
  type OperationLink,
  type OperationStatus,
} from './operationStatus.ts';
import { unexpectedStatus } from './responses.ts';
import { retryAfterInMs } from './retryAfter.ts';
import { wait } from './wait.ts';

/** The state of a deletion; `config.operationLocation` is where it is followed. */
export type DeleteState = RestorableOperationState<undefined, OperationState<undefined>>;

/** Options of a poller. */
export interface PollOptions {
  readonly abortSignal?: AbortSignalLike;
}

/**
 * Follows a deletion that Azure has accepted. Unlike core-lro's own poller it is no promise, so that awaiting
 * `beginDelete` does not wait for the end, and it stays usable after a status that could not be read.
 */
export interface DeletePoller extends Pick<
  PollerLike<DeleteState, undefined>,
  'isDone' | 'operationState' | 'onProgress' | 'serialize'
> {
  /** The newest address where the status is read, absolute; undefined when the first answer was final. */
  getOperationUrl(): string | undefined;
  /**
   * Reads the status once, now.
   *
   * @throws RestError when the status could not be read: that says nothing about the deletion, so poll again
   * @throws OperationFailedError when the deletion ended as `Failed` or `Canceled`
   */
  poll(options?: PollOptions): Promise<DeleteState>;
  /**
   * Reads the status until it is final, as often as `Retry-After` says, else at the poller's interval.
   *
   * @throws AbortError when asked to stop, which leaves the deletion to Azure; else as `poll`
   */
  pollUntilDone(options?: PollOptions): Promise<void>;
}

/** core-lro takes a RestError for the end of the operation; under another name it is what it is. */
class StatusUnreadable extends Error {
  override readonly name = 'StatusUnreadable';
}

/**
 * Sends a DELETE and hands out its poller once Azure has answered.
 *
 * @param intervalInMs between two reads of the status where Azure asks for none
 * @throws RestError when Azure refuses
 * @throws AcceptedWithoutOperationError for a 202 that cannot be followed
 */
export async function sendDelete(
  client: Client,
  path: string,
  parameters: RequestParameters,
  intervalInMs: number,
): Promise<DeletePoller> {
  let followed: OperationLink | undefined;
  let waitInMs = intervalInMs;
  let failure: OperationFailedError | undefined;

  // core-lro knows a deletion by one header and one word in the body. Both are handed to it in the one form that
  // it cannot misread: it takes a missing status for success, and any word with "fail" in it for a failure.
  const toLro = (response: HttpResponse, status: OperationStatus): OperationResponse => {
    waitInMs = retryAfterInMs(response.headers['retry-after']) ?? intervalInMs;
    if (status === 'Failed' || status === 'Canceled') failure = operationFailure(status, response);
    return {
      flatResponse: undefined,
      rawResponse: {
        statusCode: Number(response.status),
        request: { method: 'DELETE', url: response.request.url },
        headers: followed ? { 'azure-asyncoperation': followed.url } : {},
        body: { status },
      },
    };
  };

  const poller = createHttpPoller<undefined, DeleteState>(
    {
      sendInitialRequest: async () => {
        const response = await client.pathUnchecked(path).delete(parameters);
        if (!/^20[024]$/.test(response.status)) throw unexpectedStatus(response);
        const link = response.status === '204' ? undefined : operationLinkOf(response);
        if (response.status === '202') {
          if (!link) throw new AcceptedWithoutOperationError(response);
          followed = link;
        } else if (link?.header === 'azure-asyncoperation') {
          followed = link;
        }
        return toLro(response, followed ? 'Running' : 'Succeeded');
      },
      sendPollRequest: async (url, options) => {
        const link = followed ?? { header: 'azure-asyncoperation', url };
        try {
          const response = await client.pathUnchecked(url).get(options ?? {});
          const status = operationStatusOf(response, link);
          const newer = operationLinkOf(response);
          followed = newer?.header === link.header ? newer : link;
          return toLro(response, status);
        } catch (error) {
          throw isRestError(error) ? new StatusUnreadable(error.message, { cause: error }) : error;
        }
      },
    },
    { intervalInMs, resolveOnUnsuccessful: true },
  );
  await poller.submitted();

  const succeed = (): void => {
    if (failure) throw failure;
  };
  const poll: DeletePoller['poll'] = async (options) => {
    const state = await poller.poll(options).catch((error: unknown) => {
      throw error instanceof StatusUnreadable ? error.cause : error;
    });
    succeed();
    return state;
  };

  return {
    get isDone() {
      return poller.isDone;
    },
    get operationState() {
      return poller.operationState;
    },
    onProgress: (callback) => poller.onProgress(callback),
    serialize: () => poller.serialize(),
    getOperationUrl: () => poller.operationState?.config.operationLocation,
    poll,
    pollUntilDone: async (options) => {
      while (!poller.isDone) {
        await wait(waitInMs, options?.abortSignal);
        await poll(options);
      }
      succeed();
    },
  };
}
