import { STATUS_CODES } from 'node:http';
import { isJsonObject } from './managedservices/responses.ts';

/** Azure's words for what went wrong. */
export interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
}

/**
 * Code and message of an error body, `{error: {code, message, details[]}}` (ARM RPC, error response content), or of
 * the first of its details that has a code, where its own says no more than the HTTP status does.
 */
export function readErrorBody(body: unknown, status?: number): ErrorBody {
  const error = isJsonObject(body) ? (body.error ?? body) : undefined;
  const outer = codeAndMessage(error);
  if (outer.code !== undefined && !saysNothing(outer.code, status)) return outer;
  return { ...outer, ...firstDetail(error) };
}

function saysNothing(code: string, status: number | undefined): boolean {
  const words = status === undefined ? undefined : STATUS_CODES[status]?.replaceAll(' ', '');
  return code === words || code === 'MultipleErrorsOccurred';
}

function firstDetail(error: unknown): ErrorBody {
  const details = isJsonObject(error) ? error.details : undefined;
  if (!Array.isArray(details)) return {};
  for (const detail of details) {
    const nested = readErrorBody({ error: detail as unknown });
    if (nested.code !== undefined) return nested;
  }
  return {};
}

function codeAndMessage(error: unknown): ErrorBody {
  if (!isJsonObject(error)) return {};
  const { code, message } = error;
  return {
    ...(typeof code === 'string' && code !== '' && { code }),
    ...(typeof message === 'string' && message !== '' && { message }),
  };
}
