import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import { readErrorBody } from './errorBody.ts';
import { ArmError, type ArmErrorDetails, type ArmErrorReason } from './errors.ts';
import { AcceptedWithoutOperationError, OperationFailedError } from './managedservices/operationErrors.ts';
import { requestIdsOf } from './requestIds.ts';

/**
 * Anything that a call to Azure Resource Manager can throw, as the one typed error. An ArmError stays itself, but
 * for the scope that it may lack.
 *
 * @param scope the tenant, subscription or resource that the call was about, as a path
 */
export function toArmError(error: unknown, scope?: string): ArmError {
  if (ArmError.is(error)) {
    return scope === undefined || error.scope !== undefined ? error : withScope(error, scope);
  }
  const about = { cause: error, ...(scope !== undefined && { scope }) };
  if (!(error instanceof Error)) {
    return new ArmError(`Something unexpected happened: ${String(error)}`, {
      reason: 'unexpected',
      ...about,
    });
  }
  if (error.name === 'AbortError') return new ArmError('Cancelled.', { reason: 'cancelled', ...about });
  if (OperationFailedError.is(error)) return operationFailed(error, about);
  if (AcceptedWithoutOperationError.is(error)) return acceptedOnly(error, about);
  if (isRestError(error) && error.statusCode !== undefined) return answered(error, error.statusCode, about);

  const connection = connectionError(error);
  if (connection !== undefined) return new ArmError(connection, { reason: 'offline', ...about });
  if (error instanceof SyntaxError || codeOf(error) === 'ERR_INVALID_URL') {
    return new ArmError(unreadable, { reason: 'malformed', ...about });
  }
  return new ArmError(error.message, { reason: 'unexpected', ...about });
}

type About = Pick<ArmErrorDetails, 'cause' | 'scope'>;

const unreadable = 'The answer from Azure could not be read.';

function withScope(error: ArmError, scope: string): ArmError {
  const { reason, status, code, requestId, correlationId, cause } = error;
  return new ArmError(error.message, {
    reason,
    scope,
    cause,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(correlationId !== undefined && { correlationId }),
  });
}

function operationFailed(error: OperationFailedError, about: About): ArmError {
  const { code = error.operationStatus, message = error.message } = readErrorBody(error.response.body);
  return new ArmError(message, {
    reason: 'operationFailed',
    code,
    ...requestIdsOf((name) => error.response.headers[name]),
    ...about,
  });
}

function acceptedOnly(error: AcceptedWithoutOperationError, about: About): ArmError {
  const { code, statusCode: status, response } = error;
  return new ArmError(error.message, {
    reason: 'malformed',
    status,
    code,
    ...requestIdsOf((name) => response.headers[name]),
    ...about,
  });
}

function answered(error: RestError, status: number, about: About): ArmError {
  const reason = reasonOf(status);
  const ids = requestIdsOf((name) => error.response?.headers.get(name));
  if (reason === 'malformed') {
    // The HTTP client's own message for a body that cannot be parsed is that whole body.
    const message = error.code === 'PARSE_ERROR' ? unreadable : error.message;
    return new ArmError(message, { reason, status, ...ids, ...about });
  }
  const { code, message = `Azure answered with HTTP ${status}.` } = readErrorBody(error.details, status);
  return new ArmError(message, { reason, status, ...(code !== undefined && { code }), ...ids, ...about });
}

function reasonOf(status: number): ArmErrorReason {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 408:
      return 'timeout';
    case 409:
    case 412:
      return 'conflict';
    case 429:
      return 'throttled';
    default:
      if (status >= 500) return 'server';
      return status >= 400 ? 'rejected' : 'malformed';
  }
}

/** What to tell people about a request that failed below HTTP, and what they can check; undefined for any other. */
function connectionError(error: Error): string | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const url = isRestError(error) && error.request ? URL.parse(error.request.url) : null;
  const where = url?.host ?? 'Azure Resource Manager';
  if (/CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO$/.test(code)) {
    return `There is no trustworthy connection to ${where} (${code}). Where a proxy or firewall inspects the traffic, this computer has to trust its certificate.`;
  }
  if (code === 'PARSE_ERROR') {
    return `The connection to ${where} broke in the middle of an answer. Check the network, the VPN and the proxy.`;
  }
  if (/^(ENOTFOUND|EAI_)/.test(code)) {
    return `The name ${where} could not be resolved (${code}). Check the network, the VPN and the name server.`;
  }
  if (/^(E[A-Z]+|REQUEST_SEND_ERROR)$/.test(code)) {
    return `${where} could not be reached (${code}). Check the network, the VPN and the proxy.`;
  }
  return undefined;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
