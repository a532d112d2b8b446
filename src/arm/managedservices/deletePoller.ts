import type { Client, HttpResponse, OperationOptions, RequestParameters } from '@azure-rest/core-client';
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

/** Options of a poller: how to stop it, and who hears of the answers that it reads. */
export type PollOptions = Pick<OperationOptions, 'abortSignal' | 'onResponse'>;

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
  let header: OperationLink['header'] = 'azure-asyncoperation';
  let waitInMs = intervalInMs;
  let failure: OperationFailedError | undefined;

  // core-lro knows a deletion by one header and one word in the body. Both are handed to it in the one form that
  // it cannot misread: it takes a missing status for success, and any word with "fail" in it for a failure.
  const toLro = (response: HttpResponse, status: OperationStatus, url?: string): OperationResponse => {
    waitInMs = retryAfterInMs(response.headers['retry-after']) ?? intervalInMs;
    if (status === 'Failed' || status === 'Canceled') failure = operationFailure(status, response);
    return {
      flatResponse: undefined,
      rawResponse: {
        statusCode: Number(response.status),
        request: { method: 'DELETE', url: response.request.url },
        headers: url === undefined ? {} : { 'azure-asyncoperation': url },
        body: { status },
      },
    };
  };

  const poller = createHttpPoller<undefined, DeleteState>(
    {
      sendInitialRequest: async () => {
        const response = await client.pathUnchecked(path).delete(parameters);
        const link = linkToFollow(response);
        if (!link) return toLro(response, 'Succeeded');
        ({ header } = link);
        return toLro(response, 'Running', link.url);
      },
      sendPollRequest: async (url, options) => {
        try {
          const response = await client.pathUnchecked(url).get(options ?? {});
          const status = operationStatusOf(response, { header, url });
          const newer = status === 'Running' ? operationLinkOf(response) : undefined;
          return toLro(response, status, newer?.header === header ? newer.url : url);
        } catch (error) {
          throw isRestError(error) ? new StatusUnreadable(error.message, { cause: error }) : error;
        }
      },
    },
    { intervalInMs, resolveOnUnsuccessful: true },
  );
  await poller.submitted();

  const throwFailure = (): void => {
    if (failure) throw failure;
  };
  const poll: DeletePoller['poll'] = async (options) => {
    const state = await poller.poll(options).catch((error: unknown) => {
      throw error instanceof StatusUnreadable ? error.cause : error;
    });
    throwFailure();
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
      throwFailure();
    },
  };
}

/** Where a deletion is followed after the answer to its DELETE; undefined when that says that it is done. */
function linkToFollow(response: HttpResponse): OperationLink | undefined {
  switch (response.status) {
    case '202': {
      const link = operationLinkOf(response);
      if (!link) throw new AcceptedWithoutOperationError(response);
      return link;
    }
    case '200': {
      const link = operationLinkOf(response);
      return link?.header === 'azure-asyncoperation' ? link : undefined;
    }
    case '204':
      return undefined;
    default:
      throw unexpectedStatus(response);
  }
}
