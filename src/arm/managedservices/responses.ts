import { createRestError, type HttpResponse } from '@azure-rest/core-client';
import type { RestError } from '@azure/core-rest-pipeline';

/** The code of a RestError for an answer that does not say what the specification says. */
export const malformedCode = 'MALFORMED_RESPONSE';

/** A JSON object whose members have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither `null` nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON object of a 200.
 *
 * @throws RestError for any other status, and with the code `MALFORMED_RESPONSE` for any other body
 */
export function objectOf(response: HttpResponse): JsonObject {
  if (response.status !== '200') throw unexpectedStatus(response);
  if (!isJsonObject(response.body)) throw malformed(response, 'it is not a JSON object');
  return response.body;
}

/** The error for a status that the operation does not expect; `details` is the body, code and message are its own. */
export function unexpectedStatus(response: HttpResponse): RestError {
  const error = createRestError(response);
  error.details = response.body;
  return error;
}

/** The error for an answer that does not say what the specification says. */
export function malformed(response: HttpResponse, reason: string): RestError {
  const error = createRestError(`The answer from Azure cannot be used: ${reason}.`, response);
  error.code = malformedCode;
  return error;
}

/**
 * An address out of an answer, made absolute.
 *
 * @throws RestError with the code `MALFORMED_RESPONSE` when it is none
 */
export function linkOf(response: HttpResponse, link: unknown, name: string): string {
  if (typeof link !== 'string' || !URL.canParse(link, response.request.url)) {
    throw malformed(response, `its ${name} is no address`);
  }
  return new URL(link, response.request.url).href;
}
